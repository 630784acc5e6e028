"""The four forms of a report, looked at with other people's programs."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pypdf
import pytest

from sitegen.errors import UsageError
from sitegen.reports.census import columns_report, site_columns, sites_report
from sitegen.reports.forecast import foresee
from sitegen.reports.forecast.forms import report as forecast_report
from sitegen.reports.monthly import report as monthly_report
from sitegen.reports.monthly import self_report
from sitegen.reports.scorecard import load_scorebook, score
from sitegen.reports.scorecard.forms import report as score_report
from sitegen.reports.sheets import Cell, Report, Sheet, placed
from sitegen.reports.workreport import fill
from sitegen.reports.workreport.forms import report as work_report
from sitegen.reports.writers import write
from sitegen.reports.writers.html import page
from sitegen.reports.writers.terminal import show
from sitegen.reports.writers.xlsx import workbook
from sitegen.rules import load_rulebook
from tests.reports.county import AS_OF, make_case

SOFFICE = shutil.which("soffice")
KINDS = ("scorecard", "forecast", "sites", "columns", "work-report", "monthly")


def made(kind: str) -> Report:
    case = make_case()
    match kind:
        case "scorecard":
            book = load_scorebook()
            return score_report([score(case, book)] * 2, book, AS_OF)
        case "forecast":
            return forecast_report([foresee(case, 90)], load_rulebook(None), AS_OF, 90)
        case "sites":
            return sites_report([case.config], AS_OF)
        case "columns":
            return columns_report([site_columns(case)], AS_OF)
        case "work-report":
            return work_report([fill(case, 2026, {"visits": {"views": 10}})], AS_OF, 2026)
        case _:
            return monthly_report([self_report(case, "2026-03")], "2026-03", AS_OF)


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_of_the_workbook_prints_on_a4_with_its_title_merged(kind: str) -> None:
    report = made(kind)
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    assert len(book.worksheets) == len(report.sheets)
    for page_, sheet in zip(book.worksheets, report.sheets, strict=True):
        assert page_.page_setup.paperSize == 9
        assert page_.page_setup.orientation == ("landscape" if sheet.wide else "portrait")
        assert page_.sheet_properties.pageSetUpPr.fitToPage
        assert page_.page_setup.fitToWidth in (None, 1)  # one page is the default
        assert (page_.page_setup.fitToHeight in (None, 1)) == sheet.single
        assert page_.print_area.endswith(f"${page_.max_row}")
        assert page_["A1"].value == sheet.title
        assert "A1:" in " ".join(str(area) for area in page_.merged_cells.ranges)
        assert page_["A1"].font.name == "黑体"
        if sheet.head:
            assert page_.print_title_rows == f"$3:${2 + sheet.head}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_of_the_grid_stands_in_the_workbook_with_borders(kind: str) -> None:
    report = made(kind)
    book = openpyxl.load_workbook(io.BytesIO(workbook(report)))
    for page_, sheet in zip(book.worksheets, report.sheets, strict=True):
        for row, column, cell in placed(sheet.rows):
            found = page_.cell(row + 3, column + 1)
            assert (found.value if found.value is not None else "") == cell.value
            assert found.border.left.style == "thin"


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_a_sheet_fill_its_columns_exactly(kind: str) -> None:
    for sheet in made(kind).sheets:
        taken: dict[tuple[int, int], int] = {}
        for row, column, cell in placed(sheet.rows):
            for at in range(row, row + cell.down):
                for beside in range(column, column + cell.across):
                    taken[at, beside] = taken.get((at, beside), 0) + 1
        assert set(taken.values()) == {1}
        assert len(taken) == len(sheet.rows) * len(sheet.widths)


def test_the_same_report_gives_the_same_workbook() -> None:
    assert workbook(made("scorecard")) == workbook(made("scorecard"))


def test_formulas_in_content_stay_text() -> None:
    sheet = Sheet("表", "题", (10,), ((Cell("=1+1"),),), head=0)
    book = openpyxl.load_workbook(io.BytesIO(workbook(Report("x", "题", AS_OF, (sheet,), {}))))
    assert book.worksheets[0]["A3"].data_type == "s"


def test_names_of_sheets_are_made_fit_for_excel() -> None:
    sheets = tuple(Sheet(name, "题", (10,), ((Cell("a"),),)) for name in ("a/b", "A:b", "长" * 40))
    book = openpyxl.load_workbook(io.BytesIO(workbook(Report("x", "题", AS_OF, sheets, {}))))
    assert book.sheetnames == ["ab", "Ab(2)", "长" * 31]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["scorecard", "work-report"])
def test_libreoffice_prints_the_workbook_on_a4(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    write(made(kind), target)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, tmp_path, target], check=True, capture_output=True, timeout=240)
    pages = pypdf.PdfReader(tmp_path / "form.pdf").pages
    sizes = {tuple(sorted(round(float(side)) for side in one.mediabox[2:])) for one in pages}
    assert sizes == {(595, 842)}
    if kind == "work-report":
        assert len(pages) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_takes_nothing_from_elsewhere(kind: str) -> None:
    text = page(made(kind))
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert "url(" not in text
    assert "<script" not in text
    assert made(kind).title in text


def test_text_of_content_is_escaped_in_the_page() -> None:
    sheet = Sheet("表", "题", (10,), ((Cell("<img src=x onerror=alert(1)>"),),), head=0)
    assert "<img" not in page(Report("x", "题", AS_OF, (sheet,), {}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_is_json_with_name_and_moment(kind: str, tmp_path: Path) -> None:
    write(made(kind), tmp_path / "a.json")
    data = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert (data["report"], data["as_of"]) == (kind, AS_OF)


@pytest.mark.parametrize("kind", KINDS)
def test_the_terminal_shows_every_value(kind: str) -> None:
    report = made(kind)
    shown = re.sub(r"[\s│┃]", "", show(report, 400))
    for sheet in report.sheets:
        for row in sheet.rows:
            for cell in row:
                for line in str(cell.value).splitlines():
                    assert re.sub(r"\s", "", line) in shown


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write(made("sites"), tmp_path / "a.docx")
    with pytest.raises(UsageError):
        write(made("sites"), tmp_path / "a.ics")


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不能写入"):
        write(made("sites"), tmp_path / "none" / "a.json")
