"""The block level: paragraphs, tables, content controls, text boxes, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.docx.blocks import Block, Cell, Paragraph, Table, Text
from sitegen.importers.docx.inline import InlineReader
from sitegen.importers.docx.names import MC, Element, W, child, flag, local, number, value
from sitegen.importers.docx.session import MAX_TABLE_DEPTH, Session

_WRAPPERS: Final = {"smartTag", "customXml", "ins", "moveTo", "sdtContent", "txbxContent"}
MAX_SPAN: Final = 200


def read_blocks(
    container: Element, session: Session, *, in_table: bool = False, boxed: bool = False
) -> Iterator[Block]:
    """The blocks of a body, cell, note or text box, in document order."""
    for node in container:
        name = local(node)
        if name in {"p", "tbl"} and session.full():
            return
        if name == "p":
            yield from _paragraph(node, session, in_table=in_table, boxed=boxed)
        elif name == "tbl":
            yield from _table(node, session)
        elif name == "sdt":
            yield from _content_control(node, session, in_table, boxed)
        elif name in _WRAPPERS:
            yield from read_blocks(node, session, in_table=in_table, boxed=boxed)
        elif name == "AlternateContent":
            branch = node.find(MC + "Choice")
            chosen = node.find(MC + "Fallback") if branch is None else branch
            if chosen is not None:
                yield from read_blocks(chosen, session, in_table=in_table, boxed=boxed)
        elif name in {"altChunk", "subDoc"}:
            session.tally.add("alt-chunk")


def _content_control(
    node: Element, session: Session, in_table: bool, boxed: bool
) -> Iterator[Block]:
    properties = child(node, "sdtPr")
    gallery = value(properties, "docPartObj", "docPartGallery") or ""
    if gallery == "Table of Contents":
        session.tally.add("toc")
        return
    if child(properties, "showingPlcHdr") is not None:
        session.tally.add("placeholder")
        return
    content = child(node, "sdtContent")
    if content is not None:
        yield from read_blocks(content, session, in_table=in_table, boxed=boxed)


def _paragraph(node: Element, session: Session, *, in_table: bool, boxed: bool) -> Iterator[Block]:
    properties = child(node, "pPr")
    style = value(properties, "pStyle")
    styles = session.styles
    started_visible = session.fields.visible
    reader = InlineReader(session, style, in_table=in_table or boxed)
    reader.read(node)
    inlines = tuple(reader.out.inlines)
    content = any(not isinstance(part, Text) or part.text.strip() for part in inlines)
    counted = content or started_visible
    label = session.numbering.label(*styles.numbering(style, properties)) if counted else None
    paragraph = Paragraph(
        inlines=inlines,
        label=label if content else None,
        outline=styles.outline(style, properties),
        title=styles.is_title(style),
        align=styles.align(style, properties),
        indent=styles.indent(style, properties),
        page_break=reader.out.page_break or styles.page_break_before(style, properties),
        boxed=boxed,
    )
    if content or paragraph.page_break or child(properties, "sectPr") is not None:
        yield paragraph
    for box in reader.out.boxes:
        yield from read_blocks(box, session, in_table=in_table, boxed=True)


def _table(node: Element, session: Session) -> Iterator[Block]:
    if session.table_depth >= MAX_TABLE_DEPTH:
        session.tally.add("deep-table")
        text = " ".join((t.text or "").strip() for t in node.iter(W + "t"))
        if text.strip():
            yield Paragraph((Text(" ".join(text.split())),))
        return
    session.table_depth += 1
    try:
        grid = _Grid()
        for row in _rows(node):
            grid.add(row, session)
        table = grid.table()
    finally:
        session.table_depth -= 1
    if table.rows:
        yield table


def _rows(node: Element) -> Iterator[Element]:
    """The rows of a table, through content controls and custom XML."""
    for item in node:
        name = local(item)
        if name == "tr":
            yield item
        elif name in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _rows(item)


def _cells(row: Element) -> Iterator[Element]:
    for item in row:
        name = local(item)
        if name == "tc":
            yield item
        elif name in {"sdt", "sdtContent", "customXml"}:
            yield from _cells(item)


@dataclass
class _Slot:
    blocks: tuple[Block, ...]
    colspan: int
    rowspan: int = 1


@dataclass
class _Grid:
    """Builds a table row by row; vertical merges grow the slot that began them."""

    rows: list[list[_Slot]] = field(default_factory=list)
    open: dict[int, _Slot] = field(default_factory=dict)  # first grid column → slot above
    header_rows: int = 0

    def add(self, row: Element, session: Session) -> None:
        properties = child(row, "trPr")
        if flag(properties, "hidden"):
            session.tally.add("hidden")
            return
        column = _skipped(properties, "gridBefore")
        slots: list[_Slot] = [_Slot((), column)] if column else []
        above, self.open = self.open, {}
        for cell in _cells(row):
            column = self._cell(cell, column, slots, above, session)
        after = _skipped(properties, "gridAfter")
        if after:
            slots.append(_Slot((), after))
        if flag(properties, "tblHeader") and self.header_rows == len(self.rows):
            self.header_rows += 1
        self.rows.append(slots)

    def _cell(
        self,
        cell: Element,
        column: int,
        slots: list[_Slot],
        above: dict[int, _Slot],
        session: Session,
    ) -> int:
        properties = child(cell, "tcPr")
        span = min(max(number(value(properties, "gridSpan")) or 1, 1), MAX_SPAN)
        blocks = tuple(read_blocks(cell, session, in_table=True))
        vertical = child(properties, "vMerge")
        continues = vertical is not None and vertical.get(W + "val") != "restart"
        horizontal = child(properties, "hMerge")
        if horizontal is not None and horizontal.get(W + "val") != "restart" and slots:
            slots[-1].colspan += span
            slots[-1].blocks += blocks
            return column + span
        origin = above.get(column)
        if continues and origin is not None and origin.colspan == span:
            origin.rowspan += 1
            origin.blocks += blocks
            self.open[column] = origin
            return column + span
        slot = _Slot(blocks, span)
        slots.append(slot)
        if vertical is not None:
            self.open[column] = slot
        return column + span

    def table(self) -> Table:
        rows = tuple(
            tuple(Cell(slot.blocks, slot.colspan, slot.rowspan) for slot in slots)
            for slots in self.rows
        )
        return Table(_without_empty_rows(rows), self.header_rows)


def _skipped(properties: Element | None, name: str) -> int:
    return min(max(number(value(properties, name)) or 0, 0), MAX_SPAN)


def _without_empty_rows(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Drop rows in which nothing stands, unless merges reach across them."""
    if any(cell.rowspan > 1 for row in rows for cell in row):
        return rows
    return tuple(row for row in rows if any(cell.blocks for cell in row))
