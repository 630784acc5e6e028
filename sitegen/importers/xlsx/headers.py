"""Where a sheet's table begins: title lines, header rows (merged ones too), data, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sitegen.errors import ImportFault
from sitegen.importers.docx.patterns import squeeze
from sitegen.importers.xlsx.sheets import MAX_CELLS, Merge, Sheet, Value, plain_number

_SEARCH_ROWS: Final = 20
_HEADER_ROWS: Final = 4
_HEADER_LENGTH: Final = 40
_MERGE_WIDTH: Final = 500
_NOTE: Final = re.compile(
    r"^(注|备注|说明|填表|制表|审核|单位负责人|填报|数据来源|附注)\s*[:：\d一]"
)
_TOTAL: Final = re.compile(r"^(合\s*计|总\s*计|小\s*计|累\s*计)[:：]?$")


@dataclass(frozen=True)
class Table:
    """A sheet taken apart.

    `header_row` counts from 0 and spans `header_rows`; `columns` are (index, name), names of
    merged headers joined with a slash. `lines` are texts above the header, `notes` below the data.
    `records` are (row number from 1, values by column name).
    """

    sheet: Sheet
    header_row: int
    header_rows: int
    columns: tuple[tuple[int, str], ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    records: tuple[tuple[int, dict[str, Value]], ...]
    skipped: tuple[tuple[int, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(name for _, name in self.columns)


def text_of(value: Value) -> str:
    """A value as text: numbers without exponent, times as `YYYY-MM-DD HH:MM`."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, datetime):
        return value.strftime(
            "%Y-%m-%d" if value.time().isoformat() == "00:00:00" else "%Y-%m-%d %H:%M"
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    lines = [line.strip(" \t\u00a0　") for line in str(value).splitlines()]
    return "\n".join(line for line in lines if line)


def spread(sheet: Sheet) -> list[list[Value]]:
    """The sheet's rows with the value of every merged range in all of its cells."""
    rows = [list(row) for row in sheet.rows]
    budget = MAX_CELLS
    for merge in sheet.merges:
        height = min(merge.bottom, len(rows) - 1) - merge.top + 1
        budget -= max(height, 1) * min(merge.right - merge.left + 1, _MERGE_WIDTH)
        if budget < 0:
            raise ImportFault(f"工作表“{sheet.name}”的合并单元格过多，未导入。")
        if merge.top >= len(rows) or merge.left >= len(rows[merge.top]):
            continue
        value = rows[merge.top][merge.left]
        if value is None:
            continue
        for index in range(merge.top, min(merge.bottom, len(rows) - 1) + 1):
            row = rows[index]
            right = min(merge.right, merge.left + _MERGE_WIDTH - 1)
            row.extend([None] * (right + 1 - len(row)))
            row[merge.left : right + 1] = [value] * (right + 1 - merge.left)
    return rows


def find_table(
    sheet: Sheet, known: frozenset[str], header: tuple[int, int] | None = None
) -> Table | None:
    """Take a sheet apart.

    Args:
        sheet: the sheet.
        known: header names that tell a header row, without blanks.
        header: (first row from 0, number of rows) where the map says so.

    Returns:
        the table, or None where the sheet has no header row with data below.
    """
    rows = spread(sheet)
    found = header or _find_header(sheet, rows, known)
    if found is None or found[0] >= len(rows):
        return None
    first, count = found
    columns = tuple(_columns(sheet, rows, first, count))
    if not columns:
        return None
    records, notes, skipped = _records(sheet, rows, first + count, columns)
    lines = [_line(rows[i]) for i in range(first) if i not in sheet.hidden_rows]
    return Table(sheet, first, count, columns, tuple(filter(None, lines)), notes, records, skipped)


def _line(row: list[Value]) -> str:
    seen = dict.fromkeys(squeeze(text_of(value)) for value in row if value is not None)
    return "　".join(filter(None, seen))


def _find_header(
    sheet: Sheet, rows: list[list[Value]], known: frozenset[str]
) -> tuple[int, int] | None:
    best, best_score = -1, 0.0
    for index, row in enumerate(rows[:_SEARCH_ROWS]):
        names = [text_of(v) for v in row if isinstance(v, str)]
        distinct = {squeeze(name) for name in names}
        if len(distinct) < 2 or index in sheet.hidden_rows:
            continue
        if any(len(name) > _HEADER_LENGTH for name in distinct):
            continue
        filled = sum(value is not None for value in row)
        score = 3.0 * len(distinct & known) + min(len(distinct), 12) * (len(names) / filled)
        score -= index * 0.3
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        return None
    return _header_span(sheet, rows, best)


def _header_span(sheet: Sheet, rows: list[list[Value]], row: int) -> tuple[int, int]:
    """Widen a header row to the rows that its merged cells tie to it."""
    first, last = row, row
    changed = True
    while changed and last - first < _HEADER_ROWS:
        changed = False
        for merge in sheet.merges:
            if _is_title(merge, rows):
                continue
            touches = merge.top <= last and merge.bottom >= first
            grouped = merge.right > merge.left and merge.top == merge.bottom == last
            bottom = max(merge.bottom, last + 1) if grouped else merge.bottom
            if touches and (merge.top < first or bottom > last) and bottom < len(rows):
                first, last, changed = min(first, merge.top), max(last, bottom), True
    return first, min(last - first + 1, _HEADER_ROWS)


def _is_title(merge: Merge, rows: list[list[Value]]) -> bool:
    """Whether a merge spans (nearly) the whole table: a title line, no header cell."""
    row = rows[merge.top] if merge.top < len(rows) else []
    return len({text_of(value) for value in row if value is not None}) <= 1


def _columns(
    sheet: Sheet, rows: list[list[Value]], first: int, count: int
) -> Iterator[tuple[int, str]]:
    width = max((len(row) for row in rows[first : first + count]), default=0)
    used: dict[str, int] = {}
    for index in range(width):
        if index in sheet.hidden_columns:
            continue
        parts: list[str] = []
        for row in rows[first : first + count]:
            name = squeeze(text_of(row[index])) if index < len(row) else ""
            if name and name not in parts:
                parts.append(name)
        name = "/".join(parts)
        if name:
            used[name] = used.get(name, 0) + 1
            yield index, name if used[name] == 1 else f"{name}#{used[name]}"


def _records(
    sheet: Sheet, rows: list[list[Value]], start: int, columns: tuple[tuple[int, str], ...]
) -> tuple[tuple[tuple[int, dict[str, Value]], ...], tuple[str, ...], tuple[tuple[int, str], ...]]:
    records: list[tuple[int, dict[str, Value]]] = []
    notes: list[str] = []
    skipped: list[tuple[int, str]] = []
    header = [name for _, name in columns]
    for index in range(start, len(rows)):
        if index in sheet.hidden_rows:
            continue
        row = rows[index]
        values = {name: row[place] if place < len(row) else None for place, name in columns}
        texts = [text_of(value) for value in values.values() if value is not None]
        if not texts:
            continue
        if _NOTE.match(texts[0]) and len(set(texts)) <= 2:
            notes.append(_line(row))
        elif [squeeze(text_of(value)) for value in values.values()] == header:
            skipped.append((index + 1, "重复的表头"))
        elif any(_TOTAL.match(text) for text in texts[:2]):
            skipped.append((index + 1, "合计行"))
        else:
            records.append((index + 1, values))
    return tuple(records), tuple(notes), tuple(skipped)
