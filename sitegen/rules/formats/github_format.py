"""The report as workflow commands, which GitHub shows beside the changed lines."""

from sitegen.model.finding import Finding, Level
from sitegen.rules.formats.report import CheckReport

COMMANDS = {Level.GATE: "error", Level.ERROR: "error", Level.WARNING: "warning"}


def write(report: CheckReport) -> str:
    """Return one annotation a line."""
    return "\n".join(_annotation(finding) for finding in report.findings())


def _annotation(finding: Finding) -> str:
    command = "notice" if finding.waived else COMMANDS.get(finding.level, "notice")
    properties = {
        "file": finding.file,
        "line": str(finding.line) if finding.file and finding.line else "",
        "title": finding.rule,
    }
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    text = f"{finding.message}{finding.fix}" + (f"（{finding.source}）" if finding.source else "")
    return f"::{command} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
