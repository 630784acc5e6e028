"""From a cleaned tree to blocks: paragraphs, lists and tables, whatever tags they came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from sitegen.importers.html.blocks import (
    Block,
    Break,
    Cell,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
    plain,
)
from sitegen.importers.html.page import BLOCKS, SILENT, is_hidden, squeeze
from sitegen.importers.html.runs import paragraphs

_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)
_ALIGN: Final = re.compile(r"text-align\s*:\s*(center|right)", re.I)
_MEDIA_EXT: Final = re.compile(r"\.(?:mp4|mp3|flv|wmv|avi|m4v|mov|webm|wav|ogg|pdf)(?:$|\?)", re.I)
_TEXT_BOX: Final = frozenset({"button", "input", "label"})


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    sup: bool = False
    sub: bool = False
    href: str = ""
    align: str = "left"
    pre: bool = False


def read_blocks(content: HtmlElement) -> tuple[Block, ...]:
    """Turn the children of `content` into blocks."""
    flow = _Flow()
    flow.children(content, _Look())
    flow.flush(_Look())
    return tuple(flow.blocks)


class _Flow:
    """Collects runs until a block ends. One instance reads one container."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Inline] = []

    def flush(self, look: _Look) -> None:
        """End the paragraph that is open."""
        if self.runs:
            self.blocks.extend(Paragraph(runs, look.align) for runs in paragraphs(self.runs))
            self.runs = []

    def text(self, raw: str | None, look: _Look) -> None:
        """Add text in the given look."""
        if not raw:
            return
        if look.pre:
            for number, line in enumerate(raw.split("\n")):
                if number:
                    self.runs.append(Break())
                self.text(line, replace(look, pre=False))
            return
        self.runs.append(Run(raw, look.bold, look.italic, look.sup, look.sub, look.href))

    def children(self, element: HtmlElement, look: _Look) -> None:
        """Read the text and the children of an element."""
        self.text(element.text, look)
        for child in element:
            if isinstance(child.tag, str) and not is_hidden(child):
                self.element(child, look)
            self.text(child.tail, look)

    def element(self, element: HtmlElement, look: _Look) -> None:
        """Read one element."""
        tag = str(element.tag)
        if tag in ("embed", "iframe", "video", "audio", "source", "object"):
            self.media(element)
        elif tag in SILENT or tag in _TEXT_BOX:
            return
        elif tag == "br":
            self.runs.append(Break())
        elif tag == "img":
            self.picture(element, look)
        elif tag == "hr":
            self.flush(look)
            self.blocks.append(Rule())
        elif tag in ("ul", "ol"):
            self.listing(element, look)
        elif tag == "table":
            self.table(element, look)
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.heading(element, look)
        elif tag == "blockquote":
            self.quote(element, look)
        elif tag in BLOCKS:
            self.block(element, look)
        else:
            self.children(element, _inline(element, look))

    def block(self, element: HtmlElement, look: _Look) -> None:
        """A block: its content stands in paragraphs of its own."""
        self.flush(look)
        inner = _aligned(element, _inline(element, look))
        if element.tag == "pre":
            inner = replace(inner, pre=True)
        self.children(element, inner)
        self.flush(inner)

    def heading(self, element: HtmlElement, look: _Look) -> None:
        """A heading as marked up; its true level is settled later."""
        self.flush(look)
        inner = read_blocks(element)
        level = max(2, int(str(element.tag)[1]))
        for block in inner:
            if isinstance(block, Paragraph) and len(plain([block])) <= 60 and plain([block]):
                self.blocks.append(Heading(level, block.runs))
            else:
                self.blocks.append(block)

    def quote(self, element: HtmlElement, look: _Look) -> None:
        """Old editors indent with blockquote; only one with prose in it is a quotation."""
        self.flush(look)
        inner = read_blocks(element)
        cited = element.get("cite") or "quote" in (element.get("class") or "")
        self.blocks.extend([Quote(inner)] if cited and inner else inner)

    def listing(self, element: HtmlElement, look: _Look) -> None:
        """A list; lists that only lay out are read as blocks."""
        self.flush(look)
        items = [read_blocks(child) for child in element if child.tag == "li"]
        stray = [child for child in element if isinstance(child.tag, str) and child.tag != "li"]
        items = [item for item in items if item]
        if items and not stray:
            start = element.get("start", "1")
            first = int(start) if start.isdigit() and len(start) < 5 else 1
            self.blocks.append(Listing(tuple(items), element.tag == "ol", first))
        else:
            self.children(element, look)
            self.flush(look)

    def picture(self, element: HtmlElement, look: _Look) -> None:
        """A picture; lazy loaders keep the true address in another attribute."""
        candidates = [
            element.get(name, "") for name in ("src", "data-src", "data-original", "oldsrc")
        ]
        src = next((c for c in candidates if c and not c.startswith(("about:", "javascript:"))), "")
        lazy = element.get("data-original") or element.get("data-src")
        if lazy and re.search(r"blank|loading|placeholder|data:image/gif", src):
            src = lazy
        if src and not re.search(r"/icon_\w+\.gif|fileTypeImages|/sysimage/", src):
            alt = squeeze(element.get("alt") or element.get("title") or "")
            self.runs.append(Picture(src, alt, look.href))

    def media(self, element: HtmlElement) -> None:
        """Film, sound and embedded files become a link; foreign frames are dropped."""
        src = element.get("src") or element.get("data") or ""
        if element.tag in ("video", "audio") and not src:
            src = next((s.get("src", "") for s in element.iter("source") if s.get("src")), "")
        if src and (element.tag in ("video", "audio") or _MEDIA_EXT.search(src)):
            label = squeeze(element.get("title") or "") or (
                "音频" if element.tag == "audio" else "视频" if element.tag == "video" else "文件"
            )
            self.runs.append(Run(label, href=src))

    def table(self, element: HtmlElement, look: _Look) -> None:
        """A table of data, or, where a table only lays out, what stands in it."""
        self.flush(look)
        rows = _rows(element)
        if _lays_out(element, rows):
            for row in rows:
                for cell in row:
                    self.blocks.extend(read_blocks(cell))
            return
        cells = tuple(tuple(_cell(cell) for cell in row) for row in rows if row)
        caption = next((squeeze("".join(c.itertext())) for c in element if c.tag == "caption"), "")
        if cells and (plain_cells := any(cell.blocks for row in cells for cell in row)):
            self.blocks.append(Table(cells, caption if plain_cells else ""))


