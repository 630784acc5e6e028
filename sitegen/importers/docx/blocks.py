"""What a Word document consists of once Word's own machinery is resolved.

Numbering is text, tracked changes are decided, fields are their results, hidden text is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Position = Literal["", "sup", "sub"]
Align = Literal["", "left", "center", "right", "both"]


@dataclass(frozen=True)
class Look:
    """How a run of text looks; `size` in points, None where the document does not say."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    position: Position = ""
    size: float | None = None
    color: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Text:
    """A run of text; `href` is a checked http(s) or mailto address, or empty."""

    text: str
    look: Look = Look()
    href: str = ""


@dataclass(frozen=True)
class LineBreak:
    """A soft break inside a paragraph."""


@dataclass(frozen=True)
class Picture:
    """A picture in the package: its part, its alternative text, and the visible part of it.

    `crop` is (left, top, right, bottom) in 1/1000 percent cut off each side.
    """

    part: str
    alt: str = ""
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True)
class NoteMark:
    """A reference to a footnote or endnote by its key in `Document.notes`."""

    key: str


Inline = Text | LineBreak | Picture | NoteMark


@dataclass(frozen=True)
class Label:
    """The number or bullet that Word puts before a paragraph, as text."""

    text: str
    bullet: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `outline` 0–8 by style or paragraph property; `title` by the Title style."""

    inlines: tuple[Inline, ...]
    label: Label | None = None
    outline: int | None = None
    title: bool = False
    align: Align = ""
    indent: int = 0  # left indent in twentieths of a point
    page_break: bool = False
    boxed: bool = False  # from a text box

    @property
    def text(self) -> str:
        """The text alone, with soft breaks as newlines, without the label."""
        return "".join(
            part.text if isinstance(part, Text) else "\n" if isinstance(part, LineBreak) else ""
            for part in self.inlines
        )

    @property
    def line(self) -> str:
        """Label and text on one line, full-width indents and outer spaces dropped."""
        label = self.label.text if self.label and not self.label.bullet else ""
        return (label + " ".join(self.text.split())).strip()

    @property
    def size(self) -> float:
        """The largest type size of the text in points; 0 where the document does not say."""
        return max(
            (p.look.size or 0.0 for p in self.inlines if isinstance(p, Text) and p.text.strip()),
            default=0.0,
        )

    @property
    def bold(self) -> bool:
        """Whether all of the visible text is bold."""
        looks = [p.look.bold for p in self.inlines if isinstance(p, Text) and p.text.strip()]
        return bool(looks) and all(looks)

    @property
    def red(self) -> bool:
        """Whether all of the visible text is set in red, as a red head is."""
        colors = [p.look.color for p in self.inlines if isinstance(p, Text) and p.text.strip()]
        return bool(colors) and all(_is_red(color) for color in colors)


def _is_red(color: str) -> bool:
    if len(color) != 6:
        return False
    try:
        red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xC0 and green <= 0x40 and blue <= 0x40


@dataclass(frozen=True)
class Cell:
    """A table cell that is really there; merged neighbours are counted in its spans."""

    blocks: tuple[Block, ...]
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Table:
    """Rows of cells; `header_rows` as the document marks them (0 where it does not)."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A document's blocks, its notes by key, and what its properties say about it."""

    blocks: tuple[Block, ...]
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    margins: str = ""  # text of headers and footers, for the secrecy check only
