"""Spreadsheets as plain data: values as they are meant, merges, and what is hidden.

The package is checked by `ooxml` first; openpyxl then reads the values as a stream (cached
results of formulas, no links, no macros), and one pass over each sheet's XML finds what that
stream does not tell: merged ranges, hidden rows and columns, formulas without a result.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from sitegen.errors import ImportFault
from sitegen.importers.ooxml import Package, PackageLimits, open_package
from sitegen.importers.remark import Remark

MAX_ROWS: Final = 200_000
MAX_CELLS: Final = 3_000_000
_SHEET_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REF: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ZEROS: Final = re.compile(r"^0{2,20}$")
_SIGNIFICANT: Final = 15  # what Excel itself shows and computes with
_TOO_LONG: Final = 10**_SIGNIFICANT

Value = str | datetime | date | time | timedelta | Decimal | bool | None


@dataclass(frozen=True)
class Merge:
    """A merged range, counted from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: rows of values from the first row on, with its merged ranges.

    `hidden_rows` and `hidden_columns` are indices from 0; `epoch_1904` tells how serial dates
    count.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    epoch_1904: bool = False


@dataclass
class _Shape:
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsaved: int = 0
    errors: int = 0


def read_workbook(
    data: bytes, limits: PackageLimits | None = None
) -> tuple[list[Sheet], list[Remark]]:
    """The visible sheets of an .xlsx or .xlsm held in memory, and remarks on what was left out.

    Raises:
        ImportFault: the file cannot be read, is no workbook, or is over a limit.
    """
    package = open_package(data, limits)
    main = package.main_part("xl/workbook.xml")
    if not main.startswith("xl/") or main not in package.names:
        raise ImportFault("文件包内没有工作簿（xl/workbook.xml），不是 Excel 文件或已损坏。")
    _check_parts(package)
    shapes, remarks = _shapes(package, main)
    sheets = _load(data, shapes)
    remarks.extend(_long_numbers(sheets))
    if any(name.endswith("vbaProject.bin") for name in package.names):
        remarks.append(Remark("warning", "文件带有宏，未执行，也未带入。"))
    if any(name.startswith("xl/externalLinks/") for name in package.names):
        remarks.append(Remark("warning", "文件引用了其他工作簿，未读取，只用已保存的结果。"))
    if any("comments" in name.lower() and name.endswith(".xml") for name in package.names):
        remarks.append(Remark("info", "单元格批注未发布。"))
    return sheets, remarks


def _long_numbers(sheets: list[Sheet]) -> Iterator[Remark]:
    """Tell of numbers whose last digits Excel has already replaced by zeros when it saved them."""
    for sheet in sheets:
        lost = [
            number
            for number, row in enumerate(sheet.rows, start=1)
            if any(isinstance(value, Decimal) and abs(value) >= _TOO_LONG for value in row)
        ]
        if lost:
            rows = "、".join(map(str, lost[:5])) + ("等" if len(lost) > 5 else "")
            yield Remark(
                "warning",
                f"工作表“{sheet.name}”第 {rows} 行有超过 15 位的号码按数字保存，"
                "Excel 已把第 15 位以后变成 0。",
                where=sheet.name,
                fix="请把这一列设为文本格式，照原件重新填写后再导入。",
            )


def _check_parts(package: Package) -> None:
    """Look at every XML part before openpyxl does: size, DTD, entities, well-formedness."""
    for name in sorted(package.names):
        if name.endswith((".xml", ".rels")):
            data = package.read(name, package.limits.xml_bytes)
            if (
                b"<!DOCTYPE" in data
                or b"<!ENTITY" in data
                or data[:2] in {b"\xff\xfe", b"\xfe\xff"}
            ):
                raise ImportFault(
                    f"部件“{name}”声明了 DTD 或实体，Office 文件不应有此内容，未导入。"
                )
        elif name.endswith("/"):
            continue


def _shapes(package: Package, main: str) -> tuple[dict[str, _Shape | None], list[Remark]]:
    """The shape of each sheet by its name; None for a hidden sheet."""
    root = package.xml(main)
    relations = package.relations(main)
    shapes: dict[str, _Shape | None] = {}
    remarks: list[Remark] = []
    for node in [] if root is None else root.iter(f"{_SHEET_NS}sheet"):
        name = node.get("name", "")
        relation = relations.get(node.get(_REL_ID, ""))
        if node.get("state", "visible") != "visible":
            shapes[name] = None
            remarks.append(Remark("warning", f"工作表“{name}”是隐藏的，未导入。", where=name))
            continue
        if relation is None or relation.external or relation.kind != "worksheet":
            shapes[name] = None
            continue
        shape = _shape(package.read(relation.target, package.limits.xml_bytes), name)
        shapes[name] = shape
        remarks.extend(_shape_remarks(name, shape))
    return shapes, remarks


