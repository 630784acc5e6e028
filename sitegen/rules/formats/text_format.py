"""The report for people: by site, worst first, with the line that is meant."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sitegen.model.finding import Finding, Verdict
from sitegen.rules.formats.report import LEVEL_TITLES, CheckReport
from sitegen.rules.privacy.masking import hide_numbers

WIDTH = 100
TITLES = (*LEVEL_TITLES.values(), "豁免")


def write(report: CheckReport) -> str:
    """Return the report as lines of text."""
    return "\n".join(_lines(report))


def _lines(report: CheckReport) -> Iterator[str]:
    for site in ["", *(verdict.site for verdict in report.verdicts)]:
        findings = report.findings(site)
        if not findings:
            continue
        name = report.names.get(site, site) or "平台"
        yield f"■ {name}{f'（{site}）' if site else ''}"
        for finding in findings:
            yield from _finding(finding, report)
        yield ""
    shown = [verdict for verdict in report.verdicts if report.concerns(verdict)]
    yield from (_summary(verdict, report) for verdict in shown)
    if report.verdicts and not shown:
        yield "所列文件没有发现问题。"
    if not report.verdicts:
        yield "没有检查任何站点。"


def _finding(finding: Finding, report: CheckReport) -> Iterator[str]:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    title = "已豁免" if finding.waived else LEVEL_TITLES[finding.level]
    yield f"  [{title}] {place or finding.column or '整个站点'}  {finding.rule}"
    yield f"      {finding.message}"
    line = report.line_of(finding.file, finding.line).strip() if finding.line else ""
    line = hide_numbers(line)
    if line:
        yield f"      │ {line[:WIDTH]}{'…' if len(line) > WIDTH else ''}"
    if finding.fix:
        yield f"      改法：{finding.fix}"
    if finding.source:
        yield f"      依据：{finding.source}"


def _summary(verdict: Verdict, report: CheckReport) -> str:
    findings = report.findings(verdict.site)
    parts = _counts(findings) or "没有发现问题"
    if report.only is not None:
        beside = _counts(each for each in verdict.findings if each not in findings)
        parts = f"所列文件：{parts}" + (f"；其他：{beside}" if beside else "")
    name = report.names.get(verdict.site, verdict.site)
    state = "可以发布" if verdict.passed else "不能发布"
    return f"{name}：{state}（{parts}）"


def _counts(findings: Iterable[Finding]) -> str:
    counts = Counter("豁免" if one.waived else LEVEL_TITLES[one.level] for one in findings)
    return "，".join(f"{title} {counts[title]}" for title in TITLES if counts[title])
