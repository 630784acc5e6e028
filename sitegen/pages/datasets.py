"""Datasets as files to take away: the same table as CSV, JSON and XLSX."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Rows = Sequence[Sequence[str]]
FORMATS = ("csv", "json", "xlsx")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def with_rows(dataset: Mapping[str, Any], read: Callable[[str], bytes]) -> dict[str, Any]:
    """Return a dataset's record with its rows, taken from its CSV file where it names one.

    `read` returns the bytes of a file that the record names by relative path. A first row that
    repeats the names of the fields is a heading, not data.
    """
    if dataset["rows"] or not dataset["file"]:
        return dict(dataset)
    text = read(dataset["file"]).decode("utf-8-sig", "replace")
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    names = [field["name"] for field in dataset["fields"]]
    if rows and [cell.strip() for cell in rows[0]] == names:
        rows = rows[1:]
    return {**dataset, "rows": [row[: len(names)] for row in rows]}


def dataset_file(title: str, dataset: Mapping[str, Any], form: str) -> bytes:
    """Return a dataset (with its rows) as a file; equal data give equal bytes."""
    writers = {"csv": _csv, "json": _json, "xlsx": _xlsx}
    return writers[form](title, dataset)


def _csv(_title: str, dataset: Mapping[str, Any]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field["name"] for field in dataset["fields"]])
    writer.writerows(dataset["rows"])
    # Spreadsheet programs take a CSV for the local encoding unless it begins with this mark.
    return text.getvalue().encode("utf-8-sig")


def _json(title: str, dataset: Mapping[str, Any]) -> bytes:
    names = [field["name"] for field in dataset["fields"]]
    data = {
        "title": title,
        "period": dataset["period"],
        "publisher": dataset["publisher"],
        "fields": dataset["fields"],
        "rows": [dict(zip(names, row, strict=False)) for row in dataset["rows"]],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _xlsx(title: str, dataset: Mapping[str, Any]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": True})
    book.set_properties({"title": title, "created": _EPOCH})
    sheet = book.add_worksheet("数据")
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, field in enumerate(dataset["fields"]):
        unit = f"（{field['unit']}）" if field["unit"] else ""
        sheet.write_string(0, column, field["name"] + unit, bold)
    for number, row in enumerate(dataset["rows"], start=1):
        sheet.write_row(number, 0, row)
    sheet.autofit()
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
