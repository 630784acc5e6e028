"""A whole sheet as one item: a page with the table (budgets, statistics), or a dataset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from sitegen.importers.docx.blocks import Block, Cell, Look, Paragraph, Table, Text
from sitegen.importers.docx.outline import Line, Node
from sitegen.importers.docx.writer import MarkdownWriter
from sitegen.importers.remark import Remark
from sitegen.importers.xlsx import headers
from sitegen.importers.xlsx.mapping import SheetMap
from sitegen.importers.xlsx.records import Given, Record, finish
from sitegen.importers.xlsx.sheets import Sheet, Value
from sitegen.model.kinds import Kind

_DATASET_ROWS = 5_000


def table_item(table: headers.Table, plan: SheetMap, given: Given) -> Record | Remark:
    """One page that shows the sheet: its lines above, the table with its merges, its notes."""
    title = plan.title or table.sheet.name
    nodes: list[Node] = [_line(line) for line in table.lines if line != title]
    nodes.append(_grid(table))
    nodes.extend(_line(note) for note in table.notes)
    body = MarkdownWriter({}, lambda _: None).write(nodes)
    front = {"title": title, "date": "", "source": ""}
    plan = plan.model_copy(update={"kind": plan.kind or Kind.ARTICLE})
    made = finish(table.sheet.name, _key(plan), front, {}, plan=plan, given=given)
    if isinstance(made, Remark):
        return made
    return Record(made.place, made.key, made.stem, made.front, body, made.year)


def dataset_item(table: headers.Table, plan: SheetMap, given: Given) -> Record | Remark:
    """One dataset: the columns as its fields, the rows as text."""
    if len(table.records) > _DATASET_ROWS:
        return Remark(
            "error",
            f"工作表“{table.sheet.name}”有 {len(table.records)} 行数据，超过 {_DATASET_ROWS} 行。",
            table.sheet.name,
            "请另存为 CSV，用数据集的 file 字段引用。",
        )
    unit = _unit(table)
    front = {
        "title": plan.title or table.sheet.name,
        "date": "",
        "source": "",
        "dataset": {
            "fields": [{"name": name, "unit": unit.get(name, "")} for name in table.names],
            "rows": [
                [headers.text_of(row[name]).replace("\n", " ") for name in table.names]
                for _, row in table.records
            ],
            "publisher": given.organ,
        },
    }
    plan = plan.model_copy(update={"kind": plan.kind or Kind.DATASET})
    return finish(table.sheet.name, _key(plan), front, {}, plan=plan, given=given)


def _key(plan: SheetMap) -> str:
    return f"{plan.shape}:{plan.title or plan.sheet}"


def _unit(table: headers.Table) -> dict[str, str]:
    """Units in the columns' brackets: 面积（平方米）."""
    units = {}
    for name in table.names:
        if name.endswith(("）", ")")):
            start = max(name.rfind("（"), name.rfind("("))
            units[name] = name[start + 1 : -1]
    return units


def _line(text: str) -> Line:
    return Line("paragraph", (Text(text),))


def _grid(table: headers.Table) -> Table:
    """The header rows and data rows with their merges, without hidden rows and columns."""
    sheet = table.sheet
    numbers = list(range(table.header_row, table.header_row + table.header_rows))
    used = [number for number, _ in table.records] + [number for number, _ in table.skipped]
    numbers.extend(range(table.header_row + table.header_rows, max(used, default=0)))
    kept = [i for i in numbers if i not in sheet.hidden_rows and _filled(sheet, i)]
    columns = [place for place, _ in table.columns]
    merged = _merged(sheet, kept, columns)
    return Table(tuple(tuple(_cells(sheet, i, columns, merged)) for i in kept), table.header_rows)


_Merged = dict[tuple[int, int], Cell | None]


def _merged(sheet: Sheet, rows: list[int], columns: list[int]) -> _Merged:
    """The cells inside merges: the first of each with its spans, None for those it covers."""
    merged: _Merged = {}
    for merge in sheet.merges:
        inside = rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]
        places = [place for place in columns if merge.left <= place <= merge.right]
        if not inside or not places:
            continue
        merged.update({(row, place): None for row in inside for place in places})
        blocks = _blocks(_at(sheet, merge.top, merge.left))
        merged[inside[0], places[0]] = Cell(blocks, len(places), len(inside))
    return merged


def _filled(sheet: Sheet, index: int) -> bool:
    row = sheet.rows[index] if index < len(sheet.rows) else ()
    inside = any(m.top < index <= m.bottom for m in sheet.merges)
    return inside or any(value is not None for value in row)


def _cells(sheet: Sheet, row: int, columns: list[int], merged: _Merged) -> Iterator[Cell]:
    for place in columns:
        if (row, place) not in merged:
            yield Cell(_blocks(_at(sheet, row, place)))
            continue
        cell = merged[row, place]
        if cell is not None:
            yield cell


def _at(sheet: Sheet, row: int, column: int) -> Value:
    values = sheet.rows[row] if row < len(sheet.rows) else ()
    return values[column] if column < len(values) else None


def _blocks(value: Value) -> tuple[Block, ...]:
    text = headers.text_of(value)
    return tuple(Paragraph((Text(line, Look()),)) for line in text.splitlines() if line)
