"""Waivers (豁免): errors that somebody answers for, until a day.

`waivers.yaml` beside `sites.yaml` is a list of `rule, path, reason, approver, until`. `path` is a
file, a folder ending in `/`, or a pattern with `*`, relative to the platform's root. A waiver lifts
errors only; gate rules stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sitegen.model.fields import parse_day
from sitegen.model.finding import Finding, Level
from sitegen.rules.loading import load_rulebook
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.running import source_finding

FILE = "waivers.yaml"
KEYS = {"rule": "规则", "path": "路径", "reason": "原因", "approver": "批准人", "until": "截止日期"}


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver; `until` is its last day (`YYYY-MM-DD`), `line` where it stands in the file."""

    rule: str
    path: str
    reason: str
    approver: str
    until: str
    line: int = 0

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of this finding, without regard to level and date."""
        if self.rule != finding.rule:
            return False
        place = finding.file or f"content/{finding.site}/"
        if self.path.endswith("/"):
            return place.startswith(self.path)
        return place == self.path or fnmatchcase(place, self.path)


def load_waivers(root: Path, book: Rulebook | None = None) -> tuple[list[Waiver], list[Finding]]:
    """Read `waivers.yaml` in `root`; entries that cannot be used become findings.

    Returns nothing where there is no such file. `book` tells which rules exist; by default the
    platform's own is loaded (which may raise ConfigError).
    """
    path = root / FILE
    if not path.is_file():
        return [], []
    book = book or load_rulebook(root)
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    for entry, line in _entries(path):
        rule_id, problem = _problem(entry, book)
        if problem:
            findings.append(_finding(book, rule_id, line, problem))
        else:
            texts = {key: str(entry[key]).strip() for key in KEYS}
            texts["until"] = parse_day(texts["until"])
            waivers.append(Waiver(**texts, line=line))
    return waivers, findings


def apply_waivers(
    findings: Iterable[Finding], waivers: Iterable[Waiver], as_of: str, book: Rulebook | None = None
) -> list[Finding]:
    """Mark the errors that a waiver in force covers, and add a finding for each expired waiver.

    `as_of` is `YYYY-MM-DD HH:MM`. Findings of level gate stay as they are, whatever a waiver says.
    """
    book = book or load_rulebook(None)
    found = list(findings)
    every = list(waivers)
    live = [waiver for waiver in every if waiver.until >= as_of[:10]]
    marked = [
        replace(finding, waived=True)
        if finding.level is not Level.GATE and any(waiver.covers(finding) for waiver in live)
        else finding
        for finding in found
    ]
    expired = [waiver for waiver in every if waiver.until < as_of[:10]]
    sites = sorted({finding.site for finding in found})
    return marked + [
        _finding(
            book,
            "waiver-expired",
            waiver.line,
            f"对 {waiver.path} 豁免规则 {waiver.rule} 已于 {waiver.until} 到期"
            f"（批准人：{waiver.approver}）。",
            site,
        )
        for waiver in expired
        for site in _sites_of(waiver.path, sites)
    ]


def _entries(path: Path) -> list[tuple[dict[str, Any], int]]:
    import yaml

    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
        data = yaml.SafeLoader("").construct_document(node) if node else []
    except (UnicodeDecodeError, yaml.YAMLError):
        return [({}, 1)]
    if not isinstance(data, list) or not isinstance(node, yaml.SequenceNode):
        return [({}, 1)] if node else []
    lines = [child.start_mark.line + 1 for child in node.value]
    return [
        (entry if isinstance(entry, dict) else {}, line)
        for entry, line in zip(data, lines, strict=True)
    ]


def _problem(entry: dict[str, Any], book: Rulebook) -> tuple[str, str]:
    missing = [name for key, name in KEYS.items() if not str(entry.get(key) or "").strip()]
    if missing:
        return "waiver-invalid", f"这条豁免缺少{'、'.join(missing)}，不起作用。"
    rule = book.rules.get(str(entry["rule"]))
    if rule is None:
        return "waiver-invalid", f"这条豁免所写的规则“{entry['rule']}”不存在，不起作用。"
    if Level.GATE in (rule.level, rule.default):
        return "waiver-refused", f"{rule.id} 是否决规则，任何人不得豁免，这条豁免不起作用。"
    try:
        parse_day(str(entry["until"]))
    except ValueError:
        return "waiver-invalid", f"截止日期“{entry['until']}”应写成 YYYY-MM-DD，这条豁免不起作用。"
    return "", ""


FIXES = {
    "waiver-invalid": "写全 rule、path、reason、approver、until 五项；规则名见 sitegen rules。",
    "waiver-refused": "删去这条豁免，并按规则补齐栏目或内容。",
    "waiver-expired": "改正所豁免的问题后删去这条豁免；确需延期的，重新报批并更新 until。",
}


def _sites_of(path: str, sites: list[str]) -> list[str]:
    """The site that a waiver's path names; all of `sites` where it is a pattern over sites."""
    parts = path.split("/")
    named = len(parts) > 2 and parts[0] == "content" and "*" not in parts[1]
    return [parts[1]] if named else sites


def _finding(book: Rulebook, rule: str, line: int, message: str, site: str = "") -> Finding:
    return source_finding(
        rule, book=book, site=site, file=FILE, line=line, message=message, fix=FIXES[rule]
    )
