"""Reports as JSON: the data, not the layout."""

import json

from sitegen.reports.sheets import Report


def text(report: Report) -> str:
    """Return the report's data with its name and moment; ends with a newline."""
    data = {"report": report.id, "title": report.title, "as_of": report.as_of, **report.data}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
