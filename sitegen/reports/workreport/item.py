"""The report as an item that can be published."""

from pathlib import Path
from typing import Any

from sitegen.model.item import WorkReportItem
from sitegen.reports.workreport.filling import Filled

NOTE = "# 由 sitegen report work-report 生成，请核对后发布；date 改为实际发布时间。\n"


def item(filled: Filled, as_of: str) -> dict[str, Any]:
    """The front matter of the report, validated as any item is."""
    record = filled.report.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    record = {name: value for name, value in record.items() if value not in ("", [], {})}
    data = {
        "title": f"{filled.name}{filled.year}年网站工作年度报表",
        "date": as_of,
        "source": filled.report.organ,
        "kind": "work-report",
        "work_report": record,
    }
    WorkReportItem.model_validate(data)
    return data


def item_text(filled: Filled, as_of: str, target: Path) -> str:
    """The text of a `.yaml` or `.md` file."""
    import yaml

    front = yaml.safe_dump(item(filled, as_of), allow_unicode=True, sort_keys=False, width=10**6)
    if target.suffix == ".md":
        return f"---\n{NOTE}{front}---\n"
    return NOTE + front
