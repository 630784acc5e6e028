"""The title of a page: tags, marks of the system, headings and `<title>` against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from sitegen.importers.html.evidence import Candidate, Field, settle
from sitegen.importers.html.metatags import Metas
from sitegen.importers.html.page import SILENT, Page, is_hidden, squeeze, text_of
from sitegen.importers.html.systems import marked_value

_NOT_WORD: Final = re.compile(r"[\W_]+")
_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:article|arti?|news|info|detail|deatil|content|con|main|page|"
    r"show|xxgk|xl|zw|wz|txt"
    r"|text|view|doc|ivs|cont|conten|bt|nr|arc|list|h)?[_-]?(?:title|tit|biaoti|"
    r"headline|bt|subject|heading)\d?(?:$|[\s_-])",
    re.I,
)
_STRONG_CLASS: Final = re.compile(
    r"(?:article|arti|news|info|detail|deatil|content|con|ivs|xxgk|zw|arc|"
    r"doc)[_-]?(?:title|tit|bt)|biaoti|headline",
    re.I,
)
_CHROME: Final = re.compile(
    r"nav|menu|foot|header|logo|copyright|crumb|position|share|related|hot|rank|sidebar|search",
    re.I,
)
_ORGAN: Final = re.compile(
    r"(?:政府|委员会|办公室|办公厅|管理局|监管局|[局厅委署院办]|政府网|门户网|"
    r"门户网站|网站|官网|信息网|政务网|公开网|中心|首页|"
    r"政府信息公开|信息公开网?|\.gov\.cn|中国[一-鿿]{2,4}|平台|栏目)$"
)
_SPLIT: Final = re.compile(r"\s*(?:_|\||｜|丨|——|—|–|::|»|>|-{2,})\s*|\s+-+\s*|\s*-+\s+")
_WRAPPED: Final = re.compile(r"^[【\[]\s*(.*?)\s*[】\]]$")
_PREFIX: Final = re.compile(r"^(?:文章标题|信息标题|信息名称|标题|名称|题目)\s*[:：]\s*")
_NO_TITLE: Final = frozenset((
    "首页", "详细信息", "信息详情", "文章详情", "详情", "正文", "内容", "信息公开",
    "政府信息公开", "无标题文档", "无标题", "untitleddocument", "政务公开", "新闻中心",
    "通知公告", "详细内容", "内容页", "标题", "文章内容", "字体大小", "分享到", "相关链接",
    "附件", "附件下载", "相关附件", "相关文章", "相关阅读", "相关新闻", "网站地图", "title",
))  # fmt: skip
_MAX: Final = 180
_LARGE: Final = re.compile(
    r"font-size\s*:\s*(?:1[89]|[2-4]\d)(?:px|pt)|font-size\s*:\s*x*-?large", re.I
)
_WORDED: Final = re.compile(
    r"^(?:关于|印发|转发)|(?:通知|公告|公示|通报|意见|决定|办法|方案|报告|批复|"
    r"函|细则|规定|规划|简报|总结)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Names on the page that are not its title: the site's and its columns'."""

    site: str = ""
    columns: tuple[str, ...] = ()

    def names(self) -> frozenset[str]:
        """The keys of all these names."""
        return frozenset(key for key in map(title_key, (self.site, *self.columns)) if key)


def title_key(text: str) -> str:
    """What is left of a title for comparing: letters, digits and characters only."""
    return _NOT_WORD.sub("", text).lower()


def find_title(page: Page, metas: Metas, around: Surroundings, given: str = "") -> Field:
    """Settle the title of a page; `given` is the title that a head table names."""
    window = squeeze(" ".join(page.root.xpath("string(//head/title)").split()))
    others = [squeeze(text_of_title(element)) for element in page.root.iter("title")][:2]
    window = window or next((text for text in others if text), "")
    candidates = list(_marked(page, metas, given))
    candidates += [candidate for candidate, _ in _visible(page)]
    candidates += list(_repeated(page, window, around))
    candidates = [_without_site(candidate, candidates, around) for candidate in candidates]
    candidates += list(_echoed(candidates, window))
    candidates += list(_from_window(window, around))
    usable = [_weigh(candidate, around) for candidate in candidates]
    usable = [_whole(candidate, usable) for candidate in usable if candidate.confidence > 0.05]
    return settle(
        usable, title_key, lambda c: (not _cut_off(c.value), c.how != "guess", c.confidence)
    )


