"""Running the checks of a scope, and making findings of what they report."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from sitegen.model.entry import ItemView
from sitegen.model.finding import Finding, Level
from sitegen.rules.fault import Fault
from sitegen.rules.registry import Check, Scope, discover
from sitegen.rules.rulebook import Rule, Rulebook
from sitegen.rules.views import PlatformView, RememberedRecords, SiteView

LONG = 11
"""Digits of the shortest number that identifies or reaches a person."""

Plan = tuple[tuple[Check, Rule], ...]


@lru_cache(maxsize=64)
def plan(book: Rulebook, scope: Scope, kind: str = "") -> Plan:
    """The checks that `book` leaves switched on, for a scope and a kind of item."""
    return tuple(
        (item, book.rules[item.rule])
        for item in discover()
        if item.scope == scope
        and book.rules[item.rule].level is not None
        and (scope != "item" or not item.kinds or kind in item.kinds)
    )


def check_item(view: ItemView, book: Rulebook) -> list[Finding]:
    """Run all checks of scope `item` on one item; pure, and independent of the clock.

    A draft ships nothing, so what would block its site is a warning as long as it is one.
    """
    stub = view.stub
    found: list[Finding] = []
    for item, rule in plan(book, "item", stub.kind):
        for fault in item.run(view, book):
            found.append(_finding(rule, fault, stub.site, stub.path, stub.column))
    return [as_draft(finding) for finding in found] if stub.draft else found


def check_site(view: SiteView | RememberedRecords, book: Rulebook) -> list[Finding]:
    """Run all checks of scope `site` on one site."""
    site = view.model.config.id
    remembering = RememberedRecords.of(view)
    return [
        _finding(rule, fault, fault.site or site)
        for item, rule in plan(book, "site")
        for fault in item.run(remembering, book)
    ]


def check_platform(view: PlatformView, book: Rulebook) -> list[Finding]:
    """Run all checks of scope `platform` over all sites together."""
    return [
        _finding(rule, fault, fault.site)
        for item, rule in plan(book, "platform")
        for fault in item.run(view, book)
    ]


def source_finding(
    rule_id: str,
    *,
    book: Rulebook,
    site: str,
    file: str,
    line: int,
    message: str,
    fix: str,
    column: str = "",
) -> Finding:
    """Make a finding of a fault that was found while files were read.

    `file` is relative to the platform's root. Level and source come from the book; rules of scope
    `source` cannot be switched off. Raises KeyError for a rule that does not stand in the book.
    """
    rule = book.rule(rule_id)
    level = rule.level or Level.INFO
    return Finding(rule_id, level, site, message, fix, column, file, line, rule.source_text())


def as_draft(finding: Finding) -> Finding:
    """Return a finding as it weighs in a draft, which ships nothing and so blocks nothing."""
    if not finding.level.blocks:
        return finding
    message = f"{finding.message}（草稿，发布前须改正）"
    return replace(finding, level=Level.WARNING, message=message)


def as_scheduled(finding: Finding, date: str) -> Finding:
    """Return a finding as it weighs in an item that is published at `date`, and blocks then."""
    if not finding.level.blocks:
        return finding
    message = f"{finding.message}（本稿件定于 {date} 发布，届时将拦下整个网站，此前须改正）"
    return replace(finding, level=Level.WARNING, message=message)


def _finding(rule: Rule, fault: Fault, site: str, path: str = "", column: str = "") -> Finding:
    assert rule.level is not None  # plan() left out what is switched off
    file = fault.file or path
    message = f"{fault.message}（原文：{fault.excerpt}）" if fault.excerpt else fault.message
    if len(message) > LONG and sum(map(str.isdigit, message)) >= LONG:
        from sitegen.rules.privacy.masking import hide_numbers

        message = hide_numbers(message)
    return Finding(
        rule.id,
        rule.level,
        site,
        message,
        fault.fix,
        fault.column or column,
        f"content/{site}/{file}" if file else "",
        fault.line,
        rule.source_text(),
    )


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings: site, then gate before error before warning, then place."""
    order = {"gate": 0, "error": 1, "warning": 2, "info": 3}
    return sorted(
        findings,
        key=lambda f: (f.site, f.waived, order[f.level], f.file, f.line, f.rule, f.message),
    )