def _inline(element: HtmlElement, look: _Look) -> _Look:
    tag, style = element.tag, element.get("style") or ""
    if tag == "a":
        href = (element.get("href") or "").strip()
        if href and not href.startswith("#"):
            look = replace(look, href=href)
    if tag in ("b", "strong", "th") or (style and _BOLD.search(style)):
        look = replace(look, bold=True)
    if tag in ("i", "em", "cite"):
        look = replace(look, italic=True)
    if tag in ("sup", "sub"):
        look = replace(look, sup=tag == "sup", sub=tag == "sub")
    return look


def _aligned(element: HtmlElement, look: _Look) -> _Look:
    found = _ALIGN.search(element.get("style") or "")
    align = found[1].lower() if found else (element.get("align") or "").lower()
    if element.tag == "center":
        align = "center"
    return replace(look, align=align) if align in ("center", "right", "left") else look


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    rows: list[list[HtmlElement]] = []
    for child in table:
        if child.tag == "tr":
            rows.append([cell for cell in child if cell.tag in ("td", "th")])
        elif child.tag in ("tbody", "thead", "tfoot"):
            rows.extend(_rows(child))
    return rows


def _lays_out(table: HtmlElement, rows: list[list[HtmlElement]]) -> bool:
    """Whether a table is there for the layout: one cell, one column of prose, tables inside."""
    if not rows or (max(map(len, rows)) == 1 and (len(rows) <= 2 or _border(table) == 0)):
        return True
    if next((True for inner in table.iter("table") if inner is not table), False):
        return True
    return len(rows) == 1 and _border(table) == 0


def _border(table: HtmlElement) -> int:
    value = table.get("border") or ""
    if value.isdigit():
        return int(value)
    style = f"{table.get('style') or ''} {table.get('class') or ''}".lower()
    return 1 if "border" in style or "msonormaltable" in style or "msotablegrid" in style else 0


def _cell(cell: HtmlElement) -> Cell:
    return Cell(read_blocks(cell), _span(cell, "colspan"), _span(cell, "rowspan"), cell.tag == "th")


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 1000)) if value.isdigit() and len(value) < 5 else 1