def text_of_title(element: HtmlElement) -> str:
    """The text of a `<title>` element, which counts as silent elsewhere."""
    return "".join(element.itertext())


def _marked(page: Page, metas: Metas, given: str) -> Iterator[Candidate]:
    for number, value in enumerate(metas.all("title")):
        yield Candidate(
            _tidy(value), "tag", 0.93 - 0.2 * number, f"meta ArticleTitle{number or ''}"
        )
    for value in metas.all("other_title"):
        yield Candidate(_tidy(value), "tag", 0.6, "meta title")
    marked = marked_value("title", page.source)
    if marked:
        yield Candidate(_tidy(marked), "mark", 0.95, "system mark")
    if given:
        yield Candidate(_tidy(given), "mark", 0.8, "head table")


def _visible(page: Page) -> Iterator[tuple[Candidate, HtmlElement]]:
    for element in page.root.iter(
        "h1", "h2", "h3", "div", "p", "td", "span", "strong", "b", "font", "h4", "dt", "li"
    ):
        confidence = _shape(element)
        if confidence <= 0:
            continue
        value = _tidy(_own_text(element))
        if 4 <= len(value) <= _MAX and not _PREFIX.sub("", value).endswith(("：", ":")):
            where = f"<{element.tag}> {element.get('class') or element.get('id') or ''}".strip()
            yield (
                Candidate(value, "mark" if confidence > 0.5 else "guess", confidence, where),
                element,
            )


def _shape(element: HtmlElement) -> float:
    """How much the element itself looks like a title, 0 to 1."""
    mark = f"{element.get('class', '')} {element.get('id', '')}".strip()
    score = {"h1": 0.78, "h2": 0.45, "h3": 0.3}.get(str(element.tag), 0.0)
    if mark and _CHROME.search(mark):
        return 0.0
    if mark and _CLASS.search(mark):
        score = max(score, 0.4) + (0.25 if _STRONG_CLASS.search(mark) else 0.0)
    if not score and _centred(element) and element.tag in ("p", "div", "td", "strong", "b", "font"):
        score = 0.28 + (0.2 if _prominent(element) else 0.0)
    if not score or is_hidden(element):
        return 0.0
    return 0.0 if _in_chrome(element) or len(list(element.iter("a"))) > 1 else min(score, 0.85)


def _prominent(element: HtmlElement) -> bool:
    """Whether a centred text is set large or bold and worded like the title of a document."""
    text = text_of(element)
    if len(text) > 80 or not _WORDED.search(text):
        return False
    marks = (*element.iter("b", "strong", "font", "big"), element)
    return any(
        mark.tag in ("b", "strong", "big")
        or mark.get("size")
        or _LARGE.search(mark.get("style") or "")
        for mark in marks
    )


