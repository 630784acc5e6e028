"""The releases of a site on disk, which one is live, and the switch between them.

`build/<site>` is a relative link to `.releases/<site>/<id>`; an id is
`<sequence, six digits>-<first eight hex digits of the manifest's digest>`.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from sitegen.errors import ReleaseError
from sitegen.release.durable import sync_path
from sitegen.release.faults import told
from sitegen.release.manifest import MANIFEST_NAME, Manifest

RELEASES = ".releases"
_ANNOUNCED = ".next"
_RELEASE_ID = re.compile(r"(\d{6,12})-[0-9a-f]{8}(?:\.\d+)?")
_SITE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Release:
    """A finished tree of one site's files; `path` is its folder."""

    site: str
    id: str
    path: Path

    @cached_property
    def manifest_bytes(self) -> bytes:
        """The text of its manifest; raises `ReleaseError` when it cannot be read."""
        with told(f"读取 {self.site} 的发布清单"):
            return (self.path / MANIFEST_NAME).read_bytes()

    @cached_property
    def manifest(self) -> Manifest:
        """Its manifest; raises `ReleaseError` when it is missing or damaged."""
        return Manifest.parse(self.manifest_bytes)

    @property
    def token(self) -> str:
        """Its id with what the file system says of its manifest; "" when that is gone.

        It changes when somebody lays hands on the manifest.
        """
        with suppress(OSError):
            status = (self.path / MANIFEST_NAME).stat()
            return f"{self.id} {status.st_size} {status.st_mtime_ns}"
        return ""

    @property
    def created(self) -> datetime:
        """When it was finished (UTC), as the file system tells."""
        with told(f"读取 {self.site} 的发布清单"):
            stamp = (self.path / MANIFEST_NAME).stat().st_mtime
        return datetime.fromtimestamp(stamp, UTC)


def sequence(release_id: str) -> int | None:
    """The number at the head of a release id; None when it is no release id."""
    match = _RELEASE_ID.fullmatch(release_id)
    return int(match.group(1)) if match else None


def mark(release_id: str) -> str:
    """What a release id says of the content: releases with equal manifests have equal marks."""
    return release_id.partition(".")[0].rpartition("-")[2]


def release_id(number: int, content: str) -> str:
    """The id of a release with this number and mark."""
    return f"{number:06}-{content}"


def newest_first(names: Iterable[str]) -> list[str]:
    """The release ids among `names`, newest first."""
    numbered = [(number, name) for name in names if (number := sequence(name)) is not None]
    return [name for _, name in sorted(numbered, reverse=True)]


def chosen(names: list[str], current: str | None, to: str | None) -> str:
    """The release id to go back to.

    `names` is newest first; `to` an id, its beginning or its number, None for the one before
    `current` that has other content: a build after a rollback publishes the same content once
    more, and going back to that would undo nothing. Raises `ReleaseError` when there is none, or
    more than one.
    """
    if to is None:
        older = names[names.index(current) + 1 :] if current in names else names
        older = [name for name in older if not current or mark(name) != mark(current)]
        if not older:
            raise ReleaseError("没有内容不同的更早版本可以退回。")
        return older[0]
    found = [name for name in names if name == to] or [
        name
        for name in names
        if name.startswith(to) or (to.isdecimal() and sequence(name) == int(to))
    ]
    if len(found) != 1:
        problem = "不存在" if not found else "不止一个"
        raise ReleaseError(f"版本“{to}”{problem}；现有版本：{'、'.join(names) or '无'}。")
    return found[0]


def check_site(site: str) -> str:
    """Return `site` when it can be a folder's name, else raise `ReleaseError`."""
    if not _SITE_ID.fullmatch(site):
        raise ReleaseError(f"“{site}”不是合法的站点标识：只能用字母、数字、下划线和连字符。")
    return site


def site_folder(build: Path, site: str) -> Path:
    """Where a site's releases stand."""
    return build / RELEASES / check_site(site)


def list_releases(build: Path, site: str) -> list[Release]:
    """All finished releases of a site, newest first; one that never went live is none."""
    folder = site_folder(build, site)
    with told(f"读取 {site} 的版本列表"):
        names = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
    names.discard(announced(build, site))
    return [Release(site, name, folder / name) for name in newest_first(names)]


def current_release(build: Path, site: str) -> Release | None:
    """The live release; None when there is none or the link leads elsewhere."""
    folder = site_folder(build, site)
    try:
        target = str((build / site).readlink())
    except OSError:
        return None
    name = target.rpartition("/")[2]
    if target != f"{RELEASES}/{site}/{name}" or sequence(name) is None:
        return None
    path = folder / name
    return Release(site, name, path) if path.is_dir() else None


def announced(build: Path, site: str) -> str:
    """The id of a release that was about to go live when its run ended; "" for none."""
    try:
        return (site_folder(build, site) / _ANNOUNCED).readlink().name
    except OSError:
        return ""


def announce(build: Path, site: str, release_id: str) -> None:
    """Lay the link to a release that is about to get its name; raises `OSError`.

    `go_live` moves this link into its place, so as long as it lies here the release is not live.
    """
    _link(site_folder(build, site) / _ANNOUNCED, site, release_id)


def go_live(build: Path, release: Release) -> None:
    """Make the announced release the live one by a single rename(2); raises `OSError`."""
    _replace(site_folder(build, release.site) / _ANNOUNCED, build / release.site)


def switch(build: Path, release: Release) -> None:
    """Make an earlier release the live one by a single rename(2); raises `OSError`."""
    fresh = site_folder(build, release.site) / ".switch"
    _link(fresh, release.site, release.id)
    _replace(fresh, build / release.site)


def _replace(fresh: Path, live: Path) -> None:
    try:
        fresh.rename(live)
    except IsADirectoryError:
        raise ReleaseError(folder_in_place(live)) from None
    sync_path(live.parent)


def folder_in_place(link: Path) -> str:
    """What to do about a folder that stands where the link to the live release belongs."""
    return (
        f"{link} 是目录，不是指向发布版本的链接：可能是复制时没有保留链接，或网页被人替换。"
        "查明后请把它移到别处，再运行一次。"
    )


def _link(link: Path, site: str, release_id: str) -> None:
    with suppress(FileNotFoundError):
        link.unlink()
    link.symlink_to(f"{RELEASES}/{site}/{release_id}")
