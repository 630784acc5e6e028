"""One item, many places (一次发布，多处使用): push, collect and mount across sites."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.model.column import Collect
from sitegen.model.entry import Shown, Stub
from sitegen.model.platform import PlatformConfig, SiteConfig
from sitegen.sources.columns import SiteSettings
from sitegen.sources.faults import Fault
from sitegen.state import SiteState

SHARED = "_shared"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What one site sees of the others: their settings and states, by id."""

    config: PlatformConfig
    settings: Mapping[str, SiteSettings]
    states: Mapping[str, SiteState]

    def home_of(self, tree: str) -> tuple[SiteConfig, str] | None:
        """Where a shared tree's items have their own address: the first site that mounts it."""
        for site in self.config.sites:
            for path, column in sorted(self.settings[site.id].columns.items()):
                if column.mount and column.mount.removeprefix("_shared/") == tree:
                    return site, path
        return None


def copies(site: SiteConfig, column: str, around: Neighbours, as_of: str) -> list[Shown]:
    """Return the items of other sites and shared trees that a column shows.

    Published ones, and those that were withdrawn: their addresses have to say so.
    """
    config = around.settings[site.id].columns[column]
    found: dict[tuple[str, str], Shown] = {}
    if config.mount:
        for shown in _mounted(site, column, config.mount.removeprefix("_shared/"), around):
            found.setdefault((shown.stub.site, shown.stub.path), shown)
    for stub in _pushed(site, column, around):
        found.setdefault((stub.site, stub.path), _copy(stub, column, "pushed", around))
    for collect in config.collect:
        for stub in _collected(site, collect, around, as_of):
            found.setdefault((stub.site, stub.path), _copy(stub, column, "collected", around))
    return [shown for shown in found.values() if _stands(shown.stub, as_of)]


def _stands(stub: Stub, as_of: str) -> bool:
    return stub.published(as_of) or (not stub.draft and stub.withdrawn_at(as_of))


def _copy(stub: Stub, column: str, how: str, around: Neighbours) -> Shown:
    origin = around.config.site(stub.site)
    url = f"/{column}/{stub.site}/{stub.path.rpartition('.')[0]}.html"
    return Shown(stub, url, how, origin.id, origin.url + stub.url)


def _mounted(site: SiteConfig, column: str, tree: str, around: Neighbours) -> Iterator[Shown]:
    home = around.home_of(tree)
    state = around.states.get(SHARED)
    if home is None or state is None:
        return
    for stub in state.stubs("col=?", (tree,)):
        tail = stub.path.partition("/")[2].rpartition(".")[0] + ".html"
        url = f"/{column}/{tail}"
        if home == (site, column):
            yield Shown(stub, url, "mounted")
        else:
            yield Shown(stub, url, "mounted", home[0].id, f"{home[0].url}/{home[1]}/{tail}")


def _pushed(site: SiteConfig, column: str, around: Neighbours) -> Iterator[Stub]:
    accepted = around.settings[site.id].columns[column].accept
    for other in around.config.sites:
        if other.id == site.id or not ("*" in accepted or other.id in accepted):
            continue
        state = around.states[other.id]
        for fact in state.facts("publish_to", f"{site.id}/{column}"):
            stub = state.stub(fact.path)
            if stub:
                yield stub


def _collected(
    site: SiteConfig, collect: Collect, around: Neighbours, as_of: str
) -> Iterator[Stub]:
    found: list[Stub] = []
    for other in around.config.sites:
        if other.id == site.id or (collect.sites and other.id not in collect.sites):
            continue
        for path, column in around.settings[other.id].columns.items():
            if collect.columns and path not in collect.columns:
                continue
            if collect.types and column.type not in collect.types:
                continue
            found += _matching(around.states[other.id], path, collect, as_of)
    found.sort(key=lambda stub: (stub.date, stub.site, stub.path), reverse=True)
    yield from [stub for stub in found if stub.published(as_of)][: collect.limit]
    yield from (stub for stub in found if stub.withdrawn_at(as_of))


def _matching(state: SiteState, column: str, collect: Collect, as_of: str) -> Iterable[Stub]:
    for stub in state.stubs("col=? AND date>=?", (column, collect.since or "")):
        if _stands(stub, as_of) and _wanted(stub, collect.keywords):
            yield stub


def _wanted(stub: Stub, keywords: tuple[str, ...]) -> bool:
    return not keywords or bool(set(keywords) & set(stub.keywords.split("、")))


def share_faults(site: SiteConfig, around: Neighbours) -> list[Fault]:
    """Find what is wrong with a site's pushes and mounts; the fault is the giver's."""
    faults: list[Fault] = []
    for fact in around.states[site.id].facts("publish_to"):
        target, _, column = fact.value.partition("/")
        file = f"content/{site.id}/{fact.path}"
        settings = around.settings.get(target)
        if settings is None or column not in settings.columns or target == SHARED:
            message = f"推送的目标“{fact.value}”不存在"
            fix = "请写 站点id/栏目路径，如 city/zwdt/xqdt"
            faults.append(Fault("share-target-unknown", message, fix, fact.line, file))
        elif not {"*", site.id} & set(settings.columns[column].accept):
            message = f"栏目“{fact.value}”没有接受本站推送"
            fix = f"请与该栏目的管理单位联系，在其 _column.yaml 的 accept 中加入 {site.id}"
            faults.append(Fault("share-not-accepted", message, fix, fact.line, file))
    trees = _trees(around)
    for path, config in around.settings[site.id].columns.items():
        if config.mount and config.mount.removeprefix("_shared/").strip("/") not in trees:
            message = f"挂载的共享目录“{config.mount}”不存在"
            fix = f"可以挂载：{'、'.join('_shared/' + t for t in sorted(trees)) or '（尚无）'}"
            file = f"content/{site.id}/{path}/_column.yaml"
            faults.append(Fault("share-mount-unknown", message, fix, 1, file, path))
    return faults


def _trees(around: Neighbours) -> set[str]:
    state = around.states.get(SHARED)
    if state is None:
        return set()
    return {row[0] for row in state.connection.execute("SELECT DISTINCT col FROM items")}
