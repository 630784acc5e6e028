"""CSV files as one sheet, in the encodings and with the separators that offices produce."""

from __future__ import annotations

import csv
import io
from typing import Final

from sitegen.errors import ImportFault
from sitegen.importers.xlsx.sheets import MAX_CELLS, MAX_ROWS, Sheet

_DELIMITERS: Final = ",\t;|"
_SAMPLE: Final = 20_000


def decode(data: bytes) -> str:
    """Text of a CSV file: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030.

    Raises:
        ImportFault: none of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")  # type: ignore[assignment]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportFault("CSV 文件的编码无法识别。请另存为“CSV UTF-8”后再导入。")


def read_csv(data: bytes, name: str) -> Sheet:
    """Read a CSV file held in memory.

    Raises:
        ImportFault: unknown encoding, broken quoting, or over a limit.
    """
    text = decode(data)
    delimiter = _delimiter(text[:_SAMPLE])
    rows: list[tuple[str | None, ...]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            cells += len(row)
            if len(rows) >= MAX_ROWS or cells > MAX_CELLS:
                raise ImportFault(f"CSV 文件超过 {MAX_ROWS} 行或 {MAX_CELLS} 个单元格，未导入。")
            rows.append(tuple(value if value.strip() else None for value in row))
    except csv.Error as error:
        raise ImportFault(f"CSV 文件第 {len(rows) + 1} 行附近的引号或内容有误：{error}") from error
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet(name, tuple(rows))


def _delimiter(sample: str) -> str:
    """The separator that stands most evenly in the first lines."""
    lines = [line for line in sample.splitlines()[:10] if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (min(counts[mark], default=0), sum(counts[mark])))
