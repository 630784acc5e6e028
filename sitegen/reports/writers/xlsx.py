"""Reports as Excel files laid out like the official forms: A4, borders, merged cells."""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sitegen.reports.sheets import Cell, Report, Role, Sheet, placed

SONG, HEI, FANG = "宋体", "黑体", "仿宋"
_A4 = 9
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LINE = 15.0
_SIZE = 10.5
"""Points of the body, for which widths are meant."""
_BODY: Mapping[str, Any] = {
    "font_name": SONG, "font_size": _SIZE, "border": 1, "text_wrap": True, "valign": "vcenter",
}  # fmt: skip
_ROLES: Mapping[Role, Mapping[str, Any]] = {
    "text": {"align": "left"},
    "centre": {"align": "center"},
    "label": {"align": "center", "bg_color": "#F7F7F7"},
    "head": {"align": "center", "font_name": HEI, "bg_color": "#EFEFEF"},
    "section": {"align": "left", "font_name": HEI, "bg_color": "#E4EAF2"},
    "number": {"align": "center"},
    "good": {"align": "center", "font_color": "#1B6E3C"},
    "bad": {"align": "center", "font_color": "#B3261E", "bold": True},
    "warn": {"align": "center", "font_color": "#8A5A00"},
    "entered": {"align": "center", "font_name": "楷体", "font_color": "#1F4E9B"},
    "unknown": {"align": "center", "italic": True, "font_color": "#6B6B6B"},
    "note": {"align": "left", "font_size": 9, "font_color": "#444444"},
}


def workbook(report: Report) -> bytes:
    """Return the file; the same report gives the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {
            "title": report.title,
            "created": datetime.strptime(report.as_of, "%Y-%m-%d %H:%M"),
            "comments": f"数据截至 {report.as_of}",
        }
    )
    formats = _formats(book)
    for sheet, name in zip(report.sheets, _names(report.sheets), strict=True):
        _write(book.add_worksheet(name), sheet, report, formats)
    book.close()
    return buffer.getvalue()


def _names(sheets: Iterable[Sheet]) -> list[str]:
    """Names that Excel takes: 31 characters, none of its signs, none twice."""
    names: list[str] = []
    for sheet in sheets:
        plain = _FORBIDDEN.sub("", sheet.name)[:31] or "表"
        name, count = plain, 1
        while name.lower() in {known.lower() for known in names}:
            count += 1
            name = f"{plain[:27]}({count})"
        names.append(name)
    return names


def _formats(book: Any) -> dict[str, Any]:
    formats: dict[str, Any] = {
        role: book.add_format({**_BODY, **look}) for role, look in _ROLES.items()
    }
    title = {"font_name": HEI, "font_size": 18, "align": "center", "valign": "vcenter"}
    line = {"font_name": FANG, "font_size": 11, "valign": "vcenter", "text_wrap": True}
    return {
        **formats,
        "title": book.add_format({**title, "text_wrap": True}),
        "subtitle": book.add_format({**line, "align": "center"}),
        "foot": book.add_format({**line, "font_size": 10, "align": "left"}),
    }


def _write(page: Any, sheet: Sheet, report: Report, formats: Mapping[str, Any]) -> None:
    last = len(sheet.widths) - 1
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.set_row(0, 30 * len(sheet.title.splitlines()) + 4)
    _line(page, 0, last, sheet.title, formats["title"])
    page.set_row(1, 20)
    _line(page, 1, last, sheet.subtitle or f"数据截至 {report.as_of}", formats["subtitle"])
    first = 2
    _grid(page, sheet, first, formats)
    end = first + len(sheet.rows)
    for number, text in enumerate(sheet.foot):
        page.set_row(end + number, _LINE * _lines(text, sum(sheet.widths)) + 3)
        _line(page, end + number, last, text, formats["foot"])
    _print_setup(page, sheet, first, end + len(sheet.foot) - 1)


def _grid(page: Any, sheet: Sheet, first: int, formats: Mapping[str, Any]) -> None:
    heights: dict[int, float] = {}
    for row, column, cell in placed(sheet.rows):
        look = formats[cell.role]
        at = first + row
        if cell.across > 1 or cell.down > 1:
            page.merge_range(at, column, at + cell.down - 1, column + cell.across - 1, "", look)
        _put(page, at, column, cell, look)
        scale = _SIZE / _ROLES[cell.role].get("font_size", _SIZE)
        width = int(sum(sheet.widths[column : column + cell.across]) * scale)
        height = (_LINE / scale * _lines(str(cell.value), width) + 7) / cell.down
        heights[at] = max(heights.get(at, 21), height)
    for at, height in heights.items():
        page.set_row(at, min(height, 400))


def _put(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell.value, (int, float)):
        page.write_number(row, column, cell.value, look)
    else:
        page.write_string(row, column, cell.value, look)


def _line(page: Any, row: int, last: int, text: str, look: Any) -> None:
    if last:
        page.merge_range(row, 0, row, last, text, look)
    else:
        page.write_string(row, 0, text, look)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell of that many half-width characters."""
    room = max(width - 2, 2)
    return sum(
        max(1, -(-sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) // room))
        for line in text.split("\n")
    )


def _print_setup(page: Any, sheet: Sheet, first: int, last: int) -> None:
    page.set_paper(_A4)
    if sheet.wide:
        page.set_landscape()
    else:
        page.set_portrait()
    page.set_margins(left=0.59, right=0.59, top=0.75, bottom=0.75)
    page.center_horizontally()
    page.fit_to_pages(1, 1 if sheet.single else 0)
    page.print_area(0, 0, last, len(sheet.widths) - 1)
    page.hide_gridlines(2)
    page.set_footer("&C第 &P 页 共 &N 页")
    if sheet.head:
        page.repeat_rows(first, first + sheet.head - 1)
        page.freeze_panes(first + sheet.head, 0)
