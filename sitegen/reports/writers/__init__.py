"""Writers of reports: terminal, JSON, Excel, HTML and calendar."""

from pathlib import Path

from sitegen.errors import UsageError
from sitegen.reports.sheets import Report

SUFFIXES = (".json", ".xlsx", ".html")


def write(report: Report, target: Path) -> None:
    """Write a report in the form that the file's suffix names; raises UsageError.

    `.ics` is taken where the report has events.
    """
    match target.suffix.lower():
        case ".json":
            from sitegen.reports.writers.json_file import text

            save(target, text(report))
        case ".html" | ".htm":
            from sitegen.reports.writers.html import page

            save(target, page(report))
        case ".xlsx":
            from sitegen.reports.writers.xlsx import workbook

            save(target, workbook(report))
        case ".ics" if report.id == "forecast":
            from sitegen.reports.writers.calendar import calendar

            save(target, calendar(report))
        case other:
            known = "、".join((*SUFFIXES, ".ics") if report.id == "forecast" else SUFFIXES)
            raise UsageError(f"不能写成“{other or target.name}”，文件名请以 {known} 结尾。")


def save(target: Path, content: str | bytes) -> None:
    """Write a file; raises UsageError where that cannot be done."""
    data = content.encode() if isinstance(content, str) else content
    try:
        target.write_bytes(data)
    except OSError as error:
        raise UsageError(f"不能写入 {target}：{error.strerror or error}。") from None
