"""Marks of the publishing systems of Chinese government sites: addresses, containers, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from sitegen.importers.html.dates import Moment, parse_moment


@dataclass(frozen=True, slots=True)
class System:
    """How one publishing system is recognised. `article` and `column` match paths of addresses,
    `source` its traces in the page.
    """

    id: str
    name: str
    article: re.Pattern[str]
    column: re.Pattern[str] | None
    source: re.Pattern[str]


SYSTEMS: Final = (
    System(
        "jcms",
        "大汉版通 JCMS",
        re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d+_\d+\.html?|/art_\d+_\d+\.html?"),
        re.compile(r"/col/col\d+/"),
        re.compile(r"ZJEG_RSS|<\$\[信息|/module/jslib/|i_articleid|/jcms/", re.I),
    ),
    System(
        "trs",
        "拓尔思 TRS",
        re.compile(r"/t\d{8}_\d+(?:_\d+)?\.s?html?"),
        None,
        re.compile(r"TRS_Editor|TRS_UEDITOR|trs_editor_view|TRS_PreAppend|/trs_", re.I),
    ),
    System(
        "vsb",
        "博达 VSB",
        re.compile(r"/info/\d+/\d+\.htm"),
        None,
        re.compile(r"vsb_content|v_news_content|_vsl/|/system/resource/|_sitegray", re.I),
    ),
    System(
        "gkmlpt",
        "广东政府信息公开平台",
        re.compile(r"/gkmlpt/content/.*post_\d+\.html"),
        re.compile(r"/gkmlpt/(?:index|guide|annual)"),
        re.compile(r"gkmlpt", re.I),
    ),
    System(
        "ucap",
        "开普云",
        re.compile(r"/(?:content_|c\d+/|\d{6}/)[\w/]*\.s?html"),
        None,
        re.compile(r"<ucap|UCAP-CONTENT|ucapcontent|<publishtime", re.I),
    ),
)

_MARK_PAIRS: Final = (
    (r"<!--\s*<\$\[信息内容\]>\s*begin\s*-->", r"<!--\s*<\$\[信息内容\]>\s*end\s*-->"),
    (r"<!--\s*ZJEG_RSS\.content\.begin\s*-->", r"<!--\s*ZJEG_RSS\.content\.end\s*-->"),
    (r"<meta\s+name=[\"']?ContentStart[\"']?\s*/?>", r"<meta\s+name=[\"']?ContentEnd[\"']?\s*/?>"),
    (r"<!--\s*enpcontent\s*-->", r"<!--\s*/enpcontent\s*-->"),
    (r"<ucapcontent[^>]*>", r"</ucapcontent\s*>"),
    (r"<founder-content[^>]*>", r"</founder-content\s*>"),
    (
        r"<!--\s*(?:文章|信息|新闻)?(?:正文|内容)\s*(?:begin|start|开始|s|BEGIN|START)\s*-->",
        r"<!--\s*(?:文章|信息|新闻)?(?:正文|内容)\s*(?:end|over|结束|e|END|OVER)\s*-->",
    ),
)
BODY_MARKS: Final = tuple(
    (re.compile(begin, re.I), re.compile(end, re.I)) for begin, end in _MARK_PAIRS
)
_VALUE_MARKS: Final = {
    "title": (
        re.compile(
            r"<!--\s*<\$\[信息标题\]>\s*begin\s*-->(.{1,600}?)<!--\s*<\$\[信息标题\]>\s*end", re.S
        ),
        re.compile(r"<ucaptitle[^>]*>(.{1,600}?)</ucaptitle", re.S | re.I),
    ),
    "date": (
        re.compile(
            r"<!--\s*<\$\[信息(?:时间|日期)\]>\s*begin\s*-->(.{1,200}?)<!--\s*<\$\[信息(?:时"
            r"间|日期)\]>\s*end",
            re.S,
        ),
        re.compile(r"<publishtime[^>]*>(.{1,120}?)</publishtime", re.S | re.I),
    ),
    "source": (
        re.compile(
            r"<!--\s*<\$\[信息来源\]>\s*begin\s*-->(.{1,300}?)<!--\s*<\$\[信息来源\]>\s*end", re.S
        ),
    ),
    "author": (
        re.compile(
            r"<!--\s*<\$\[信息作者\]>\s*begin\s*-->(.{1,200}?)<!--\s*<\$\[信息作者\]>\s*end", re.S
        ),
    ),
}
_TAG: Final = re.compile(r"<[^>]*>")

# Identifiers of body containers, letters only. `SURE` names a system's own container, `LIKELY`
# are the words that templates of many makers share, from telling to vague.
SURE: Final = (
    "trseditor",
    "trsueditor",
    "trseditorview",
    "trspreappend",
    "vnewscontent",
    "vsbcontent",
    "ucapcontent",
    "jscontent",
    "ivscontent",
)
LIKELY: Final = (
    "articlecontent",
    "articlecon",
    "artcontent",
    "artcon",
    "articlebody",
    "artibody",
    "newscontent",
    "newscon",
    "newsbody",
    "newstext",
    "contenttext",
    "detailcontent",
    "detailcon",
    "detailtext",
    "wrapperdetailtext",
    "zoomcon",
    "zoom",
    "pagescontent",
    "infocontent",
    "xxgkcontent",
    "xlcontent",
    "maintext",
    "txtcon",
    "articletext",
    "contentbody",
    "viewcontent",
    "showcontent",
    "contentmain",
    "articledetail",
    "wenz",
    "wenzhangcontent",
    "fontzoom",
    "textcontent",
    "newsdetail",
    "conconten",
    "contxt",
    "concon",
    "articlemain",
    "articleinner",
    "cmscontent",
    "newscontents",
    "content",
    "con",
    "article",
    "neirong",
    "zhengwen",
    "nr",
    "zw",
    "xxnr",
    "bodycontent",
    "showdetail",
    "detail",
)


def system_of(url: str, source: str) -> System | None:
    """The publishing system of a page, by its address, else by its traces; None if unknown."""
    path = urlsplit(url).path
    for system in SYSTEMS:
        if system.article.search(path) or (system.column and system.column.search(path)):
            return system
    for system in SYSTEMS:
        if system.source.search(source):
            return system
    return None


def marked_value(name: str, source: str) -> str:
    """The value that a system's own marks enclose, without mark-up, or an empty text."""
    for pattern in _VALUE_MARKS[name]:
        found = pattern.search(source)
        if found:
            text = " ".join(_TAG.sub("", found[1]).replace("&nbsp;", " ").split())
            if text:
                return text
    return ""


_URL_DAYS: Final = (
    re.compile(r"/t((?:19|20)\d{6})_\d+"),
    re.compile(r"/((?:19|20)\d{2}/\d{1,2}/\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2}-\d{1,2}/\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2}-\d{1,2}-\d{1,2})/"),
    re.compile(r"[/_-]((?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d)(?=[/_.-])"),
    re.compile(r"/((?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d)\d{0,10}(?=[/_.-])"),
)


def url_day(url: str) -> Moment | None:
    """The day that an address carries, as `/t20200930_1.html` or `/art/2019/5/31/` do."""
    path = urlsplit(url).path
    for pattern in _URL_DAYS:
        found = pattern.search(path)
        if found:
            return parse_moment(found[1].replace("/", "-"))
    return None
