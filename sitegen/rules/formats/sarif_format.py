"""The report as SARIF 2.1.0, which code-hosting services and editors read."""

import json
from typing import Any
from urllib.parse import quote

from sitegen import __version__
from sitegen.model.finding import Finding, Level
from sitegen.rules.formats.report import CheckReport
from sitegen.rules.rulebook import Rule

LEVELS = {Level.GATE: "error", Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def write(report: CheckReport) -> str:
    """Return one run with the rules that were broken and all results."""
    findings = report.findings()
    broken = sorted({finding.rule for finding in findings})
    index = {rule: number for number, rule in enumerate(broken)}
    driver = {
        "name": "sitegen",
        "version": __version__,
        "rules": [_rule(report.book.rules[rule]) for rule in broken],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[finding.rule]) for finding in findings],
    }
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": f"依据：{rule.source_text()}\n错误：{rule.wrong}\n正确：{rule.right}"},
        "defaultConfiguration": {"level": LEVELS[rule.level or Level.INFO]},
        "properties": {"family": rule.family},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.level],
        "message": {"text": f"{finding.message}{finding.fix}"},
        "properties": {"site": finding.site, "level": finding.level.value},
    }
    if finding.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": place}]
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "justification": "waivers.yaml"}]
    return result
