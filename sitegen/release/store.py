"""`build/`: what is published, and how it changes.

The caller holds the platform's lock (`sitegen.release.lock`) around everything but reading.
"""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.errors import ReleaseError
from sitegen.release.faults import told
from sitegen.release.history import (
    RELEASES,
    Release,
    announced,
    check_site,
    chosen,
    current_release,
    list_releases,
    mark,
    site_folder,
    switch,
)
from sitegen.release.spares import drop, is_spare, places, spares_of

if TYPE_CHECKING:
    from sitegen.release.manifest import Manifest
    from sitegen.release.staging import Staging

__all__ = ["Release", "ReleaseStore"]


@dataclass(frozen=True, slots=True)
class ReleaseStore:
    """The releases of all sites below `build`; `keep` of each are kept by default."""

    build: Path
    keep: int = 3

    def current(self, site: str) -> Release | None:
        """The live release of a site."""
        return current_release(self.build, check_site(site))

    def readable(self, site: str) -> Release | None:
        """The live release of a site; None when there is none, or when its manifest is damaged."""
        release = self.current(site)
        with suppress(ReleaseError):
            return release if release and release.manifest else None
        return None

    def current_manifest(self, site: str) -> "Manifest | None":
        """What is live; None when nothing is, or when its manifest is damaged."""
        release = self.readable(site)
        return release.manifest if release else None

    def releases(self, site: str) -> list[Release]:
        """All kept releases of a site, newest first."""
        return list_releases(self.build, site)

    def abandoned(self, sites: Iterable[str]) -> list[str]:
        """Ids that have releases here and are not among `sites`: taken off the platform since."""
        folder = self.build / RELEASES
        with told("读取版本目录"):
            names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        return sorted(names.difference(sites))

    def begin(self, site: str, known: Release | None = None) -> "Staging":
        """Start a release; what a crash left behind is removed first.

        `known` is the live release as the caller holds it, which spares reading its manifest again.
        """
        from sitegen.release.staging import Staging

        folder = site_folder(self.build, site)
        with told(f"清理 {site} 的残留文件"):
            never_live = announced(self.build, site)
            if never_live and (folder / never_live).is_dir():
                (folder / never_live).rename(folder / f".drop-{never_live}")
            for leftover in folder.glob(".*"):
                if is_spare(leftover):
                    continue
                if leftover.is_dir() and not leftover.is_symlink():
                    shutil.rmtree(leftover)
                else:
                    leftover.unlink()
        live = self.current(site)
        current = known if known == live else live
        releases, spares = self.releases(site), spares_of(self.build, site)
        return Staging(self.build, site, releases, current, self.keep, spares=spares)

    def places_for_spares(self, site: str) -> list[Path]:
        """Where trees should be laid out for later releases; only beside a site's first one."""
        return [] if self.releases(site) else places(self.build, site, self.keep)

    def rollback(self, site: str, to: str | None = None) -> Release:
        """Switch back: to the release before the live one, or to `to` (id, beginning, number).

        Raises `ReleaseError` when there is no such release or it cannot be read.
        """
        releases = {release.id: release for release in self.releases(site)}
        current = self.current(site)
        release = releases[chosen(list(releases), current.id if current else None, to)]
        _ = release.manifest  # nothing that cannot be read goes live
        if release != current:
            with told(f"切换 {site} 的版本"):
                switch(self.build, release)
        return release

    def prune(self, site: str, keep: int | None = None) -> list[str]:
        """Remove all but the newest `keep` releases, never the live one; returns their ids.

        Of releases with equal content, as after a rollback and a build, one counts and stays: else
        wrong content that is published every night would push out the good one.
        """
        limit = self.keep if keep is None else keep
        current = self.current(site)
        kept = [current] if current else []
        removed = []
        for release in self.releases(site):
            if release in kept:
                continue
            again = any(mark(release.id) == mark(other.id) for other in kept)
            if len(kept) < max(limit, 1) and not again:
                kept.append(release)
                continue
            with told(f"删除 {site} 的旧版本 {release.id}"):
                # Renamed first: a half-removed tree must not look like a release.
                doomed = release.path.with_name(f".drop-{release.id}")
                release.path.rename(doomed)
                shutil.rmtree(doomed)
            removed.append(release.id)
        if len(kept) >= limit:
            drop(spare.path for spare in spares_of(self.build, site))
        return removed
