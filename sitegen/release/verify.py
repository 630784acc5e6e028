"""Comparing what stands in a release with what its manifest says.

Tampering is a veto item of the inspection (19号, 单项否决), so this must not trust the copy that
it looks at: a host is compared with the manifest that is kept here, and every manifest with the
digest in its release's name.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from sitegen.errors import ReleaseError
from sitegen.release.directory import digests_below
from sitegen.release.faults import told
from sitegen.release.history import Release, mark
from sitegen.release.hosts import Host
from sitegen.release.manifest import MANIFEST_NAME, Manifest, digest
from sitegen.release.store import ReleaseStore

_DIGEST_LENGTH = 8


class _Differences(TypedDict):
    files: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """What differs: `missing`, `extra` and `changed` are sorted paths.

    `place` is the target's name, "" for the build folder; `files` is how many were to be
    there; `note` is Chinese, or empty.
    """

    site: str
    place: str
    release: str
    files: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    changed: tuple[str, ...]
    note: str = ""

    @property
    def intact(self) -> bool:
        """Whether every file is there, as it was made, and no other."""
        return not (self.missing or self.extra or self.changed)


def verify_local(store: ReleaseStore, site: str) -> Verification:
    """Check the live release of `build/`; raises `ReleaseError` when there is none to be read."""
    release = store.current(site)
    if release is None:
        raise ReleaseError(_not_live(store, site))
    with told(f"核对 {site}"):
        found = digests_below(release.path)
    differences = _compared(release.id, release.manifest_bytes, found)
    return Verification(site, "", release.id, **differences)


def expected_here(store: ReleaseStore, site: str) -> bool:
    """Whether a site was ever published in `build/`, or anything stands in its place there."""
    return os.path.lexists(store.build / site) or bool(store.releases(site))


def expected_there(host: Host, site: str) -> bool:
    """Whether a host ever got a site; raises `DeployError`."""
    return bool(host.state(site).releases)


def verify_host(host: Host, store: ReleaseStore, site: str) -> Verification:
    """Check the live release of a host; raises `DeployError` or `ReleaseError`."""
    state = host.state(site)
    name = state.current
    if name is None and state.releases:
        raise ReleaseError(
            f"{host.target.name}:{site} 不一致：主机上的 current 链接不见了，或被改动。请保留现场、"
            f"查明原因，再运行 sitegen deploy --site {site} --target {host.target.name} 恢复。"
        )
    if name is None:
        raise ReleaseError(f"部署目标 {host.target.name} 上还没有 {site} 的版本，无法核对。")
    kept = _kept(store, site, name)
    if kept is not None:
        text, note = kept.manifest_bytes, ""
    else:
        text = host.manifest(site, name)
        note = "本机已没有这个版本，只能按主机上的发布清单核对"
    current = store.current(site)
    if kept is not None and kept != current:
        note = f"主机上不是本机的当前版本{f' {current.id}' if current else ''}"
    differences = _compared(name, text, host.digests(site, name))
    return Verification(site, host.target.name, name, **differences, note=note)


def _not_live(store: ReleaseStore, site: str) -> str:
    """Why no release of a site is live here, and what to do."""
    place = store.build / site
    if os.path.lexists(place):
        return (
            f"本机:{site} 不一致：{place} 不是指向发布版本的链接，网页可能已被替换。"
            "请保留现场、查明原因，再把它移到别处并运行 sitegen build。"
        )
    if store.releases(site):
        return (
            f"本机:{site} 不一致：{place} 不见了，网站在本机已经打不开。"
            "请查明原因，再运行 sitegen build 恢复。"
        )
    return f"站点 {site} 还没有发布过版本，无法核对。"


def _kept(store: ReleaseStore, site: str, name: str) -> Release | None:
    """The release here with the content of one on a host, whose number may be another."""
    live = store.current(site)
    for release in [*([live] if live else []), *store.releases(site)]:
        if mark(release.id) == mark(name):
            return release
    return None


def _compared(name: str, text: bytes, found: Mapping[str, str]) -> _Differences:
    files = Manifest.parse(text).files
    wanted = {path: entry.sha256 for path, entry in files.items()}
    wanted[MANIFEST_NAME] = digest(text)
    if not _named_after(name, wanted[MANIFEST_NAME]):
        wanted[MANIFEST_NAME] = "not what the release was named after"
    changed = (path for path in wanted.keys() & found.keys() if wanted[path] != found[path])
    return _Differences(
        files=len(wanted),
        missing=tuple(sorted(wanted.keys() - found.keys())),
        extra=tuple(sorted(found.keys() - wanted.keys())),
        changed=tuple(sorted(changed)),
    )


def _named_after(name: str, manifest_digest: str) -> bool:
    return manifest_digest[:_DIGEST_LENGTH] == mark(name)
