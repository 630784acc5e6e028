"""Cuts the pages of a site into shards, so that a change touches few of them.

A shard holds a year. A year above the limit is cut at fixed dates into halves, a half into
quarters, a quarter into months, a month into days; a single day above it (a bulk import) by the
digest of the page's address. Where a page belongs thus depends on its own date and on which spans
are over the limit, never on its neighbours: an old page that is added, changed or deleted touches
its own shard alone, and last year's shards stay as they are while this year grows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Characters of title and text in a shard. Pagefind takes about 400 bytes of memory for each.
LIMIT = 1_200_000
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


def _half(date: str) -> str:
    return f"{date[:4]}-h{(int(date[5:7]) + 5) // 6}"


def _quarter(date: str) -> str:
    return f"{date[:4]}-q{(int(date[5:7]) + 2) // 3}"


_SPANS: tuple[Callable[[str], str], ...] = (
    lambda date: date[:4],
    _half,
    _quarter,
    lambda date: date[:7],
    lambda date: date[:10],
)


def plan_shards(pages: Iterable[PageStub], limit: int = LIMIT) -> list[ShardPlan]:
    """The shards of one site's `pages`, ordered by key; every page is in exactly one."""
    plans = [
        ShardPlan(key, _digest(members), tuple(page.url for page in members))
        for key, members in _cut(list(pages), 0, limit)
    ]
    return sorted(plans, key=lambda plan: plan.key)


def _cut(
    pages: Sequence[PageStub], depth: int, limit: int
) -> Iterable[tuple[str, Sequence[PageStub]]]:
    spans: defaultdict[str, list[PageStub]] = defaultdict(list)
    for page in pages:
        spans[_SPANS[depth](page.date)].append(page)
    for key, members in spans.items():
        weight = sum(max(page.size, _LEAST) for page in members)
        if weight <= limit or len(members) == 1:
            yield key, sorted(members, key=lambda page: page.url)
        elif depth + 1 < len(_SPANS):
            yield from _cut(members, depth + 1, limit)
        else:
            yield from _scatter(key, members, weight, limit)


def _scatter(
    key: str, pages: Sequence[PageStub], weight: int, limit: int
) -> Iterable[tuple[str, Sequence[PageStub]]]:
    """Parts one day's `pages` by address into a power of two of shards."""
    parts = 1
    while parts * limit < weight * 1.25:
        parts *= 2
    buckets: defaultdict[int, list[PageStub]] = defaultdict(list)
    for page in pages:
        buckets[int(hashlib.sha256(page.url.encode()).hexdigest()[:8], 16) % parts].append(page)
    for number, members in buckets.items():
        yield f"{key}-{number + 1}of{parts}", sorted(members, key=lambda page: page.url)


def _digest(pages: Sequence[PageStub]) -> str:
    content = "\n".join(f"{page.url}\t{page.digest}" for page in pages)
    return hashlib.sha256(content.encode()).hexdigest()
