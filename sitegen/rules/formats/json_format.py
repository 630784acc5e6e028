"""The report as one JSON object."""

import json

from sitegen.rules.formats.report import CheckReport


def write(report: CheckReport) -> str:
    """Return `{"as_of", "sites": {ID: {"verdict"}}, "findings": […]}`."""
    data = {
        "as_of": report.as_of,
        "sites": {
            one.site: {"verdict": "pass" if one.passed else "blocked"} for one in report.verdicts
        },
        "findings": [finding.as_dict() for finding in report.findings()],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
