"""What surrounds an article and does not belong to it: share bars, neighbours, buttons, feet."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from sitegen.importers.html.labels import is_meta_line
from sitegen.importers.html.page import text_of

_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:share\w*|bdshare\w*|bshare\w*|jiathis\w*|social\w*|nav|menu|"
    r"foot|footer|copyright|crumbs?|breadcrumb|sidebar"
    r"|related\w*|relalinks|recommend\w*|hotnews|ranking|prev|next|prenext|prevnext|"
    r"pager|pagination|comments?|qrcode\w*|ewm\w*|xlewm|erweima|saoyisao"
    r"|sweep|toolbar|printbtn|dayin|closebtn|fontsize|fontset|adverts?|jiucuo|xgwz|"
    r"xglj|xgyd|xgxx|sxp|shangxia\w*|updown|phb|function_icon)"
    r"(?:$|[\s_-])",
    re.I,
)
_END_TEXT: Final = re.compile(
    r"^[\[【（(\s]*(?:上一[篇条则页]|下一[篇条则页]|相关(?:阅读|链接|文章|新闻|信息|"
    r"稿件|解读|文档|政策|内容|推荐)|延伸阅读|推荐阅读|热点(?:新闻|推荐)|扫一扫|"
    r"扫描二维码|分享(?:到|至|本文)?\s*[:：]|打印本[页文]|关闭(?:窗口|本页)|"
    r"网站标识码|Copyright|©|您是第|友情链接|返回顶部|我要评论|"
    r"【?纠错|用手机(?:扫|查看|浏览|打开)|手机扫|责任编辑\s*[:：][^。]{0,20}$|"
    r"[\[【]?\s*(?:打印|关闭)\s*[\]】]?$)",
    re.I,
)
_FOOT_TEXT: Final = re.compile(r"ICP备|公网安备|网站标识码|版权所有|Copyright", re.I)
# In a paragraph these words open a sentence; only a block of its own is the foot of a page.
_FOOT_WORDS: Final = re.compile(r"^(?:版权所有|主办单位|访问量)")
_FILES: Final = re.compile(r"^[\[【]?(?:相关)?附件(?:下载|列表)?[\]】]?\s*[:：]?")
_PROSE: Final = frozenset({"p", "span", "li", "b", "strong", "font"})
_DROP_LINE: Final = re.compile(
    r"^[\[【（(\s|]*(?:扫一扫.{0,16}|扫描二维码.{0,16}|用手机(?:扫|查看|浏览|打开).{0,14}|手机扫.{0,14}|"
    r"分享(?:到|至|本文|：|:).{0,20}|分享|打印(?:本页|本文|此页|页面)?|关闭(?:窗口|"
    r"本页|页面)?|返回(?:顶部|列表)?|"
    r"收藏(?:本页|本文)?|我要(?:纠错|评论|分享|打印)|复制链接|"
    r"(?:【?\s*)?字[体号](?:大小|选择)?\s*[:：]?\s*[\[【]?\s*(?:超?大|"
    r"特大)?\s*[\]】|/、]*\s*[\[【]?\s*(?:大|中)?[\s\]】|/、\[【]*(?:中|小)?[\s\]】|"
    r"/、\[【]*(?:小)?|"
    r"上一[篇条则].{0,80}|下一[篇条则].{0,80}|浏览次数\s*[:：]?\s*\d*\s*次?|"
    r"点击(?:数|率|次数)\s*[:：]?\s*\d*\s*次?|阅读(?:次数|量)\s*[:：]?\s*\d*\s*次?"
    r"|打印\s*关闭|您的浏览器.{0,30}|您的访问出错了|相关附件\s*[:：]?)[\s\]】）)|]*$"
)
_SIGNED_EDITOR: Final = re.compile(
    r"^[\[【（(\s]*(?:责任编辑|责编|编辑|校对|审核|初审|复审|终审|一审|二审|"
    r"三审)\s*[:：]\s*[一-鿿·\s、/／（）()审校核编辑责任:：]{2,40}[\]】）)\s]*$"
)


def is_chrome(element: HtmlElement) -> bool:
    """Whether the names of an element say that it is not part of the article."""
    if element.tag in ("nav", "footer", "aside"):
        return True
    mark = f"{element.get('class', '')} {element.get('id', '')}"
    return mark != " " and bool(_NAMES.search(mark))


def is_removable(element: HtmlElement) -> bool:
    """Whether an element inside a body is chrome by name and has no prose in it.

    Templates call a whole article `print` or `share-content`; prose always stays.
    """
    if not is_chrome(element):
        return False
    text = text_of(element)
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return len(text) < 90 or linked > 0.6 * len(text)


def ends_article(element: HtmlElement) -> bool:
    """Whether an article has ended where this element begins."""
    if element.tag in ("footer",):
        return True
    text = text_of(element)
    if len(text) <= 400 and (_END_TEXT.match(text) or is_meta_line(text)):
        return True
    if element.tag not in _PROSE and offers_files(element, text):
        return True
    short = element.tag not in _PROSE and len(text) < 1500 and text.count("。") < 3
    if short and (_FOOT_TEXT.search(text) or (_FOOT_WORDS.match(text) and len(text) < 300)):
        return True
    return (
        is_chrome(element)
        and len(text) > 1
        and bool(
            re.search(
                r"foot|related|copyright|xgwz|recommend",
                f"{element.get('class')} {element.get('id')}",
                re.I,
            )
        )
    )


def offers_files(element: HtmlElement, text: str) -> bool:
    """Whether a block is the list of attachments below an article."""
    if not _FILES.match(text):
        return False
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return linked > 0 and len(text) - linked < 14


def is_chrome_line(text: str) -> bool:
    """Whether a line inside a body is a button, a neighbour or a counter, not text."""
    return len(text) <= 110 and bool(_DROP_LINE.match(text))


def is_editor_line(text: str) -> bool:
    """Whether a line names editors and proof-readers, as at the foot of an article."""
    return len(text) <= 60 and bool(_SIGNED_EDITOR.match(text))
