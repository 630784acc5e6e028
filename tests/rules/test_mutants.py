"""The fixtures of the rules notice faults in the checks, not only that there is a check."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from sitegen.rules import noting, registry, running
from sitegen.rules.registry import Check
from tests.rules import test_fixtures as fixtures
from tests.rules.mutants import mutants

NOTICED = 0.92
"""The least share of faults that is noticed; what is left changes words of messages mostly."""


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    running.plan.cache_clear()
    noting.notes_for.cache_clear()


def passes(case: tuple[str, Mapping[str, Any]], triggers: bool) -> bool:
    rule, given = case
    test = fixtures.test_a_trigger_is_found_where_it_stands
    try:
        (test if triggers else fixtures.test_a_near_miss_is_left_alone)(rule, given)
    except Exception:
        return False
    return True


def unnoticed(rule: str) -> bool:
    data = yaml.safe_load(fixtures.fixture_file(rule).read_text(encoding="utf-8"))
    return all(passes((rule, case), True) for case in data["triggers"]) and all(
        passes((rule, case), False) for case in data["near_misses"]
    )


@pytest.mark.slow
def test_faults_in_checks_are_noticed_by_their_fixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    known = registry.modules()
    survivors, count = [], 0
    for check in registry.discover():
        module = sys.modules[check.run.__module__]
        for mutant in mutants(check, module):
            changed = tuple(mutant.module if one is module else one for one in known)
            install(monkeypatch, (mutant.check,))
            monkeypatch.setattr(noting, "modules", lambda changed=changed: changed)
            monkeypatch.setitem(fixtures.CHECKS, check.rule, mutant.check)
            count += 1
            survivors += [mutant.place] if unnoticed(check.rule) else []
        monkeypatch.undo()
    assert len(survivors) < (1 - NOTICED) * count, "\n".join(survivors)


@pytest.mark.slow
def test_a_check_that_is_gone_is_noticed_by_its_fixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, ())
    assert [check.rule for check in registry.discover() if unnoticed(check.rule)] == []


def install(monkeypatch: pytest.MonkeyPatch, checks: tuple[Check, ...]) -> None:
    """Let these be the only checks that run."""
    monkeypatch.setattr(running, "discover", lambda: checks)
    running.plan.cache_clear()
    noting.notes_for.cache_clear()
