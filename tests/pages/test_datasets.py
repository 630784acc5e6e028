"""Datasets: the same rows on the page and in every file that is offered."""

from __future__ import annotations

import csv
import io
import json

from openpyxl import load_workbook

from tests.support.platform import TestPlatform

ITEM = """title: 公共停车场一览
date: 2026-06-05 09:00
source: 市城管局
dataset:
  fields: [{name: 名称}, {name: 车位, unit: 个}]
  file: parking.csv
  publisher: 市城管局
"""


def _platform(platform: TestPlatform) -> TestPlatform:
    platform.write(
        "content/city/sjkf/_column.yaml", "title: 数据开放\ntype: open-data\norder: 50\n"
    )
    platform.write("content/city/sjkf/parking.yaml", ITEM)
    platform.write("content/city/sjkf/parking.csv", "名称,车位\n澄湖,120\n东站,300\n")
    platform.built()
    return platform


def test_a_dataset_is_offered_as_csv_json_and_xlsx(platform: TestPlatform) -> None:
    _platform(platform)
    tree = platform.tree()

    rows = list(csv.reader(io.StringIO(tree["sjkf/parking.csv"].decode("utf-8-sig"))))
    data = json.loads(tree["sjkf/parking.json"])
    sheet = load_workbook(io.BytesIO(tree["sjkf/parking.xlsx"])).active
    assert sheet is not None

    assert rows == [["名称", "车位"], ["澄湖", "120"], ["东站", "300"]]
    assert data["rows"] == [{"名称": "澄湖", "车位": "120"}, {"名称": "东站", "车位": "300"}]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["名称", "车位（个）"], ["澄湖", 120], ["东站", 300],
    ]  # fmt: skip
    page = platform.page("sjkf/parking.html")
    assert "澄湖" in page
    assert all(f'href="/sjkf/parking.{form}"' in page for form in ("csv", "json", "xlsx"))


def test_a_changed_data_file_changes_page_and_files(platform: TestPlatform) -> None:
    _platform(platform)
    platform.write("content/city/sjkf/parking.csv", "名称,车位\n澄湖,120\n东站,301\n")

    platform.built()

    assert "301" in platform.page("sjkf/parking.html")
    assert json.loads(platform.tree()["sjkf/parking.json"])["rows"][1]["车位"] == "301"
