"""Every rule against its fixture file: what triggers it, and what comes near and does not."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.model.finding import Finding
from sitegen.rules import Rulebook, check_item, check_platform, check_site, load_rulebook
from sitegen.rules.registry import Check, discover
from tests.rules.small import item_text, only, small_platform, small_site, view_of

HERE = Path(__file__).parent
CHECKS = {check.rule: check for check in discover()}


@cache
def book_with(rule: str) -> Rulebook:
    """The built-in book with a rule that is off by default switched on."""
    from dataclasses import replace

    from sitegen.model.finding import Level

    book = load_rulebook(None)
    entry = book.rules[rule]
    return replace(
        book, rules={**book.rules, rule: replace(entry, level=entry.level or Level.INFO)}
    )


def fixture_file(rule: str) -> Path:
    family = load_rulebook(None).rules[rule].family
    return HERE / family / f"{rule.replace('-', '_')}.yaml"


def cases(part: str) -> list[Any]:
    found = []
    for rule in CHECKS:
        path = fixture_file(rule)
        data = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        for number, case in enumerate(data.get(part) or ()):
            found.append(pytest.param(rule, case, id=f"{rule}-{number}"))
    return found


def run(check: Check, case: Mapping[str, Any]) -> tuple[list[Finding], str]:
    """The findings of the rule on a case, and the item's text where there is one item."""
    book = book_with(check.rule)
    if params := case.get("params"):
        from dataclasses import replace

        entry = replace(book.rules[check.rule], params={**book.rules[check.rule].params, **params})
        book = replace(book, rules={**book.rules, check.rule: entry})
    if check.scope == "item":
        text = item_text(case["item"])
        path = case.get("path", "lm/1.md")
        found = check_item(view_of(text, case.get("kind", "article"), path), book)
        return only(found, check.rule), text
    if check.scope == "site":
        return only(check_site(small_site(case), book), check.rule), ""
    return only(check_platform(small_platform(case), book), check.rule), ""


@pytest.mark.parametrize(("rule", "case"), cases("triggers"))
def test_a_trigger_is_found_where_it_stands(rule: str, case: Mapping[str, Any]) -> None:
    findings, text = run(CHECKS[rule], case)
    assert findings, "nothing was found"
    first = findings[0]
    assert case["expect"] in first.message
    assert first.fix and first.source
    assert len(findings) == case.get("count", len(findings))
    for key in ("file", "column", "site"):
        if isinstance(case.get(key), str):
            assert getattr(first, key) == (
                f"content/dept/{case[key]}" if key == "file" else case[key]
            )
    if "at" in case:
        assert case["at"] in text.splitlines()[first.line - 1]


@pytest.mark.parametrize(("rule", "case"), cases("near_misses"))
def test_a_near_miss_is_left_alone(rule: str, case: Mapping[str, Any]) -> None:
    findings, _ = run(CHECKS[rule], case)
    assert [finding.message for finding in findings] == []


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_every_check_has_a_trigger_and_a_near_miss(rule: str) -> None:
    data = yaml.safe_load(fixture_file(rule).read_text(encoding="utf-8"))
    assert data["triggers"]
    assert data["near_misses"]


def test_every_fixture_file_belongs_to_a_check() -> None:
    known = {fixture_file(rule) for rule in CHECKS}
    assert set(HERE.glob("*/*.yaml")) == known
