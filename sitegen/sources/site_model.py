"""Putting a site together: its columns with what each one shows at the build's moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sitegen.model.column import ColumnConfig
from sitegen.model.entry import Column, Shown, SiteModel, Stub
from sitegen.model.platform import SiteConfig
from sitegen.sources.columns import COLUMN_FILE, SITE_FILE, parent_of
from sitegen.sources.faults import Fault
from sitegen.sources.sharing import Neighbours, copies
from sitegen.state import NEVER, Shelf

_FIXED = {
    "/index.html": "首页",
    "/404.html": "“网页不存在”的提示页",
    "/search/index.html": "搜索页",
    "/sitemap.html": "网站地图",
    "/sites.html": "站点导航页",
    "/sitemap.xml": "搜索引擎用的网站地图",
    "/feed.xml": "订阅源",
    "/robots.txt": "搜索引擎用的说明",
    "/manifest.json": "发布清单",
}
_OURS = ("/assets/", "/search/")

_NOTHING = Shelf([], "")


def build_model(
    site: SiteConfig, around: Neighbours, as_of: str, *, drafts: bool = False
) -> SiteModel:
    """Return the site at `as_of` (`YYYY-MM-DD HH:MM`, local time of the platform).

    With `drafts` the site's own drafts and future items are shown as if published (preview).

    Items of each column come newest first; equal times are ordered by path, so that the order
    is the same everywhere.
    """
    settings = around.settings[site.id]
    shelves = around.states[site.id].shelves()
    moment = _Moment(as_of, drafts)
    columns = {
        path: _column(site, path, shelves.get(path, _NOTHING), around, moment)
        for path in _ordered(settings.columns)
    }
    return SiteModel(site, settings.file, _linked(columns), as_of, around.config.sites)


def renewed(
    model: SiteModel,
    stubs: Mapping[str, Sequence[Stub]],
    around: Neighbours,
    as_of: str,
    *,
    drafts: bool = False,
) -> SiteModel:
    """Return the site with some columns put together anew, settings being what they were.

    `stubs` are all own ones of these columns, newest first, equal times by path. The others must
    look at `as_of` as they did at the model's moment.
    """
    moment = _Moment(as_of, drafts)
    columns = {
        path: _column(model.config, path, Shelf([*stubs[path]], NEVER), around, moment)
        if path in stubs
        else column
        for path, column in model.columns.items()
    }
    return replace(model, columns=_linked(columns), as_of=as_of)


class _Moment(NamedTuple):
    """When items are looked at; with `drafts`, those to come count as published."""

    as_of: str
    drafts: bool

    def shows(self, stub: Stub) -> bool:
        return stub.published(self.as_of) or (self.drafts and _coming(stub, self.as_of))


def _column(site: SiteConfig, path: str, own: Shelf, around: Neighbours, moment: _Moment) -> Column:
    """Put one column together, without its place among the others."""
    settings = around.settings[site.id]
    as_of = moment.as_of
    everything = [Shown(stub, stub.url) for stub in own.stubs]
    copied = copies(site, path, around, as_of)
    if copied:
        everything += copied
        everything.sort(key=lambda one: (one.stub.site, one.stub.path))
        everything.sort(key=lambda one: one.stub.date, reverse=True)
    column = Column(
        path=path,
        file=f"content/{site.id}/{path}/{COLUMN_FILE}",
        config=settings.columns[path],
        parent=parent_of(path, settings.columns),
        children=(),
        items=tuple(everything),
    )
    if not copied and own.settled <= as_of:  # so it is nearly always, and told without looking
        return column
    return replace(
        column,
        items=tuple(shown for shown in everything if moment.shows(shown.stub)),
        pending=tuple(stub for stub in own.stubs if not stub.published(as_of)),
        withdrawn=tuple(
            shown for shown in everything if shown.stub.withdrawn_at(as_of) and not shown.stub.draft
        ),
    )


def _coming(stub: Stub, as_of: str) -> bool:
    """Whether an item only waits for its time or its author."""
    expired = bool(stub.expires) and stub.expires <= as_of
    return not expired and not stub.withdrawn_at(as_of)


def _ordered(columns: dict[str, ColumnConfig]) -> list[str]:
    """Return the paths of columns, parents before children, siblings by order and path."""

    def key(path: str) -> list[tuple[int, str]]:
        chain = [path]
        while parent := parent_of(chain[-1], columns):
            chain.append(parent)
        return [(columns[part].order, part) for part in reversed(chain)]

    return sorted(columns, key=key)


def _linked(columns: dict[str, Column]) -> dict[str, Column]:
    """Give every column its children, and hide those that are empty and say so."""
    children: dict[str, list[str]] = defaultdict(list)
    for path, column in columns.items():
        children[column.parent].append(path)
    linked: dict[str, Column] = {}
    for path in reversed(list(columns)):
        column = columns[path]
        below = tuple(children[path])
        empty = not column.items and all(linked[child].hidden for child in below)
        hidden = empty and column.config.when_empty == "hide"
        linked[path] = replace(column, children=below, hidden=hidden)
    return {path: linked[path] for path in columns}


def url_faults(model: SiteModel) -> list[Fault]:
    """Find addresses that two things claim: items, columns, kept old ones, and the site's own."""
    claimed = _FIXED | {f"/{path}/index.html": f"栏目 {path}" for path in model.columns}
    faults = [
        Fault(
            "source-url-collision",
            f"栏目目录 {path} 与网站自身的目录同名",
            "请给这个目录换一个名字",
            1,
            column.file,
            path,
        )
        for path, column in model.columns.items()
        if f"/{path}/".startswith(_OURS)
    ]
    urls = [shown.url for column in model.columns.values() for shown in column.items]
    if _each_its_own(urls, claimed):
        return faults
    for column in model.columns.values():
        for shown in sorted(column.items, key=lambda one: one.stub.path):
            file = f"content/{shown.stub.site}/{shown.stub.path}"
            url = _file_of(shown.url)
            holder = claimed.get(url, file)
            if holder == file:
                holder = _folder_of(url, urls, claimed) or file
            if holder != file:
                message = f"网址 {shown.url} 已被“{holder}”使用"
                fix = "请改文件名，或修改 url"
                faults.append(Fault("source-url-collision", message, fix, 1, file, column.path))
            claimed[url] = file
    return faults


