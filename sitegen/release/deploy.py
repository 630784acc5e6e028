"""Bringing releases to hosts, and switching back there.

The live site of a host changes only by one rename at the very end. A run that fails leaves what
arrived in `.incoming`, and the next run goes on from there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sitegen.errors import DeployError, ReleaseError, SitegenError, UnreachableError
from sitegen.release.history import Release, chosen, mark, release_id, sequence
from sitegen.release.hosts import Delivery, Host, HostState, Traffic
from sitegen.release.manifest import Difference, digest
from sitegen.release.manifest_text import difference
from sitegen.release.store import ReleaseStore

Status = Literal["published", "unchanged", "planned", "failed"]


NO_TRAFFIC = Traffic(0, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deployment would do: which paths travel, which go, from which release to which."""

    site: str
    target: str
    before: str | None
    after: str
    send: tuple[str, ...]
    remove: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one site on one target; `error` and `warning` are Chinese."""

    site: str
    target: str
    status: Status
    plan: Plan | None = None
    traffic: Traffic = NO_TRAFFIC
    error: str = ""
    warning: str = ""


def deploy(
    host: Host,
    store: ReleaseStore,
    site: str,
    *,
    dry_run: bool = False,
    checksum: bool = False,
) -> Outcome:
    """Bring a site's live release to a host and make it live there.

    `dry_run` only plans; `checksum` distrusts the host: its files are compared by content and
    the release is laid down anew even when it stands there already. Raises `ReleaseError` when
    nothing is published here, `DeployError` when the host fails; its live site is as it was.
    """
    release = store.current(site)
    if release is None:
        raise ReleaseError(f"站点 {site} 还没有可部署的版本；请先运行 sitegen build。")
    state = host.state(site)
    there = state.releases.get(state.current, "") if state.current else ""
    run = _Deployment(host, release, state, _known(store, site, there), checksum)
    return run.planned() if dry_run else run.done()


def deploy_sites(
    hosts: Sequence[Host],
    store: ReleaseStore,
    sites: Iterable[str],
    *,
    dry_run: bool = False,
    checksum: bool = False,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
) -> list[Outcome]:
    """Deploy every site to every host that takes it; one that fails holds no other back.

    A host that cannot be reached is asked once, as waiting for it a hundred times takes the night.
    """
    outcomes = []
    for host in hosts:
        reached = True
        for site in taken_sites(host, sites):
            try:
                if not reached:
                    raise UnreachableError("主机连接不上，没有再试。")
                outcome = deploy(host, store, site, dry_run=dry_run, checksum=checksum)
            except SitegenError as error:
                reached &= not isinstance(error, UnreachableError)
                outcome = Outcome(site, host.target.name, "failed", error=str(error))
            outcomes.append(outcome)
            on_outcome(outcome)
    return outcomes


def taken_sites(host: Host, sites: Iterable[str]) -> list[str]:
    """The sites among `sites` that a host's target takes."""
    return [site for site in sites if not host.target.sites or site in host.target.sites]


def rollback(host: Host, site: str, to: str | None = None) -> str:
    """Switch a host back to an earlier release; returns its name.

    `to` as for `ReleaseStore.rollback`. Raises `ReleaseError` when there is no such release.
    """
    state = host.state(site)
    name = chosen(list(state.releases), state.current, to)
    if not state.releases[name]:
        raise ReleaseError(f"部署目标 {host.target.name} 上的版本 {name} 不完整，不能退回。")
    if name != state.current:
        host.switch(site, name)
    return name


@dataclass(frozen=True)
class _Deployment:
    """One site on its way to one host; `known` is the release here that is live there."""

    host: Host
    release: Release
    state: HostState
    known: Release | None
    checksum: bool

    def planned(self) -> Outcome:
        return self._outcome("planned")

    def done(self) -> Outcome:
        traffic = NO_TRAFFIC if self.ready else self.host.receive(self._delivery())
        if self.name == self.state.current:
            return self._outcome("unchanged")
        warning = self.host.switch(self.release.site, self.name, self._doomed())
        return self._outcome("published", traffic, warning)

    @cached_property
    def ready(self) -> str | None:
        """The name under which the release stands on the host already."""
        if self.checksum:
            return None
        ours = digest(self.release.manifest_bytes)
        same = [name for name, theirs in self.state.releases.items() if theirs == ours]
        if self.state.current in same:
            return self.state.current
        return same[0] if same else None

    @cached_property
    def name(self) -> str:
        """The release's folder on the host: its id, with a number when that is taken.

        Where `build/` was made anew its numbers begin again. What is live on the host would then
        be older, by its number, than what it took the place of: rollback would not find that,
        and the next deployment would remove the wrong ones.
        """
        name, number = self.ready or self._numbered_on(), 0
        while not self.ready and name in self.state.releases:
            number += 1
            name = f"{self.release.id}.{number}"
        return name

    def _numbered_on(self) -> str:
        """The release's id, with a higher number when others on the host have as high a one."""
        ours = self.release.id
        others = (name for name in self.state.releases if name.partition(".")[0] != ours)
        newest = max((sequence(name) or 0 for name in others), default=0)
        return ours if (sequence(ours) or 0) > newest else release_id(newest + 1, mark(ours))

    @cached_property
    def change(self) -> Difference:
        """Against what is live on the host."""
        files = self.release.manifest.files
        if self.state.current is None:
            return Difference(files, frozenset())
        try:
            old = (
                self.known.manifest_bytes
                if self.known
                else self.host.manifest(self.release.site, self.state.current)
            )
            return difference(self.release.manifest_bytes, old)
        except (ReleaseError, DeployError):  # what cannot be read there is sent anew
            return Difference(files, frozenset())

    def _delivery(self) -> Delivery:
        return Delivery(
            release=self.release,
            name=self.name,
            base=self.state.current,
            unchanged=frozenset(self.release.manifest.files.keys() - self.change.wanted.keys()),
            # Times mean something only between trees that come from the same build folder.
            checksum=self.checksum or self.known is None,
        )

    def _outcome(self, status: Status, traffic: Traffic = NO_TRAFFIC, warning: str = "") -> Outcome:
        site, target = self.release.site, self.host.target.name
        send = () if self.ready else tuple(sorted(self.change.wanted))
        size = sum(self.release.manifest.files[path].size for path in send)
        gone = tuple(sorted(self.change.gone))
        plan = Plan(site, target, self.state.current, self.name, send, gone, size)
        return Outcome(site, target, status, plan, traffic, warning=warning)

    def _doomed(self) -> list[str]:
        """All but the new release and the newest others."""
        others = [name for name in self.state.releases if name != self.name]
        return others[self.host.target.keep - 1 :]


def _known(store: ReleaseStore, site: str, manifest_digest: str) -> Release | None:
    """The release here that a host's manifest is of; it spares fetching that manifest."""
    for release in store.releases(site):
        try:
            if digest(release.manifest_bytes) == manifest_digest:
                return release
        except ReleaseError:
            continue
    return None
