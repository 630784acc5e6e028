"""Cuts the pages of a site into shards, so that a change touches few of them.

A shard holds a year. A year above the limit is cut at fixed dates into 2, 3, 4, 6 or 12 runs of
months, the fewest that fit; a month above it into runs of days; a single day above it (a bulk
import) by the digest of the page's address. Where a page belongs thus depends on its own date and
on how much its year holds, never on its neighbours: an old page that is added, changed or deleted
touches its own shard alone, and last year's shards stay as they are while this year grows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Characters of title and text in a shard. Pagefind takes about 400 bytes of memory for each, and
# two processes at once are to stay below 1 GB.
LIMIT = 1_100_000
# What a page counts for even when it is short.
_LEAST = 200


@dataclass(frozen=True, slots=True)
class PageStub:
    """What planning needs of a page: `size` in characters, `digest` of its whole SearchPage."""

    url: str
    date: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """One shard to be: the pages in it, by url, and the digest for its ShardSource."""

    key: str
    digest: str
    urls: tuple[str, ...]


_Group = tuple[str, Sequence[PageStub]]


def plan_shards(pages: Iterable[PageStub], limit: int = LIMIT) -> list[ShardPlan]:
    """The shards of one site's `pages`, ordered by key; every page is in exactly one."""
    years: defaultdict[str, list[PageStub]] = defaultdict(list)
    for page in pages:
        years[page.date[:4]].append(page)
    groups = (group for year in years.items() for group in _cut_year(*year, limit))
    plans = (_plan(key, sorted(members, key=lambda page: page.url)) for key, members in groups)
    return sorted(plans, key=lambda plan: plan.key)


def _cut_year(year: str, pages: Sequence[PageStub], limit: int) -> Iterable[_Group]:
    parts, runs = _cut(pages, lambda page: int(page.date[5:7]) - 1, 12, (1, 2, 3, 4, 6, 12), limit)
    for number, members in runs.items():
        key = year if parts == 1 else f"{year}-{number + 1}of{parts}"
        if _weight(members) <= limit:
            yield key, members
        else:
            yield from _cut_month(key, members, limit)


def _cut_month(month: str, pages: Sequence[PageStub], limit: int) -> Iterable[_Group]:
    parts, runs = _cut(pages, lambda page: int(page.date[8:10]) - 1, 31, (2, 4, 8, 31), limit)
    for number, members in runs.items():
        key = f"{month}-{number + 1}of{parts}"
        if _weight(members) <= limit or len(members) == 1:
            yield key, members
        else:
            yield from _scatter(key, members, limit)


def _cut(
    pages: Sequence[PageStub],
    place: Callable[[PageStub], int],
    places: int,
    choices: Sequence[int],
    limit: int,
) -> tuple[int, dict[int, list[PageStub]]]:
    """Parts `pages` by their `place` of `places` into the fewest of `choices` runs that fit."""
    for parts in choices:
        runs: defaultdict[int, list[PageStub]] = defaultdict(list)
        for page in pages:
            runs[place(page) * parts // places].append(page)
        if parts == choices[-1] or all(_weight(run) <= limit for run in runs.values()):
            break
    return parts, runs


def _weight(pages: Iterable[PageStub]) -> int:
    return sum(max(page.size, _LEAST) for page in pages)


def _scatter(key: str, pages: Sequence[PageStub], limit: int) -> Iterable[_Group]:
    """Parts one day's `pages` by address into a power of two of shards."""
    parts = 1
    while parts * limit < _weight(pages) * 1.25:
        parts *= 2
    buckets: defaultdict[int, list[PageStub]] = defaultdict(list)
    for page in pages:
        buckets[int(hashlib.sha256(page.url.encode()).hexdigest()[:8], 16) % parts].append(page)
    for number, members in buckets.items():
        yield f"{key}-{number + 1}of{parts}", members


def _plan(key: str, pages: Sequence[PageStub]) -> ShardPlan:
    content = "\n".join(f"{page.url}\t{page.digest}" for page in pages)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return ShardPlan(key, digest, tuple(page.url for page in pages))