def _each_its_own(urls: Sequence[str], taken: Iterable[str]) -> bool:
    """Whether no address is claimed twice, which is so nearly always, and told quickly."""
    claimed = {*taken}
    distinct = claimed.union(map(_file_of, urls))
    if len(distinct) != len(urls) + len(claimed):
        return False
    return not any(url.startswith(_OURS) or not url.endswith((".html", "/")) for url in urls)


def _file_of(url: str) -> str:
    return f"{url}index.html" if url[-1:] == "/" else url


def _folder_of(url: str, urls: Iterable[str], claimed: Iterable[str]) -> str:
    """Return what has an address as its folder, "" if nothing has: a file cannot be both."""
    if url.startswith(_OURS):
        return "网站自身的文件"
    # Only kept old addresses end otherwise; all others are no folder's name.
    below = "" if url.endswith(".html") else f"{url}/"
    taken = below and any(one.startswith(below) for one in (*urls, *claimed))
    return f"目录 {url}/" if taken else ""


def alias_faults(model: SiteModel, around: Neighbours) -> list[Fault]:
    """Find old addresses that a page of today has, or that two items claim."""
    site = model.config.id
    aliases = around.states[site].facts("alias")
    if not aliases and not any(column.config.aliases for column in model.columns.values()):
        return []
    taken = {f"/{path}/": f"栏目 {path}" for path in model.columns} | {"/": "首页"}
    for column in model.columns.values():
        taken |= {shown.url: f"content/{site}/{shown.stub.path}" for shown in column.items}
    faults: list[Fault] = []
    for column in model.columns.values():
        for alias in column.config.aliases:
            if taken.setdefault(alias, column.file) != column.file:
                message = f"旧网址 {alias} 已被“{taken[alias]}”使用"
                fix = "请从 aliases 中删去，或改动另一处"
                faults.append(Fault("share-alias-collision", message, fix, 1, column.file))
    for fact in aliases:
        file = f"content/{site}/{fact.path}"
        holder = taken.get(fact.value) or taken.get(fact.value.removesuffix("index.html"))
        if holder and holder != file:
            message = f"旧网址 {fact.value} 已被“{holder}”使用"
            fix = "请从 aliases 中删去，或改动另一处"
            faults.append(Fault("share-alias-collision", message, fix, fact.line, file))
        taken.setdefault(fact.value, file)
    return faults


def site_file(site: str) -> str:
    """Return the path of a site's `_site.yaml`, relative to the platform's root."""
    return f"content/{site}/{SITE_FILE}"
