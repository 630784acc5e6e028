"""The plain data that pass between the build and the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page that can be found.

    `url` is an absolute path on the page's own site ("/zwgk/12.html") and unique within a shard.
    `text` is the plain text of the body; line breaks part its blocks. `kind` is what a citizen
    chooses by (政策文件, 政策解读, 办事指南, 新闻 …), `site` the site's id, `column` the column's
    title, `date` local time as "YYYY-MM-DD HH:MM".
    """

    url: str
    title: str
    text: str
    kind: str
    site: str
    column: str
    date: str


@dataclass(frozen=True, slots=True)
class ShardSource:
    """What one shard is made from.

    `key` names the shard within its site ("2026", "2026-2"); `digest` stands for everything that
    `load` would yield, so that pages are read only when no finished shard has this digest;
    `count` is the number of pages.
    """

    key: str
    digest: str
    count: int
    load: Callable[[], Iterable[SearchPage]]


@dataclass(frozen=True, slots=True)
class ShardInfo:
    """What the manifest tells a browser of one shard.

    `folder` is relative to `search/`; `newest` and `oldest` are the dates of its pages; `kinds`
    counts them by kind; `sieve` is the number of blocks of its sieve.
    """

    folder: str
    key: str
    count: int
    newest: str
    oldest: str
    kinds: tuple[tuple[str, int], ...]
    sieve: int


@dataclass(frozen=True, slots=True)
class ShardFiles:
    """A finished shard in the cache.

    `root` is its folder, `name` the folder's name (also what `prune_cache` keeps it by), `files`
    the sorted paths of its files relative to `root`.
    """

    key: str
    name: str
    root: Path
    files: tuple[str, ...]
    info: ShardInfo


@dataclass(frozen=True, slots=True)
class SiteShards:
    """The shards of one site as the manifest lists them.

    `base_url` is empty for the site that the manifest belongs to: its links stay on its own host.
    """

    site: str
    name: str
    base_url: str
    shards: tuple[ShardInfo, ...]
