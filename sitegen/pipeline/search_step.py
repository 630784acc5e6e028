"""The search index of a site: shards are made for what changed and taken over otherwise."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sitegen.errors import ContentChanged
from sitegen.model.entry import Shown, SiteModel, Stub
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.model.platform import SiteConfig
from sitegen.pipeline.publish import Extra
from sitegen.pipeline.workers import run
from sitegen.release.store import ReleaseStore
from sitegen.search.index import build_shard, client_files, index_manifest, shard_name
from sitegen.search.plan import PageStub, ShardPlan, plan_shards
from sitegen.search.records import SearchPage, ShardFiles, ShardInfo, ShardSource, SiteShards
from sitegen.sources.item_file import read_item
from sitegen.sources.place import Place
from sitegen.sources.search_text import search_text
from sitegen.state import SiteState

_MOST = 2
"""Shards that are made at once, whatever the number of processors: each takes up to 450 MB."""


def index_site(
    model: SiteModel,
    states: Mapping[str, SiteState],
    content: Path,
    cache: Path,
    *,
    jobs: int = 1,
    before_fork: Callable[[], None] | None = None,
) -> list[ShardFiles]:
    """Bring a site's shards up to date, `jobs` at a time; `before_fork` is called first."""
    pages = _pages(model)
    sizes = {site: states[site].text_sizes() for site in {s.stub.site for s, _ in pages.values()}}
    stubs = [
        PageStub(
            url,
            shown.stub.date,
            sizes[shown.stub.site].get(shown.stub.path, 0),
            _digest(shown, where),
        )
        for url, (shown, where) in pages.items()
    ]
    sources = [_source(model, plan, pages, content) for plan in plan_shards(stubs)]
    # What has to be made comes first, and the largest before others: the processes end together.
    todo = sorted(sources, key=lambda one: ((cache / shard_name(one)).exists(), -one.count))
    if before_fork and jobs > 1:
        before_fork()
    made = dict(run(lambda source: build_shard(source, cache), todo, min(jobs, _MOST)))
    return sorted(made.values(), key=lambda shard: shard.key)


def _pages(model: SiteModel) -> dict[str, tuple[Shown, str]]:
    """The pages that can be found, by url, with the path of their column."""
    return {
        shown.url: (shown, column.path)
        for column in model.columns.values()
        for shown in column.items
    }


def _digest(shown: Shown, column: str) -> str:
    return f"{shown.stub.digest} {shown.url} {column}"


def _source(
    model: SiteModel, plan: ShardPlan, pages: Mapping[str, tuple[Shown, str]], content: Path
) -> ShardSource:
    def load() -> Iterator[SearchPage]:
        for url in plan.urls:
            shown, path = pages[url]
            column = model.columns[path]
            yield SearchPage(
                url=url,
                title=shown.stub.title,
                text=_text(content, shown.stub),
                kind=COLUMN_TYPES[column.config.type].group,
                site=model.config.id,
                column=column.config.title,
                date=shown.stub.date,
            )

    titles = sorted({_label(model, pages[url][1]) for url in plan.urls})
    digest = f"{plan.digest} {titles}"
    return ShardSource(plan.key, digest, len(plan.urls), load)


def _text(content: Path, stub: Stub) -> str:
    """Read what is searched of an item, as its file was when it was read last.

    Few items are indexed after a change, so their files are read once more: kept in the states,
    their texts would be a third of these. Raises ContentChanged.
    """
    try:
        data = (content / stub.site / stub.path).read_bytes()
    except FileNotFoundError:
        raise ContentChanged from None
    kind = Kind(stub.digest.partition("-")[2])
    item = read_item(Place(stub.site, stub.path, stub.column, kind), data)
    if item.stub is None or item.stub.digest != stub.digest:
        raise ContentChanged
    return search_text(item.kind, item.record, item.text)


def _label(model: SiteModel, path: str) -> str:
    config = model.columns[path].config
    return f"{config.type} {config.title}"


def search_extras(
    model: SiteModel, shards: list[ShardFiles], store: ReleaseStore, cache: Path
) -> Iterator[Extra]:
    """Yield the files below `search/`: client, own shards, those of sub-sites, the manifest."""
    for name, source in sorted(client_files(cache).items()):
        yield Extra(f"search/{name}", hashlib.sha256(source.read_bytes()).hexdigest(), source)
    for shard in shards:
        for file in shard.files:
            path_on_site = f"search/{shard.info.folder}/{file}"
            yield Extra(path_on_site, "", shard.root / file, link=True)
    infos = tuple(shard.info for shard in shards)
    own = SiteShards(model.config.id, model.config.name, "", infos)
    siblings: list[SiteShards] = []
    for site in sub_sites(model.config, model.sites):
        release = store.current(site.id)
        if release is None:
            continue
        found = _published_shards(site, release.path)
        if found is None:
            continue
        siblings.append(found)
        prefixes = tuple(f"search/{shard.folder}/" for shard in found.shards)
        for path, entry in release.manifest.files.items():
            if path.startswith(prefixes):
                inner = path.removeprefix("search/")
                target = f"search/{site.id}/{inner}"
                yield Extra(target, entry.sha256, release.path / path, link=True)
    yield Extra("search/index.json", "", None, index_manifest(own, siblings))


def sub_sites(site: SiteConfig, sites: tuple[SiteConfig, ...]) -> list[SiteConfig]:
    """Return all sites below a site, in the order of `sites.yaml`."""
    below = {site.id}
    found: set[str] = set()
    while below:
        below = {other.id for other in sites if other.parent in below} - found
        found |= below
    return [other for other in sites if other.id in found]


def _published_shards(site: SiteConfig, release: Path) -> SiteShards | None:
    """Read which shards a sub-site's live release has; what is not published is not found."""
    try:
        data = json.loads((release / "search/index.json").read_bytes())
    except (OSError, ValueError):
        return None
    shards = tuple(
        ShardInfo(
            shard["folder"],
            shard["folder"],
            shard["count"],
            shard["newest"],
            shard["oldest"],
            tuple(sorted(shard["kinds"].items())),
            shard["sieve"],
        )
        for shard in data["sites"][0]["shards"]
    )
    return SiteShards(site.id, site.name, site.url, shards)