def _centred(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "text-align:center" in style or (element.get("align") or "").lower() == "center"


def _in_chrome(element: HtmlElement) -> bool:
    node: HtmlElement | None = element.getparent()
    while node is not None and node.tag != "body":
        if (
            node.tag in ("nav", "footer", "aside", "ul", "ol", "a", "header")
            and node.tag != "header"
        ):
            return True
        mark = f"{node.get('class', '')} {node.get('id', '')}"
        if mark != " " and re.search(
            r"\b(?:nav|menu|foot|footer|sidebar|related|rank)\b", mark, re.I
        ):
            return True
        if is_hidden(node):
            return True
        node = node.getparent()
    return False


def _own_text(element: HtmlElement) -> str:
    """The text of a heading without the small lines (date, document number) put inside it."""
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in SILENT or is_hidden(child):
            parts.append(child.tail or "")
            continue
        if (
            child.tag in ("small", "h6", "em", "i")
            and len(text_of(element)) > len(text_of(child)) + 4
        ):
            parts.append(child.tail or "")
            continue
        parts.append((" " if child.tag == "br" else "") + text_of(child) + (child.tail or ""))
    return "".join(parts)


def _tidy(value: str) -> str:
    value = squeeze(_PREFIX.sub("", squeeze(value)))
    wrapped = _WRAPPED.match(value)
    value = wrapped[1] if wrapped and "】" not in wrapped[1] else value
    # A line break inside a Chinese title leaves a blank that nobody meant.
    return (
        re.sub(r"(?<=[一-鿿，、》”）])\s+(?=[一-鿿《“（])", "", value) if len(value) > 12 else value
    )


def _repeated(page: Page, window: str, around: Surroundings) -> Iterator[Candidate]:
    """Short texts of the page that `<title>` begins with, whatever element they stand in."""
    key, names = title_key(window), around.names()
    for segment in page.segments[:400]:
        own = title_key(segment.text)
        if not (6 <= len(own) <= 100 and own in key) or _is_name(segment.text, names):
            continue
        linked = segment.element.tag == "a" or _in_chrome(segment.element)
        if not linked and (key.startswith(own) or len(own) > 0.5 * len(key)):
            yield Candidate(_tidy(segment.text), "guess", 0.4, "text like <title>")


def _without_site(
    candidate: Candidate, others: Sequence[Candidate], around: Surroundings
) -> Candidate:
    """A title in a tag without the site's name behind it, if the page shows it without."""
    value = _bare(candidate.value, around.names())
    key = title_key(value)
    if value == candidate.value or not any(title_key(other.value) == key for other in others):
        return candidate
    return Candidate(value, candidate.how, candidate.confidence, candidate.where)


def _echoed(candidates: Sequence[Candidate], window: str) -> Iterator[Candidate]:
    """Candidates that `<title>` repeats, whatever is joined to them there."""
    key = title_key(window)
    for candidate in candidates:
        own = title_key(candidate.value)
        if len(own) >= 5 and own in key:
            yield Candidate(
                candidate.value, "guess", 0.5 + 0.4 * len(own) / max(len(key), 1), "title"
            )


def _from_window(window: str, around: Surroundings) -> Iterator[Candidate]:
    """What is left of `<title>` without the names of site and columns."""
    value = _tidy(window)
    if not value:
        return
    best = _bare(value, around.names())
    if len(title_key(best)) >= 4:
        yield Candidate(_tidy(best), "guess", 0.5 if len(best) >= 8 else 0.38, "title")


def _bare(value: str, names: frozenset[str]) -> str:
    """A title without the names of site and columns that are joined to it."""
    pieces = [piece for piece in _SPLIT.split(value) if piece]
    if len(pieces) <= 1 and "-" in value:
        head, _, tail = value.rpartition("-")
        pieces = [head, tail] if _ORGAN.search(tail) or title_key(tail) in names else [value]
    while len(pieces) > 1 and _is_name(pieces[-1], names):
        pieces.pop()
    while len(pieces) > 1 and _is_name(pieces[0], names):
        pieces.pop(0)
    if not pieces:
        return value
    longest = max(pieces, key=len)
    kept = value[value.find(pieces[0]) : value.rfind(pieces[-1]) + len(pieces[-1])]
    return kept if len(pieces) > 1 and len(longest) < 12 else longest


def _is_name(piece: str, names: frozenset[str]) -> bool:
    key = title_key(piece)
    return (
        not key
        or key in names
        or (len(piece) <= 24 and bool(_ORGAN.search(piece.strip())) and "关于" not in piece)
    )


def _weigh(candidate: Candidate, around: Surroundings) -> Candidate:
    """Lower what names the site or a column; nothing may be called 首页."""
    key = title_key(candidate.value)
    factor = 1.0
    if key in around.names() or key in _NO_TITLE:
        # A page such as 云泽概况 has no other title than its column's, so it stays possible.
        factor = 0.12 if key not in _NO_TITLE else 0.02
    elif len(key) < 4:
        factor = 0.5
    return Candidate(candidate.value, candidate.how, candidate.confidence * factor, candidate.where)


def _cut_off(value: str) -> bool:
    return value.endswith(("…", "...", ".."))


def _whole(candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Replace a title that was cut off by the visible one that begins with it."""
    if not _cut_off(candidate.value):
        return candidate
    stem = title_key(candidate.value)
    for other in others:
        if len(stem) >= 6 and title_key(other.value).startswith(stem) and not _cut_off(other.value):
            return Candidate(other.value, candidate.how, candidate.confidence, candidate.where)
    return candidate