def _shape_remarks(name: str, shape: _Shape) -> Iterator[Remark]:
    if shape.hidden_rows or shape.hidden_columns:
        yield Remark(
            "warning",
            f"工作表“{name}”有 {len(shape.hidden_rows)} 行、{len(shape.hidden_columns)} 列"
            "被隐藏或筛选掉，未导入。",
            where=name,
            fix="如应公开，请取消隐藏和筛选后重新导入。",
        )
    if shape.unsaved:
        yield Remark(
            "error",
            f"工作表“{name}”有 {shape.unsaved} 个公式没有保存计算结果，这些单元格为空。",
            where=name,
            fix="请用 Excel 或 WPS 打开并保存一次后重新导入。",
        )
    if shape.errors:
        yield Remark(
            "error",
            f"工作表“{name}”有 {shape.errors} 个单元格是错误值（#REF!、#DIV/0! 等），按空处理。",
            where=name,
            fix="请改正公式后重新导入。",
        )


def _shape(data: bytes, name: str) -> _Shape:
    shape = _Shape()
    context = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=[f"{_SHEET_NS}{tag}" for tag in ("row", "col", "mergeCell")],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for position, (_, node) in enumerate(context):
            if position > MAX_ROWS * 3:
                raise ImportFault(f"工作表“{name}”行数过多，未导入。请拆分后导入。")
            _note_shape(node, shape)
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ImportFault(f"工作表“{name}”的内容不完整，文件可能已损坏。") from error
    return shape


def _note_shape(node: Any, shape: _Shape) -> None:
    kind = node.tag.removeprefix(_SHEET_NS)
    if kind == "mergeCell":
        merge = parse_range(node.get("ref", ""))
        if merge is not None:
            shape.merges.append(merge)
    elif kind == "col":
        if node.get("hidden") in {"1", "true"}:
            first, last = int(node.get("min", "1")), int(node.get("max", "1"))
            shape.hidden_columns.update(range(first - 1, min(last, 1_000)))
    else:
        if node.get("hidden") in {"1", "true"} and node.get("r", "").isdigit():
            shape.hidden_rows.add(int(node.get("r")) - 1)
        for cell in node:
            if cell.get("t") == "e":
                shape.errors += 1
            elif cell.find(f"{_SHEET_NS}f") is not None:
                result = cell.find(f"{_SHEET_NS}v")
                shape.unsaved += result is None or (not result.text and cell.get("t") != "str")


def parse_range(text: str) -> Merge | None:
    """A range such as B2:D5 with indices from 0; None where it is none."""
    ends = [_REF.fullmatch(part) for part in text.replace("$", "").split(":")]
    if not ends or not all(ends):
        return None
    places = [(int(m[2]) - 1, _column(m[1])) for m in (ends[0], ends[-1]) if m]
    (top, left), (bottom, right) = places[0], places[-1]
    return Merge(top, left, bottom, right) if top <= bottom and left <= right else None


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _load(data: bytes, shapes: dict[str, _Shape | None]) -> list[Sheet]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            mac_epoch = book.epoch.year == 1904
            sheets = []
            for name, shape in shapes.items():
                if shape is not None and name in book.sheetnames:
                    rows = _rows(book[name], name)
                    sheets.append(
                        Sheet(
                            name,
                            rows,
                            tuple(shape.merges),
                            frozenset(shape.hidden_rows),
                            frozenset(shape.hidden_columns),
                            mac_epoch,
                        )
                    )
            book.close()
    except ImportFault:
        raise
    except Exception as error:  # openpyxl raises nearly anything on damaged files
        raise ImportFault(
            "工作簿无法读取，文件可能已损坏。请用 Excel 或 WPS 另存一次再导入。"
        ) from error
    return sheets


def _rows(worksheet: Any, name: str) -> tuple[tuple[Value, ...], ...]:
    """All rows without the empty ones at the end."""
    worksheet.reset_dimensions()  # a false dimension would pad every row to 16,384 cells
    rows: list[tuple[Value, ...]] = []
    cells, last = 0, 0
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        cells += len(row)
        if number > MAX_ROWS or cells > MAX_CELLS:
            raise ImportFault(
                f"工作表“{name}”超过 {MAX_ROWS} 行或 {MAX_CELLS} 个单元格，未导入。请拆分后导入。"
            )
        values = tuple(_value(cell) for cell in row)
        while values and values[-1] is None:
            values = values[:-1]
        rows.append(values)
        if values:
            last = number
    return tuple(rows[:last])


def _value(cell: Any) -> Value:
    raw = cell.value
    if raw is None or cell.data_type == "e":
        return None
    if isinstance(raw, str):
        return raw if raw.strip() else None
    if isinstance(raw, bool | datetime | date | time | timedelta):
        return raw
    return _figure(raw, cell.number_format or "")


def _figure(raw: int | float, form: str) -> Value:
    """A number as Excel shows it: 15 digits, percent as percent, codes with leading zeros."""
    exact = Decimal(raw) if isinstance(raw, int) else Decimal(f"{raw:.{_SIGNIFICANT}g}")
    form = form.split(";", maxsplit=1)[0].strip('"')
    if form.endswith("%") and exact.is_finite():
        return f"{plain_number(exact * 100)}%"
    if _ZEROS.match(form) and exact == exact.to_integral_value() and exact >= 0:
        return f"{int(exact):0{len(form)}d}"
    return exact


def plain_number(amount: Decimal) -> str:
    """A number without exponent and without needless zeros: 1234.5, 100, 0.1."""
    if not amount.is_finite():
        return ""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
