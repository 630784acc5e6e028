"""Where the head of an article ends: its title, then the line of date, source and buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.importers.html.dates import find_moments
from sitegen.importers.html.labels import is_meta_line
from sitegen.importers.html.page import Page, Segment
from sitegen.importers.html.title import title_key

_BUTTON: Final = re.compile(
    r"^[\[【（(\s|]*(?:字[体号](?:大小)?|[大中小特]|超大|A[+\-a]?|打印(?:本页|此页|"
    r"页面|文章|文档)?|关闭(?:本页|窗口|页面)?|收藏(?:本页)?|分享(?:到)?|微信|微博|"
    r"新浪微博|"
    r"QQ空间|QQ|复制链接|朗读|语音播报|视力保护色|保存|下载|繁体|简体|返回|我要纠错|"
    r"纠错|放大|缩小|默认|还原|\d{1,7}|次|浏览(?:次数|量)?|阅读|点击(?:数|量|率)?|"
    r"来源|作者"
    r"|发布(?:时间|日期)|时间|日期|打 ?印|正文|T|\+|-|\||·|／|/)?\s*[:：]?[\]】）)\s|]*$"
)
_MAX_HEAD: Final = 45


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of an article's head: `title_at` and `head_at` are places in document order,
    `first` is the index of the first segment that belongs to the body.
    """

    title_at: float
    head_at: float
    first: int


def find_anchor(page: Page, title: str, skip: tuple[float, float]) -> Anchor | None:
    """Find the title as it stands on the page (not within `skip`, the breadcrumb) and its line."""
    key = title_key(title)
    hit = _title_segment(page.segments, key, skip) if len(key) >= 3 else None
    if hit is None:
        return None
    begin, end = hit
    last = _head_end(page.segments, end)
    return Anchor(page.segments[begin].at, page.segments[last].at, last + 1)


def _title_segment(
    segments: Sequence[Segment], key: str, skip: tuple[float, float]
) -> tuple[int, int] | None:
    """The segments that spell the title; the one with a meta line behind it is preferred."""
    hits: list[tuple[int, int]] = []
    for index, segment in enumerate(segments):
        if skip[0] <= segment.at <= skip[1]:
            continue
        own = title_key(segment.text)
        if not own or not (key.startswith(own) or own.startswith(key)):
            continue
        end = _spelt(segments, index, key)
        if end is not None:
            hits.append((index, end))
    if not hits:
        return None
    return max(
        hits[:6], key=lambda hit: (_has_line(segments, hit[1]), _heading(segments[hit[0]]), -hit[0])
    )


def _spelt(segments: Sequence[Segment], index: int, key: str) -> int | None:
    text = ""
    for step in range(index, min(index + 6, len(segments))):
        text += title_key(segments[step].text)
        if text == key or (text.startswith(key) and len(text) < len(key) + 30 and step == index):
            return step
        if not key.startswith(text):
            return None
    return None


def _has_line(segments: Sequence[Segment], end: int) -> bool:
    return any(_is_line(segment.text) for segment in segments[end + 1 : end + 7])


def _heading(segment: Segment) -> bool:
    node = segment.element
    for _ in range(3):
        if node is None:
            return False
        if node.tag in ("h1", "h2"):
            return True
        node = node.getparent()
    return False


def _is_line(text: str) -> bool:
    if is_meta_line(text):
        return True
    moments = list(find_moments(text)) if len(text) < 60 else []
    passed = re.search(r"通过|公布|施行|修[订正]|第.{1,6}次", text)  # （2008年11月5日…通过）
    return bool(moments) and moments[0][0] <= 8 and len(text) <= 30 and passed is None


def _head_end(segments: Sequence[Segment], end: int) -> int:
    """The index of the last segment of the head that begins with the title at `end`."""
    last = end
    expect_value = False
    for index in range(end + 1, min(end + _MAX_HEAD, len(segments))):
        text = segments[index].text
        if _is_line(text) or (_BUTTON.match(text) and len(text) <= 14):
            last, expect_value = index, _open_label(text)
        elif expect_value and len(text) <= 40:
            last, expect_value = index, False
        elif len(text) > 3 and not _more_head(segments, index):
            break
    return last


def _open_label(text: str) -> bool:
    """Whether the text ends with a label whose value stands in the next element."""
    return text.rstrip().endswith((":", "："))


def _more_head(segments: Sequence[Segment], index: int) -> bool:
    """Whether a line of labels follows close behind a short text such as a subtitle."""
    if len(segments[index].text) > 30:
        return False
    return any(
        _is_line(segment.text) and ("：" in segment.text or ":" in segment.text)
        for segment in segments[index + 1 : index + 3]
    )
