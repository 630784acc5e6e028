"""Tables: simple ones as Markdown pipe tables, those with merged cells as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sitegen.importers.docx.blocks import Block, Cell, Paragraph, Table
from sitegen.importers.docx.outline import labelled

ParagraphText = Callable[[Paragraph], str]
_PIPE_CELL: Final = 300


def is_simple(table: Table) -> bool:
    """Whether a pipe table can say it all: no merges, even rows, no tables or lists inside."""
    if len(table.rows) < 2 or len(table.rows[0]) < 2 or table.header_rows > 1:
        return False
    width = len(table.rows[0])
    for row in table.rows:
        if len(row) != width:
            return False
        for cell in row:
            if cell.colspan > 1 or cell.rowspan > 1:
                return False
            if any(isinstance(block, Table) or _long(block) for block in cell.blocks):
                return False
            if len(cell.blocks) > 6:
                return False
    return True


def _long(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) > _PIPE_CELL


def pipe_table(table: Table, paragraph: ParagraphText) -> str:
    """A Markdown pipe table; the first row is its head."""

    def row_text(row: Sequence[Cell]) -> str:
        cells = [_pipe_cell(cell, paragraph) for cell in row]
        return "| " + " | ".join(cells) + " |"

    head, *rest = table.rows
    rule = "|" + " --- |" * len(head)
    return "\n".join([row_text(head), rule, *map(row_text, rest)])


def _pipe_cell(cell: Cell, paragraph: ParagraphText) -> str:
    texts = [paragraph(block) for block in cell.blocks if isinstance(block, Paragraph)]
    return "<br>".join(text.replace("|", "\\|") for text in texts if text)


def html_table(table: Table, paragraph: ParagraphText, nested: bool = False) -> str:
    """An HTML table without styles, as the sanitiser writes it itself; no blank lines."""
    rows = table.rows
    heads = 0 if nested else _header_rows(table)
    lines = ["<table>"]
    if heads:
        lines.append("<thead>")
        lines.extend(_html_row(row, "th", paragraph) for row in rows[:heads])
        lines.append("</thead>")
    if rows[heads:]:
        lines.append("<tbody>")
        lines.extend(_html_row(row, "td", paragraph) for row in rows[heads:])
        lines.append("</tbody>")
    lines.append("</table>")
    return ("" if nested else "\n").join(lines)


def _header_rows(table: Table) -> int:
    """The rows of the head: as marked, else the first with the rows that its merges cover."""
    if len(table.rows) < 2:
        return 0
    if table.header_rows:
        heads = table.header_rows
    else:
        first = table.rows[0]
        if len(first) == 1 or not all(_text(cell) for cell in first):
            return 0
        heads = max(min(cell.rowspan for cell in first), 1)
        if any(cell.colspan > 1 for cell in first):
            heads = max(heads, *(cell.rowspan for cell in first))
    heads = min(heads, len(table.rows))
    # A merge must not reach from the head into the body.
    while heads < len(table.rows) and any(
        index + cell.rowspan > heads for index, row in enumerate(table.rows[:heads]) for cell in row
    ):
        heads += 1
    return heads if heads < len(table.rows) else 0


def _text(cell: Cell) -> str:
    return "".join(block.text for block in cell.blocks if isinstance(block, Paragraph)).strip()


def _html_row(row: Sequence[Cell], tag: str, paragraph: ParagraphText) -> str:
    cells = []
    for cell in row:
        spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        scope = ""
        if tag == "th":
            scope = ' scope="colgroup"' if cell.colspan > 1 else ' scope="col"'
        cells.append(f"<{tag}{spans}{scope}>{_html_cell(cell, paragraph)}</{tag}>")
    return "<tr>" + "".join(cells) + "</tr>"


def _html_cell(cell: Cell, paragraph: ParagraphText) -> str:
    parts: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            parts.append(html_table(block, paragraph, nested=True))
        else:
            text = paragraph(block)
            if text:
                separator = "<br>" if parts and not parts[-1].endswith("</table>") else ""
                parts.append(separator + text)
    return "".join(parts)


def numbered(paragraph: Paragraph) -> Paragraph:
    """The paragraph with its automatic number as text, for use inside a cell."""
    if paragraph.label is None:
        return paragraph
    if paragraph.label.bullet:
        return paragraph
    return Paragraph(labelled(paragraph))
