"""A body as Markdown: headings, paragraphs, lists, tables, notes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.docx import tables
from sitegen.importers.docx.blocks import Block, Inline, LineBreak, Paragraph, Picture, Table, Text
from sitegen.importers.docx.inlines import escape_start, markdown, plain_html
from sitegen.importers.docx.outline import Line, Node

_INDENTED: Final = re.compile(r"^[\s　]*　|^ {2,}")
_NUMBER: Final = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、])"
)

PictureName = Callable[[Picture], str | None]


@dataclass
class _Notes:
    """Notes in the order in which the text refers to them."""

    texts: dict[str, tuple[Block, ...]]
    order: list[str] = field(default_factory=list)

    def number(self, key: str) -> int:
        if key not in self.order:
            self.order.append(key)
        return self.order.index(key) + 1


@dataclass
class MarkdownWriter:
    """Writes one body. `picture` names the published file of a picture, None to leave it out."""

    notes: dict[str, tuple[Block, ...]]
    picture: PictureName
    _state: _Notes = field(init=False)

    def __post_init__(self) -> None:
        self._state = _Notes(self.notes)

    def write(self, nodes: Sequence[Node]) -> str:
        """The Markdown of all nodes, ending with one newline; empty for an empty body."""
        chunks: list[str] = []
        previous: Node | None = None
        for node in nodes:
            text = self._table(node) if isinstance(node, Table) else self._line(node)
            if not text:
                continue
            glued = _same_list(previous, node)
            chunks.append(("\n" if glued else "\n\n" if chunks else "") + text)
            previous = node
        chunks.extend("\n\n" + text for text in self._note_texts())
        body = "".join(chunks).strip("\n")
        return body + "\n" if body else ""

    def _line(self, line: Line) -> str:
        if line.shape == "heading":
            text = self._markdown(line.inlines, keep_bold=False, line_break="")
            return f"{'#' * line.level} {text}" if text else ""
        if line.shape in {"bullet", "ordered"}:
            indent = "  " * line.level if line.shape == "bullet" else ""
            mark = "-" if line.shape == "bullet" else f"{line.number}."
            text = self._markdown(line.inlines, line_break="<br>")
            return f"{indent}{mark} {text}" if text else ""
        parts = [self._markdown(part) for part in split_paragraph(line.inlines)]
        return "\n\n".join(part for part in parts if part)

    def _markdown(
        self, inlines: Sequence[Inline], *, keep_bold: bool = True, line_break: str = "\\\n"
    ) -> str:
        return markdown(
            inlines,
            self._image,
            lambda key: f"[^{self._state.number(key)}]",
            keep_bold=keep_bold,
            line_break=line_break,
        )

    def _image(self, picture: Picture) -> str:
        name = self.picture(picture)
        if name is None:
            return ""
        alt = re.sub(r"([\\\[\]`*_])", r"\\\1", picture.alt)
        return f"![{alt}]({name})"

    def _table(self, table: Table) -> str:
        if tables.is_simple(table):
            return tables.pipe_table(
                table,
                lambda p: self._markdown(tables.numbered(p).inlines, line_break="<br>"),
            )
        noted: list[str] = []

        def paragraph(block: Paragraph) -> str:
            return plain_html(
                _bulleted(tables.numbered(block)).inlines,
                self._image_html,
                lambda key: self._cell_note(key, noted),
                keep_bold=False,
            )

        text = tables.html_table(table, paragraph)
        return text + "".join(f"\n\n{note}" for note in noted)

    def _image_html(self, picture: Picture) -> str:
        name = self.picture(picture)
        return "" if name is None else f'<img src="{name}" alt="{html.escape(picture.alt)}">'

    def _cell_note(self, key: str, noted: list[str]) -> str:
        """Note marks do not work inside HTML: such notes stand right below the table."""
        number = len(noted) + 1
        noted.append(f"表注{number}：{self._blocks_line(self.notes.get(key, ()))}")
        return f"<sup>{number}</sup>"

    def _blocks_line(self, blocks: Sequence[Block]) -> str:
        texts = [
            self._markdown(block.inlines, line_break="<br>")
            for block in blocks
            if isinstance(block, Paragraph)
        ]
        return "<br>".join(text for text in texts if text)

    def _note_texts(self) -> list[str]:
        written: list[str] = []
        while len(written) < len(self._state.order):  # a note may refer to another note
            key = self._state.order[len(written)]
            text = self._blocks_line(self.notes.get(key, ()))
            written.append(f"[^{len(written) + 1}]: {escape_start(text)}")
        return written


def _bulleted(paragraph: Paragraph) -> Paragraph:
    if paragraph.label and paragraph.label.bullet:
        return Paragraph((Text("• "), *paragraph.inlines))
    return paragraph


def _same_list(previous: Node | None, node: Node) -> bool:
    return (
        isinstance(previous, Line)
        and isinstance(node, Line)
        and node.shape in {"bullet", "ordered"}
        and previous.shape == node.shape
    )


def split_paragraph(inlines: Sequence[Inline]) -> list[list[Inline]]:
    """Part a paragraph at soft breaks that were meant as paragraph ends.

    A break begins a new paragraph where an indent, a number or the end of a sentence shows it;
    any other stays a break inside the paragraph.
    """
    parts: list[list[Inline]] = [[]]
    for index, part in enumerate(inlines):
        if isinstance(part, LineBreak) and _ends_paragraph(inlines, index):
            parts.append([])
        else:
            parts[-1].append(part)
    return parts


def _ends_paragraph(inlines: Sequence[Inline], index: int) -> bool:
    before = next((p for p in reversed(inlines[:index]) if isinstance(p, Text)), None)
    after = inlines[index + 1] if index + 1 < len(inlines) else None
    if isinstance(after, (LineBreak, Picture)):
        return True
    following = after.text if isinstance(after, Text) else ""
    if _INDENTED.match(following) or _NUMBER.match(following):
        return True
    return before is not None and before.text.rstrip().endswith(("。", "；", "！", "？"))
