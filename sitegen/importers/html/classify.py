"""What a saved page is: home, list, article, an error page, or a piece of the frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from sitegen.importers.html.blocks import Block, Run, inlines, plain
from sitegen.importers.html.body import Body
from sitegen.importers.html.evidence import Field
from sitegen.importers.html.metatags import Metas
from sitegen.importers.html.page import Page, squeeze, text_of
from sitegen.importers.html.systems import SYSTEMS
from sitegen.importers.html.title import title_key

PageKind = Literal["home", "list", "article", "error", "chrome"]

_HOME: Final = re.compile(r"^/?(?:index|default|main|home)?(?:\.[a-z]{3,5})?$", re.I)
_LIST: Final = re.compile(
    r"/(?:index|list|default|node)(?:[_-]?\d+)*\.[sj]?html?$|/(?:index|"
    r"list)\.jspx?$|/col/col\d+|/$|list[_-]?\d*\.|/node_\d+|/gkmlpt/(?:index|$)|"
    r"/\d{1,4}\.htm$",
    re.I,
)
_ERROR: Final = re.compile(
    r"^\W*(?:404|403|500|502)\b|HTTP\s*(?:404|403|500)|(?:错误|"
    r"Error)\s*[:：]?\s*(?:404|403|500)|404\s*(?:错误|页|not)"
    r"|页面不存在|找不到|无法找到|访问的页面|Not Found|出错了|没有权限|访问受限|"
    r"Forbidden|Server Error",
    re.I,
)
_DAY: Final = re.compile(
    r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|"
    r"[\[(（]\d{1,2}[-/]\d{1,2}[\])）]|^\d{1,2}-\d{1,2}$"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What has been found on a page before it is said what the page is."""

    metas: Metas
    title: Field
    date: Field
    blocks: Sequence[Block]
    body: Body | None


def classify(page: Page, seen: Seen) -> tuple[PageKind, float]:
    """Decide what a page is, with a confidence between 0 and 1."""
    path = urlsplit(page.url).path
    metas, blocks = seen.metas, seen.blocks
    if _is_error(page, seen.title, blocks):
        return "error", 0.9
    named = any(system.article.search(path) for system in SYSTEMS if system.id != "ucap")
    if metas.first("title") and metas.first("date") and (blocks or named):
        return "article", 0.97
    if named:
        return "article", 0.95
    if (page.url and path and _HOME.match(path)) or metas.first("column_type") == "首页":
        return ("home", 0.9) if _links(page) >= 8 else ("chrome", 0.6)
    return _by_shape(page, seen, path)


def _by_shape(page: Page, seen: Seen, path: str) -> tuple[PageKind, float]:
    metas, title, date, blocks, body = seen.metas, seen.title, seen.date, seen.blocks, seen.body
    dated = _dated_links(page)
    prose, linked = _prose(blocks)
    head = title.confidence >= 0.6 and date.confidence >= 0.55 and date.where != "address"
    if head and blocks and not (_LIST.search(path) and dated >= 8 and linked > prose):
        return "article", 0.9
    strong = body is not None and (body.confidence >= 0.9 or body.how == "mark")
    if (_LIST.search(path) and dated >= 3 and not (strong and prose > 200)) or (
        dated >= 6 and linked > prose and not metas.first("title")
    ):
        return "list", 0.9
    if metas.first("title") and blocks:
        return "article", 0.9
    if title and blocks and (date.confidence >= 0.5 or prose >= 120) and prose >= linked:
        return "article", 0.8 if date else 0.6
    if title and blocks and date.confidence >= 0.7:
        return "article", 0.7
    if title.confidence >= 0.6 and prose >= 10 and prose > 3 * linked and not _LIST.search(path):
        return "article", 0.6
    if title and dated == 0 and prose >= 40 and prose > 3 * linked and body is not None:
        return "article", 0.55
    if _LIST.search(path) or dated >= 3 or _links(page) >= 15:
        return "list", 0.6
    return ("article", 0.5) if title and (prose >= 40 or (strong and blocks)) else ("chrome", 0.7)


def _is_error(page: Page, title: Field, blocks: Sequence[Block]) -> bool:
    head = squeeze(page.root.xpath("string(//title)"))
    body = page.root.find("body")
    length = len(text_of(body)) if body is not None else 0
    return (length < 400 and bool(_ERROR.search(head[:60]))) or (
        length < 200
        and bool(_ERROR.search(" ".join(s.text for s in page.segments)[:200]))
        and not title_key(plain(blocks)[:5]).isdigit()
        and len(plain(blocks)) < 150
        and title.how != "tag"
    )


def _links(page: Page) -> int:
    return sum(1 for _ in page.root.iter("a"))


def _dated_links(page: Page) -> int:
    """List entries that carry a link and a day."""
    count = 0
    for element in page.root.iter("li", "tr", "dd"):
        if count > 20:
            break
        if (
            next(iter(element.iter("a")), None) is not None
            and element.find(".//li") is None
            and element.find(".//tr") is None
        ):
            text = text_of(element)
            count += len(text) < 200 and bool(_DAY.search(text))
    return count


def _prose(blocks: Sequence[Block]) -> tuple[int, int]:
    """Characters outside and inside links."""
    prose = linked = 0
    for run in inlines(blocks):
        if isinstance(run, Run):
            if run.href:
                linked += len(run.text)
            else:
                prose += len(run.text)
    return prose, linked
