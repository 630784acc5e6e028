"""Reading sheets: merged headers, hidden things, formulas, CSV; hostile files end in faults."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook

from sitegen.errors import ImportFault
from sitegen.importers.ooxml import PackageLimits
from sitegen.importers.xlsx.csv_file import read_csv
from sitegen.importers.xlsx.headers import Table, find_table, text_of
from sitegen.importers.xlsx.names import known_names
from sitegen.importers.xlsx.sheets import parse_range, read_workbook
from tests.importers.xlsx.xlsx_parts import workbook

SHEET = "xl/worksheets/sheet1.xml"


def table_of(data: bytes) -> Table:
    sheets, _ = read_workbook(data)
    table = find_table(sheets[0], known_names())
    assert table is not None
    return table


def said(data: bytes) -> str:
    return "\n".join(remark.message for remark in read_workbook(data)[1])


def edited(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(entry, content)
    return buffer.getvalue()


def test_title_lines_above_and_notes_below_are_told_from_the_table() -> None:
    table = table_of(
        workbook(
            [
                ["2026年事项清单"],
                ["标题", "发布日期"],
                ["甲", "2026-1-5"],
                [],
                ["合计", 1],
                ["注：含县区。"],
            ],
            merges=["A1:B1"],
        )
    )
    assert table.lines == ("2026年事项清单",) and table.notes == ("注：含县区。",)
    assert [row for row, _ in table.records] == [3]
    assert table.skipped == ((5, "合计行"),)


def test_merged_header_rows_give_joined_names() -> None:
    table = table_of(
        workbook(
            [
                ["科目", "财政拨款", None, "备注"],
                [None, "基本支出", "项目支出", None],
                ["教育", 1, 2, ""],
            ],
            merges=["A1:A2", "B1:C1", "D1:D2"],
        )
    )
    assert table.names == ("科目", "财政拨款/基本支出", "财政拨款/项目支出", "备注")
    assert table.header_rows == 2


def test_merged_data_cells_count_for_all_their_rows() -> None:
    table = table_of(
        workbook([["单位", "标题"], ["市林业局", "甲"], [None, "乙"]], merges=["A2:A3"])
    )
    assert [text_of(row["单位"]) for _, row in table.records] == ["市林业局", "市林业局"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (1234567.89, "#,##0.00", "1234567.89"),
        (0.125, "0.0%", "12.5%"),
        (590, "0000", "0590"),
        (12345678901, "0", "12345678901"),
        (1e-7, "General", "0.0000001"),
        (100, "General", "100"),
    ],
)
def test_numbers_are_exact_and_shown_as_excel_shows_them(
    value: float | int, form: str, shown: str
) -> None:
    def adjust(book: Workbook) -> None:
        book.active["B2"].number_format = form

    table = table_of(workbook([["标题", "金额"], ["甲", value]], adjust=adjust))
    assert text_of(table.records[0][1]["金额"]) == shown


def test_formulas_give_their_saved_result() -> None:
    data = workbook([["标题", "金额"], ["甲", "=1+2"]])
    assert "1 个公式没有保存计算结果" in said(data)
    cell = re.search(
        rb"<f>1\+2</f>(<v[^>]*>(?:</v>)?)", zipfile.ZipFile(io.BytesIO(data)).read(SHEET)
    )
    assert cell
    saved = edited(data, SHEET, cell[1], b"<v>3</v>")
    assert table_of(saved).records[0][1]["金额"] == Decimal(3)
    assert "公式" not in said(saved)


def test_hidden_rows_columns_and_sheets_are_not_read_and_are_reported() -> None:
    def adjust(book: Workbook) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["C"].hidden = True
        book.create_sheet("底稿").append(["标题", "发布日期"])
        book["底稿"].sheet_state = "hidden"

    data = workbook(
        [["标题", "发布日期", "内部意见"], ["甲", "2026-1-5", "密"], ["乙", "2026-1-6", "密"]],
        adjust=adjust,
    )
    table = table_of(data)
    assert table.names == ("标题", "发布日期") and len(table.records) == 1
    assert "1 行、1 列" in said(data) and "“底稿”是隐藏的" in said(data)


def test_comments_are_not_read_and_are_mentioned() -> None:
    def adjust(book: Workbook) -> None:
        from openpyxl.comments import Comment

        book.active["A2"].comment = Comment("内部意见", "某")

    data = workbook([["标题", "发布日期"], ["甲", "2026-1-5"]], adjust=adjust)
    assert "批注未发布" in said(data) and "内部意见" not in str(table_of(data).records)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_that_offices_save(encoding: str) -> None:
    sheet = read_csv('标题,发布日期\r\n甲,"一，\n二"\r\n'.encode(encoding), "表")
    assert sheet.rows == (("标题", "发布日期"), ("甲", "一，\n二"))


def test_csv_with_tabs_or_semicolons_is_told() -> None:
    assert read_csv("标题\t日期\n甲，乙\t1\n".encode(), "表").rows[1] == ("甲，乙", "1")
    assert read_csv("标题;日期\n甲;1\n".encode(), "表").rows[1] == ("甲", "1")


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff\xfe", b'a,b\n"open,1\n' + b"\n" * 5])
def test_broken_csv_is_a_fault(data: bytes) -> None:
    with pytest.raises(ImportFault, match="CSV"):
        read_csv(data, "表")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A1:B2", (0, 0, 1, 1)), ("C3", (2, 2, 2, 2)), ("x", None)],
)
def test_ranges_are_parsed(text: str, expected: tuple[int, int, int, int] | None) -> None:
    merge = parse_range(text)
    assert (merge and (merge.top, merge.left, merge.bottom, merge.right)) == expected


GOOD = workbook([["标题", "发布日期"], ["甲", "2026-1-5"]])


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "不是有效的 Office 文档"),
        (GOOD[:200], "损坏"),
        (edited(GOOD, SHEET, b"</sheetData>", b""), "损坏"),
        (edited(GOOD, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "DTD"),
        (edited(GOOD, "xl/workbook.xml", b"<workbook", b"<!DOCTYPE x><workbook"), "DTD"),
        (edited(GOOD, "xl/styles.xml", b"<styleSheet", b"<nothing"), "损坏"),
    ],
)
def test_broken_and_hostile_workbooks_are_faults(data: bytes, word: str) -> None:
    with pytest.raises(ImportFault, match=word):
        read_workbook(data)


def test_a_sheet_beyond_the_size_limit_is_a_fault() -> None:
    with pytest.raises(ImportFault, match="上限"):
        read_workbook(GOOD, PackageLimits(xml_bytes=500))


def test_a_row_number_beyond_all_bounds_ends_in_a_fault() -> None:
    with pytest.raises(ImportFault, match="行"):
        read_workbook(edited(GOOD, SHEET, b'<row r="2"', b'<row r="999999999"'))


def test_a_false_dimension_does_not_widen_the_rows() -> None:
    content = zipfile.ZipFile(io.BytesIO(GOOD)).read(SHEET)
    found = re.search(rb"<dimension[^>]*>", content)
    assert found
    data = edited(GOOD, SHEET, found[0], b'<dimension ref="A1:XFD1048576"/>')
    assert table_of(data).names == ("标题", "发布日期")


def test_merges_without_measure_are_refused() -> None:
    many = "".join(f'<mergeCell ref="A1:XFD{1048576 - n}"/>' for n in range(9000)).encode()
    data = edited(
        workbook([["标题", "日期"]] * 40), SHEET, b"</sheetData>",
        b"</sheetData><mergeCells>" + many + b"</mergeCells>",
    )  # fmt: skip
    sheets, _ = read_workbook(data)
    with pytest.raises(ImportFault, match="合并单元格过多"):
        find_table(sheets[0], known_names())


def test_numbers_that_lost_their_last_digits_are_told_of() -> None:
    data = workbook([["标题", "编码"], ["甲", 123456789012345678], ["乙", 123456789012345]])
    assert "第 2 行有超过 15 位的号码" in said(data)
    text = workbook([["标题", "编码"], ["甲", "123456789012345678"], ["乙", 0.1234567890123456]])
    assert "15 位" not in said(text)
