"""A release in the making.

Pages are written into an empty folder. Only at the commit is it decided from which tree the
release grows: from the oldest one that pruning would drop anyway, changed by the difference
(cost follows change), or, when most pages are new, from the written files themselves.
"""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType

from sitegen.errors import ReleaseError, ShrinkError
from sitegen.release.assembly import Assembly, stands
from sitegen.release.durable import EarlySync, sync, sync_path
from sitegen.release.faults import told
from sitegen.release.history import (
    RELEASES,
    Release,
    announce,
    go_live,
    mark,
    release_id,
    sequence,
    site_folder,
)
from sitegen.release.manifest import (
    MANIFEST_NAME,
    Difference,
    FileEntry,
    Manifest,
    check_path,
    check_paths,
    count_pages,
    digest,
)
from sitegen.release.manifest_text import difference, renewed
from sitegen.release.placement import spread
from sitegen.release.tree import Tree, file_entry, served_folder

STAGING_PREFIX = ".staging"
FEW_PAGES = 10
"""Losing fewer pages than this is never refused, however small the site."""


class Staging:
    """Files that are to become a site's next release; a context manager.

    Leaving the block without `commit` removes everything; nothing was visible.
    """

    def __init__(
        self,
        build: Path,
        site: str,
        releases: Sequence[Release],
        current: Release | None,
        keep: int,
        *,
        spares: Sequence[Release] = (),
    ) -> None:
        self.site = site
        self.current = current
        self._build = build
        self._releases = releases
        self._keep = keep
        self._spares = spares
        self._box = site_folder(build, site) / f"{STAGING_PREFIX}-{os.getpid()}"
        self.root = self._box / "new"
        with told(f"准备 {site} 的发布目录"):
            if not (build / RELEASES).exists() and build.is_dir():
                build.chmod(0o755)  # it was made for the lock, by this user's umask
            served_folder(self._box.parent)
            spread(self._box.parent)
            self.root.mkdir(parents=True, mode=0o755)
            self.root.chmod(0o755)
        self._tree = Tree(self.root)
        self._early = EarlySync(self.root)

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def write(self, path: str, data: bytes) -> FileEntry:
        """Write one file; forked workers may do so at once, each its own paths.

        One that stands in the current release with the same bytes is not written again: it is taken
        over from there.
        """
        entry, current = FileEntry.of(data), self.current
        if current and self._live.get(path) == entry and stands(current.path, path, entry):
            return entry
        with told(f"写入 {path}"):
            self._tree.create(check_path(path), data)
        return entry

    @cached_property
    def _live(self) -> Mapping[str, FileEntry]:
        """The files of the current release; none where its manifest cannot be read."""
        with suppress(ReleaseError):
            return self.current.manifest.files if self.current else {}
        return {}

    def settle(self, count: int) -> None:
        """Begin to bring what was written to the disk; `count` more files are complete.

        From then on until `commit` or `discard` no process may be forked.
        """
        self._early.written(count)

    def pause(self) -> None:
        """Wait for what is being brought to the disk; processes may be forked afterwards."""
        with told(f"写入 {self.site} 的文件"):
            self._early.finish()

    def write_from(
        self, path: str, source: Path, *, link: bool = False, entry: FileEntry | None = None
    ) -> FileEntry:
        """Take a file over.

        Content files are copied, since an editor may change them in place; a file of a cache,
        which is never changed in place, may be shared by `link`. `entry` spares reading a linked
        file whose size and digest the caller knows.
        """
        with told(f"写入 {path}"):
            if not link:
                return self._tree.copy(check_path(path), source)
            known = entry or file_entry(source)
            self._tree.link(check_path(path), source)
            (self.root / path).chmod(0o644)
            return known

    def commit(
        self,
        manifest: Manifest,
        written: Iterable[str],
        *,
        allow_shrink: bool = False,
        shrink_limit: float = 0.2,
    ) -> Release:
        """Make the release that `manifest` describes, and switch to it.

        Paths that are not in `written` are taken over from the current release (after a
        rollback: from any kept one that has the same bytes). Whatever else was written is
        dropped. A manifest equal to the current one returns the current release. Raises
        `ShrinkError` when more than the share `shrink_limit` of the pages would be lost, and
        `ReleaseError` when a file is missing or the disk fails; the live site is as it was.
        """
        current = self.current
        text = self._text_of(current)
        data = self._text(manifest, text)
        if current is not None and text == data:
            self.discard()
            return current
        change = self._change(manifest, data, text)
        fresh = frozenset(written)
        check_paths(change.wanted.keys() - fresh)  # those were checked when they were written
        if not allow_shrink:
            guard_shrinking(self.site, change, count_pages(text or b""), shrink_limit)
        with told(f"生成 {self.site} 的发布版本"):
            box = Assembly(
                self._box,
                self._tree,
                manifest,
                data,
                self._releases,
                current,
                self._keep,
                self._spares,
            )
            sources = box.sources(change, fresh)
            tree, folders = box.assemble(sources)
            release = self._finish(data, tree, sources.fresh, folders)
            go_live(self._build, release)
        self.discard()
        return release

    def discard(self) -> None:
        """Remove what was written; what cannot be removed goes at the next `begin`."""
        with suppress(OSError):
            self._early.finish()
        shutil.rmtree(self._box, ignore_errors=True)

    def _text(self, manifest: Manifest, text: bytes | None) -> bytes:
        """The manifest's text, made from that of the current release where nobody touched that."""
        with suppress(ReleaseError):
            if self.current and text and mark(self.current.id) == _mark(text):
                return renewed(text, self.current.manifest, manifest)
        return manifest.to_bytes()

    @staticmethod
    def _change(manifest: Manifest, data: bytes, text: bytes | None) -> Difference:
        """Against the current release, whose text it is; a damaged one counts as none."""
        if text is not None:
            with suppress(ReleaseError):
                return difference(data, text)
        return Difference(manifest.files, frozenset())

    @staticmethod
    def _text_of(release: Release | None) -> bytes | None:
        with suppress(ReleaseError):
            return release.manifest_bytes if release else None
        return None

    def _finish(self, data: bytes, tree: Tree, fresh: Set[str], folders: Set[str]) -> Release:
        """Write the manifest, bring all to the disk, and give the tree its name."""
        tree.create(MANIFEST_NAME, data)
        self._early.finish()
        sync(tree.root, [*fresh, MANIFEST_NAME], folders | {""})
        newest = max((sequence(release.id) or 0 for release in self._releases), default=0)
        folder = site_folder(self._build, self.site)
        name = release_id(newest + 1, _mark(data))
        announce(self._build, self.site, name)
        tree.root.rename(folder / name)
        sync_path(folder)
        if not self._releases:
            sync_path(folder.parent)
        return Release(self.site, name, folder / name)


def _mark(data: bytes) -> str:
    """The mark of a release whose manifest has this text."""
    return digest(data)[:8]


def guard_shrinking(site: str, change: Difference, before: int, limit: float) -> None:
    """Raise `ShrinkError` when more than the share `limit` of the `before` pages would be lost."""
    lost = sum(path.endswith(".html") for path in change.gone)
    if lost >= FEW_PAGES and lost > limit * before:
        raise ShrinkError(
            f"站点 {site} 的新版本比线上少 {lost} 个网页（线上共 {before} 个），"
            f"超过允许的 {limit:.0%}，已停止发布。确属有意减少的，请加 --allow-shrink 重新构建。"
        )
