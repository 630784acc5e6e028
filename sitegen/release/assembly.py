"""Which tree a new release grows from, and where each of its files comes from.

The tree of the release that pruning would drop is changed by the difference (cost follows
change); when most pages are new, the written files themselves are the base.
"""

import os
import stat
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import ReleaseError
from sitegen.release.history import Release
from sitegen.release.manifest import (
    MANIFEST_NAME,
    Difference,
    FileEntry,
    Manifest,
)
from sitegen.release.manifest_text import difference
from sitegen.release.tree import Tree, folders_of

_MANY = 2000
"""Placing fewer files than this is not worth starting threads for."""
_HANDS = 2
"""More threads than this only wait for each other."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where files come from: `fresh` were written now; `elsewhere` stand in an older release.

    All others stand in the current release.
    """

    fresh: frozenset[str]
    elsewhere: dict[str, Release]


@dataclass(frozen=True, slots=True)
class Base:
    """A tree to grow from: the paths that are right in it, and what must go."""

    tree: Tree
    right: Set[str]
    stale: Set[str]
    empty_folders: Set[str] = frozenset()

    @classmethod
    def listed(cls, tree: Tree, right: Set[str]) -> "Base":
        """Look at all that stands in `tree`, of which `right` may stay."""
        found = tree.list()
        return cls(
            tree, found.files & right, (found.files - right) | found.strays, found.empty_folders
        )


@dataclass(frozen=True, slots=True)
class Assembly:
    """One release being put together in the folder `box` from what was `written` there.

    `manifest` describes it, `text` is the manifest's text.
    `releases` are the kept ones, newest first; `current` is the live one among them. `spares` are
    trees that stand ready as long as fewer than `keep` are there.
    """

    box: Path
    written: Tree
    manifest: Manifest
    text: bytes
    releases: Sequence[Release]
    current: Release | None
    keep: int
    spares: Sequence[Release] = ()

    def sources(self, change: Difference, written: Set[str]) -> Sources:
        """Prove for every file that it is there, before anything is touched."""
        files = self.manifest.files
        root = self.written.root
        asked = written & files.keys()
        fresh = {path for path in asked & change.wanted.keys() if os.path.lexists(f"{root}/{path}")}
        for path in asked - change.wanted.keys():
            # The same bytes again: the current file is kept, so its time and inode stay.
            if self.current is None or not stands(self.current.path, path, files[path]):
                fresh.add(path)
        for path in fresh:
            if not stands(root, path, files[path]):
                raise ReleaseError(f"{path} 写入的内容与清单不一致。")
        elsewhere = {
            path: self._keeper(path, entry)
            for path, entry in change.wanted.items()
            if path not in fresh
        }
        return Sources(frozenset(fresh), elsewhere)

    def _keeper(self, path: str, entry: FileEntry) -> Release:
        for release in self.releases:
            with suppress(ReleaseError):
                same = release.manifest.files.get(path) == entry
                if same and stands(release.path, path, entry):
                    return release
        raise ReleaseError(f"{path} 没有写入，保留的各版本中也没有相同的内容，不能发布。")

    def assemble(self, sources: Sources) -> tuple[Tree, Set[str]]:
        """Bring a tree to the manifest; returns it and the folders that changed in it."""
        base = self._base(sources)
        placed = self.manifest.files.keys() - base.right
        base.tree.remove(base.stale)
        base.tree.remove_empty(base.empty_folders)
        self._place_all(base.tree, sorted(placed), sources)
        if base.tree is self.written:  # other processes wrote there too
            return base.tree, base.tree.changed | folders_of(sources.fresh)
        return base.tree, base.tree.changed

    def _place_all(self, tree: Tree, paths: Sequence[str], sources: Sources) -> None:
        """Bring files to their places; many by several threads, as the system does most of it."""
        if len(paths) < _MANY:
            for path in paths:
                self._place(tree, path, sources)
            return
        from concurrent.futures import ThreadPoolExecutor

        size = -(-len(paths) // _HANDS)
        slices = [paths[start : start + size] for start in range(0, len(paths), size)]

        def work(some: Sequence[str]) -> None:
            for path in some:
                self._place(tree, path, sources)

        with ThreadPoolExecutor(_HANDS) as hands:
            list(hands.map(work, slices))

    def _place(self, tree: Tree, path: str, sources: Sources) -> None:
        if path in sources.fresh:
            tree.adopt(path, f"{self.written.root}/{path}")
            return
        origin = sources.elsewhere.get(path, self.current)
        assert origin is not None
        try:
            tree.link(path, f"{origin.path}/{path}")
        except FileNotFoundError as error:
            raise ReleaseError(
                f"版本 {origin.id} 缺少文件 {path}。请删除 build/.releases/{origin.site}/"
                f"{origin.id}/{MANIFEST_NAME}，再构建一次，所有网页会重新生成。"
            ) from error

    def _base(self, sources: Sources) -> Base:
        victim = self._victim()
        if victim is not None and len(sources.fresh) * 2 <= len(self.manifest.files):
            with suppress(ReleaseError):  # a damaged one is of no use; pruning removes it
                return self._recycled(victim, sources)
        return Base.listed(self.written, sources.fresh)

    def _victim(self) -> Release | None:
        """The release that pruning would drop after this commit, or a spare."""
        if len(self.releases) < self.keep:
            return self.spares[-1] if self.spares else None
        spare = [release for release in self.releases if release != self.current]
        return spare[-1] if spare else None

    def _recycled(self, victim: Release, sources: Sources) -> Base:
        change = difference(self.text, victim.manifest_bytes)
        needed = {path for path, release in sources.elsewhere.items() if release == victim}
        if needed & change.wanted.keys():
            raise ReleaseError(f"版本 {victim.id} 与它的清单不一致。")
        tree = Tree(self.box / "base")
        victim.path.rename(tree.root)
        right = self.manifest.files.keys() - change.wanted.keys()
        if tree.untouched(folders_of(right) | folders_of(change.replaced), MANIFEST_NAME):
            return Base(tree, right, change.replaced | {MANIFEST_NAME})
        return Base.listed(tree, right)  # somebody put files there, or took some away


def stands(root: Path, path: str, entry: FileEntry) -> bool:
    """Whether a regular file of that size is in its place."""
    try:
        found = os.lstat(f"{root}/{path}")
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == entry.size
