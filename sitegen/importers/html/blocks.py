"""The body of an article as plain data: blocks of runs, independent of HTML and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; `href` is the target as written in the page, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    sup: bool = False
    sub: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `src` as written in the page."""

    src: str
    alt: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


Inline: TypeAlias = Run | Picture | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `align` is `left`, `center` or `right`."""

    runs: tuple[Inline, ...]
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body; levels begin at 2, since 1 is the page's title."""

    level: int
    runs: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is a sequence of blocks. `start` counts for ordered lists only."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its spans."""

    blocks: tuple[Block, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data; rows as in the page, so that spans stay."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    @property
    def regular(self) -> bool:
        """Whether no cell is merged and all rows are equally long."""
        widths = {len(row) for row in self.rows}
        return len(widths) == 1 and all(
            cell.colspan == 1 and cell.rowspan == 1 for row in self.rows for cell in row
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""


Block: TypeAlias = Paragraph | Heading | Listing | Table | Quote | Rule


def inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every run, picture and break of `blocks` in reading order."""
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield from block.runs
        elif isinstance(block, Listing):
            for item in block.items:
                yield from inlines(item)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from inlines(cell.blocks)
        elif isinstance(block, Quote):
            yield from inlines(block.blocks)


def line_of(runs: Iterable[Inline]) -> str:
    """The text of runs; breaks become blanks."""
    return "".join(
        run.text if isinstance(run, Run) else " " if isinstance(run, Break) else "" for run in runs
    ).strip()


def plain(blocks: Iterable[Block]) -> str:
    """The text of blocks, one line a paragraph, cell or item."""
    return "\n".join(line for line in _lines(blocks) if line)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield line_of(block.runs)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _lines(item)
        elif isinstance(block, Table):
            if block.caption:
                yield block.caption
            for row in block.rows:
                for cell in row:
                    yield from _lines(cell.blocks)
        elif isinstance(block, Quote):
            yield from _lines(block.blocks)
