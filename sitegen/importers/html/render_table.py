"""Tables: Markdown where it can say them, sanitised HTML where cells are merged."""

from __future__ import annotations

import html as html_text
from collections.abc import Callable, Sequence
from typing import Final

from sitegen.importers.html.blocks import (
    Block,
    Cell,
    Inline,
    Listing,
    Paragraph,
    Quote,
    Run,
    Table,
    inlines,
    line_of,
    plain,
)
from sitegen.importers.html.escaping import escape

Line = Callable[[Sequence[Inline]], str]
_HEAD_LENGTH: Final = 24


def write_table(table: Table, line: Line) -> str:
    """Write a table; `line` turns runs into HTML.

    A table that is regular, has a head and only short cells becomes a Markdown table, every
    other one HTML. Empty rows at the end are dropped.
    """
    rows = _without_empty_rows(table.rows)
    if not rows:
        return ""
    head = _has_head(rows)
    if Table(rows).regular and head and all(_simple(cell) for row in rows for cell in row):
        caption = f"{html_text.escape(table.caption)}\n\n" if table.caption else ""
        return caption + _pipes(rows, line)
    return _markup(Table(rows, table.caption), head, line)


def _without_empty_rows(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    kept = list(rows)
    while kept and not any(cell.blocks for cell in kept[-1]) and _loose(kept[-1]):
        kept.pop()
    return tuple(kept)


def _loose(row: tuple[Cell, ...]) -> bool:
    return all(cell.rowspan == 1 for cell in row)


def _has_head(rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether the first row names the columns: marked so, or short words above longer rows."""
    first = rows[0]
    if all(cell.header for cell in first):
        return True
    texts = [plain(cell.blocks) for cell in first]
    if len(rows) < 2 or len(first) < 2 or not all(0 < len(text) <= _HEAD_LENGTH for text in texts):
        return False
    return not any(text.replace(".", "").replace(",", "").isdigit() for text in texts)


def _simple(cell: Cell) -> bool:
    return (
        len(cell.blocks) <= 1
        and all(isinstance(block, Paragraph) for block in cell.blocks)
        and all(isinstance(run, Run) for run in inlines(cell.blocks))
    )


def _pipes(rows: tuple[tuple[Cell, ...], ...], line: Line) -> str:
    lines = [_pipe_row(rows[0], line), "|" + " --- |" * len(rows[0])]
    lines.extend(_pipe_row(row, line) for row in rows[1:])
    return "\n".join(lines)


def _pipe_row(row: tuple[Cell, ...], line: Line) -> str:
    return "| " + " | ".join(_pipe_cell(cell, line) for cell in row) + " |"


def _pipe_cell(cell: Cell, line: Line) -> str:
    if all(isinstance(run, Run) and run == Run(run.text, run.bold) for run in inlines(cell.blocks)):
        text = escape(line_of(list(inlines(cell.blocks))))
    else:
        text = "".join(line(block.runs) for block in cell.blocks if isinstance(block, Paragraph))
    return text.replace("|", "\\|").replace("\n", " ")


def _markup(table: Table, head: bool, line: Line) -> str:
    lines = ["<table>"]
    if table.caption:
        lines.append(f"<caption>{html_text.escape(table.caption)}</caption>")
    depth = max((cell.rowspan for cell in table.rows[0]), default=1) if head else 0
    if 0 < depth < len(table.rows):
        lines.append("<thead>")
        lines.extend(_row(row, line, True) for row in table.rows[:depth])
        lines.append("</thead>")
    else:
        depth = 0
    lines.append("<tbody>")
    lines.extend(_row(row, line, False) for row in table.rows[depth:])
    lines.extend(["</tbody>", "</table>"])
    return "\n".join(lines)


def _row(row: tuple[Cell, ...], line: Line, head: bool) -> str:
    return "<tr>" + "".join(_cell(cell, line, head) for cell in row) + "</tr>"


def _cell(cell: Cell, line: Line, head: bool) -> str:
    tag = "th" if head or cell.header else "td"
    spans = "".join(
        f' {name}="{value}"'
        for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if value > 1
    )
    scope = ' scope="col"' if head else ""
    return f"<{tag}{spans}{scope}>{_content(cell.blocks, line)}</{tag}>"


def _content(blocks: Sequence[Block], line: Line) -> str:
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Listing):
            items = "".join(f"<li>{_content(item, line)}</li>" for item in block.items)
            parts.append(f"<ol>{items}</ol>" if block.ordered else f"<ul>{items}</ul>")
        elif isinstance(block, Quote):
            parts.append(_content(block.blocks, line))
        elif isinstance(block, Table):
            parts.append(_markup(block, False, line).replace("\n", ""))
        elif not hasattr(block, "runs"):
            continue
        else:
            text = line(block.runs).replace("\n", " ")
            parts.append(text if len(blocks) == 1 else f"<p>{text}</p>")
    return "".join(parts)
