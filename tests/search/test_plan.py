"""Where pages go when a site is cut into shards."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.search import PageStub, plan_shards

LIMIT = 10_000
dates = st.builds(
    lambda y, m, d: f"{y}-{m:02}-{d:02} 09:00",
    st.integers(2023, 2026),
    st.integers(1, 12),
    st.integers(1, 28),
)
sites = st.lists(st.tuples(dates, st.integers(1, 6000)), min_size=1, max_size=60).map(
    lambda rows: [PageStub(f"/{n}.html", d, s, f"{d}{s}") for n, (d, s) in enumerate(rows)]
)


def stub(number: int, date: str = "2026-03-04 08:00", size: int = 3000) -> PageStub:
    return PageStub(f"/{number}.html", date, size, str(size))


def test_a_small_year_is_one_shard() -> None:
    assert [plan.key for plan in plan_shards([stub(1), stub(2, "2025-01-01 00:00")], LIMIT)] == [
        "2025",
        "2026",
    ]


def test_a_large_year_is_cut_into_the_fewest_runs_of_months_that_fit() -> None:
    even = [stub(n, f"2026-{n:02}-08 08:00") for n in range(1, 13)]
    assert [plan.key for plan in plan_shards(even, LIMIT)] == [f"2026-{n}of4" for n in range(1, 5)]


def test_a_large_month_is_cut_into_runs_of_days() -> None:
    march = [stub(n, f"2026-03-{n:02} 08:00") for n in range(1, 31, 5)]
    keys = [plan.key for plan in plan_shards([*march, stub(99, "2026-09-01 08:00")], LIMIT)]
    assert keys == [*(f"2026-3of12-{n}of4" for n in range(1, 5)), "2026-9of12"]


def test_a_day_above_the_limit_is_parted_by_address() -> None:
    plans = plan_shards([stub(n) for n in range(64)], LIMIT)
    assert {plan.key[:15] for plan in plans} == {"2026-3of12-4of3"}
    assert len(plans) >= 64 * 3000 // LIMIT
    assert sum(len(plan.urls) for plan in plans) == 64


@settings(derandomize=True)
@given(sites)
def test_every_page_is_in_exactly_one_shard_and_keys_are_unique(pages: list[PageStub]) -> None:
    plans = plan_shards(pages, LIMIT)
    urls = [url for plan in plans for url in plan.urls]
    assert sorted(urls) == sorted(page.url for page in pages)
    assert len({plan.key for plan in plans}) == len(plans)


@settings(derandomize=True)
@given(sites, st.randoms(use_true_random=False))
def test_the_order_of_pages_makes_no_difference(pages: list[PageStub], chance: object) -> None:
    shuffled = sorted(pages, key=lambda page: page.digest + page.url)
    assert plan_shards(pages, LIMIT) == plan_shards(shuffled, LIMIT)


@settings(derandomize=True)
@given(sites, st.integers(0, 59))
def test_a_change_to_one_page_touches_one_shard(pages: list[PageStub], which: int) -> None:
    page = pages[which % len(pages)]
    changed = [PageStub(p.url, p.date, p.size, "new") if p is page else p for p in pages]
    before = {plan.key: plan.digest for plan in plan_shards(pages, LIMIT)}
    after = {plan.key: plan.digest for plan in plan_shards(changed, LIMIT)}
    assert before.keys() == after.keys()
    assert sum(before[key] != after[key] for key in before) == 1


def test_a_new_page_leaves_the_shards_of_other_years_alone() -> None:
    old = [stub(n, f"202{n % 3 + 3}-0{n % 9 + 1}-11 08:00") for n in range(30)]
    new = stub(99, "2026-07-01 08:00")
    before = {(plan.key, plan.digest) for plan in plan_shards(old, LIMIT)}
    after = {(plan.key, plan.digest) for plan in plan_shards([*old, new], LIMIT)}
    assert before <= after
