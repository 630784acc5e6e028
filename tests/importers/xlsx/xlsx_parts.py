"""Small workbooks and a small platform for the tests of the spreadsheet import."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

SITES = """\
platform: {name: 演示平台, as_of: 2026-11-20 18:00}
sites:
  - {id: city, kind: portal, name: 云泽市人民政府, sponsor: 云泽市人民政府办公室, domain: a.gov.cn}
"""


def workbook(
    rows: Iterable[Sequence[object]],
    *,
    merges: Iterable[str] = (),
    name: str = "清单",
    adjust: Callable[[Workbook], None] | None = None,
) -> bytes:
    """An .xlsx with one sheet; `adjust` gets the openpyxl workbook before it is saved."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    if adjust:
        adjust(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def platform(root: Path, **columns: str) -> Path:
    """A platform with one site `city` and the columns given as name=type."""
    (root / "sites.yaml").write_text(SITES, encoding="utf-8")
    for name, kind in columns.items():
        folder = root / "content/city" / name
        folder.mkdir(parents=True)
        (folder / "_column.yaml").write_text(f"title: {name}\ntype: {kind}\n", encoding="utf-8")
    return root
