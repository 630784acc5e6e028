"""A host that is a directory here, or mounted here."""

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import DeployError
from sitegen.model.deploy import DeployTarget
from sitegen.release.durable import sync, sync_path
from sitegen.release.faults import reason, told
from sitegen.release.history import check_site, folder_in_place, newest_first
from sitegen.release.hosts import CURRENT, INCOMING, Delivery, HostState, Traffic
from sitegen.release.manifest import MANIFEST_NAME, FileEntry, digest
from sitegen.release.tree import Tree, file_entry, folders_of, served_folder


@dataclass(frozen=True, slots=True)
class DirectoryHost:
    """Releases below `root`; unchanged files are hard links into the last release there."""

    target: DeployTarget
    root: Path

    def state(self, site: str) -> HostState:
        """See `Host.state`."""
        with told(f"读取部署目标 {self.target.name} 的 {site}", DeployError):
            folder = self._releases(site)
            names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
            digests = {name: self._manifest_digest(folder / name) for name in newest_first(names)}
            return HostState(self._current(site, digests), digests)

    def manifest(self, site: str, name: str) -> bytes:
        """See `Host.manifest`."""
        with told(f"读取部署目标 {self.target.name} 上的发布清单", DeployError):
            return (self._releases(site) / name / MANIFEST_NAME).read_bytes()

    def receive(self, delivery: Delivery) -> Traffic:
        """See `Host.receive`; a file copied by an earlier, broken run is not copied again."""
        folder = self._releases(delivery.release.site)
        with told(f"复制到部署目标 {self.target.name} ", DeployError):
            tree = Tree(folder / INCOMING)
            served_folder(folder)
            tree.root.mkdir(exist_ok=True)
            tree.root.chmod(0o755)
            traffic = self._fill(tree, delivery, _still_good(tree, delivery))
            paths = [*delivery.release.manifest.files, MANIFEST_NAME]
            sync(tree.root, paths, folders_of(paths))
            tree.root.rename(folder / delivery.name)
            for changed in (folder, folder.parent, folder.parent.parent):
                sync_path(changed)
        return traffic

    def switch(self, site: str, name: str, doomed: Sequence[str] = ()) -> str:
        """See `Host.switch`."""
        with told(f"切换部署目标 {self.target.name} 上的 {site}", DeployError):
            folder = self._site(site)
            fresh = folder / f".{CURRENT}.new"
            with suppress(FileNotFoundError):
                fresh.unlink()
            fresh.symlink_to(f"releases/{name}")
            try:
                fresh.rename(folder / CURRENT)
            except IsADirectoryError:
                told_place = f"切换部署目标 {self.target.name} 上的 {site}失败："
                raise DeployError(told_place + folder_in_place(folder / CURRENT)) from None
            sync_path(folder)
        return self._removed(site, doomed)

    def _removed(self, site: str, doomed: Sequence[str]) -> str:
        folder = self._releases(site)
        try:
            for name in doomed:
                (folder / name).rename(folder / f".drop-{name}")
            for dropped in folder.glob(".drop-*"):
                shutil.rmtree(dropped)
        except OSError as error:
            return f"部署目标 {self.target.name} 上 {site} 的旧版本没能删除：{reason(error)}"
        return ""

    def digests(self, site: str, name: str) -> Mapping[str, str]:
        """See `Host.digests`."""
        with told(f"核对部署目标 {self.target.name} 上的 {site}", DeployError):
            return digests_below(self._releases(site) / name)

    def _fill(self, tree: Tree, delivery: Delivery, good: frozenset[str]) -> Traffic:
        files, size = 0, 0
        for path, entry in delivery.release.manifest.files.items():
            if path in good or self._linked(tree, delivery, path, entry):
                continue
            if tree.copy(path, delivery.release.path / path) != entry:
                raise DeployError(
                    f"本地版本 {delivery.release.id} 的 {path} 与发布清单不符，已停止部署；"
                    "请用 sitegen verify 核对后重新构建。"
                )
            files, size = files + 1, size + entry.size
        tree.create(MANIFEST_NAME, delivery.release.manifest_bytes)
        return Traffic(files, size)

    def _linked(self, tree: Tree, delivery: Delivery, path: str, entry: FileEntry) -> bool:
        if delivery.base is None or path not in delivery.unchanged:
            return False
        source = self._releases(delivery.release.site) / delivery.base / path
        with suppress(OSError):
            if delivery.checksum:
                same = not source.is_symlink() and file_entry(source) == entry
            else:
                same = not source.is_symlink() and source.stat().st_size == entry.size
            if same:
                tree.link(path, source)
            return same
        return False

    def _site(self, site: str) -> Path:
        return self.root / check_site(site)

    def _releases(self, site: str) -> Path:
        return self._site(site) / "releases"

    def _current(self, site: str, names: Mapping[str, str]) -> str | None:
        try:
            name = os.fspath((self._site(site) / CURRENT).readlink()).removeprefix("releases/")
        except OSError:
            return None
        return name if name in names else None

    @staticmethod
    def _manifest_digest(folder: Path) -> str:
        try:
            return digest((folder / MANIFEST_NAME).read_bytes())
        except OSError:
            return ""


def digests_below(root: Path) -> dict[str, str]:
    """SHA-256 of every file below `root`; "" for what is neither file nor folder."""
    found = Tree(root).list()
    digests = dict.fromkeys(found.strays, "")
    return digests | {path: file_entry(root / path).sha256 for path in found.files}


def _still_good(tree: Tree, delivery: Delivery) -> frozenset[str]:
    """What an earlier run left that can stay; the rest is removed."""
    found = tree.list()
    files = delivery.release.manifest.files
    good = {
        path for path in found.files & files.keys() if file_entry(tree.root / path) == files[path]
    }
    tree.remove((found.files - good) | found.strays)
    tree.remove_empty(found.empty_folders)
    return frozenset(good)
