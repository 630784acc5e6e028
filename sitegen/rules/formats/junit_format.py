"""The report as JUnit XML: a suite a site, a case a rule."""

import re
from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from sitegen.model.finding import Finding, Verdict
from sitegen.rules.formats.report import CheckReport
from sitegen.rules.rulebook import Rule

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(report: CheckReport) -> str:
    """Return the suites; only findings that block are failures.

    A rule that had nothing to look at is skipped as 不适用.
    """
    suites = "\n".join(_suite(verdict, report) for verdict in report.verdicts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{suites}\n</testsuites>'


def _suite(verdict: Verdict, report: CheckReport) -> str:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings(verdict.site):
        found[finding.rule].append(finding)
    skipped = report.not_applicable.get(verdict.site, frozenset()) - found.keys()
    rules = report.book.rules.values()
    failures = sum(_fails(found[rule.id]) for rule in rules)
    cases = "\n".join(_case(rule, found[rule.id], rule.id in skipped) for rule in rules)
    name = quoteattr(report.names.get(verdict.site, verdict.site))
    return (
        f'<testsuite name={name} id={quoteattr(verdict.site)} tests="{len(rules)}" '
        f'failures="{failures}" errors="0" skipped="{len(skipped)}">\n{cases}\n</testsuite>'
    )


def _fails(findings: list[Finding]) -> bool:
    return any(finding.level.blocks and not finding.waived for finding in findings)


def _case(rule: Rule, findings: list[Finding], skipped: bool) -> str:
    start = f"<testcase classname={quoteattr(rule.family)} name={quoteattr(rule.id)}"
    if skipped:
        return f'{start}><skipped message="不适用"/></testcase>'
    if not findings:
        return f"{start}/>"
    lines = "\n".join(
        f"{finding.file}:{finding.line} {finding.message}{finding.fix}" for finding in findings
    )
    text = escape(CONTROLS.sub("", lines))
    if _fails(findings):
        body = f"<failure message={quoteattr(rule.title)}>{text}</failure>"
    else:
        body = f"<system-out>{text}</system-out>"
    return f"{start}>{body}</testcase>"
