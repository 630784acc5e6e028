"""A directory tree of files that is brought from one state to another.

A file that other trees share by a hard link is never opened for writing: it is unlinked and
made anew, so no release changes because a later one is staged.
"""
# Paths stay strings here: a Path object for every file costs more than the system call.
# ruff: noqa: PTH101, PTH102, PTH104, PTH106, PTH108

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import ReleaseError
from sitegen.release.manifest import FileEntry

_FILE_MODE = 0o644  # the web server runs as another user, whatever this one's umask is
_FOLDER_MODE = 0o755
_NO_LINKS = {errno.EXDEV, errno.EMLINK, errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in a tree: regular files, other things (links, sockets), empty folders."""

    files: frozenset[str]
    strays: frozenset[str]
    empty_folders: frozenset[str]


def served_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that the web server may enter them.

    One that stands there keeps its mode: whoever made it may have meant it. Raises `OSError`.
    """
    if folder.is_dir():
        return
    served_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(_FOLDER_MODE)


class Tree:
    """The tree below `root`; paths are relative, with "/" between their parts.

    `changed` are the folders in which this object added, replaced or removed a name.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = f"{root}/"
        self._folders: set[str] = set()
        self._modes_hold: bool | None = None
        self.changed: set[str] = set()

    def list(self) -> Listing:
        """Everything below the root, without following links or reading file metadata."""
        files: list[str] = []
        strays: list[str] = []
        empty: list[str] = []
        pending = [""]
        while pending:
            folder = pending.pop()
            count = len(files) + len(strays) + len(pending)
            with os.scandir(self._prefix + folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{folder}{entry.name}/")
                    elif entry.is_file(follow_symlinks=False):
                        files.append(folder + entry.name)
                    else:
                        strays.append(folder + entry.name)
            if folder and count == len(files) + len(strays) + len(pending):
                empty.append(folder[:-1])
        return Listing(frozenset(files), frozenset(strays), frozenset(empty))

    def untouched(self, folders: Iterable[str], since: str) -> bool:
        """Whether no name was added to or taken from these folders after `since` was written."""
        try:
            written = os.lstat(self._prefix + since).st_mtime_ns
            return all(os.lstat(self._prefix + f).st_mtime_ns <= written for f in folders)
        except OSError:
            return False

    def create(self, path: str, data: bytes) -> None:
        """Write a new file; one that stands there is unlinked first."""
        descriptor = self._open_new(path)
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)

    def copy(self, path: str, source: Path) -> FileEntry:
        """Copy a regular file's bytes of this moment into a new file; returns its entry."""
        origin = os.open(source, os.O_RDONLY | os.O_NONBLOCK)  # a FIFO must not hang the build
        try:
            if not stat.S_ISREG(os.fstat(origin).st_mode):
                raise ReleaseError(f"“{source}”不是普通文件，不能发布。")
            return self._copy_from(origin, path)
        finally:
            os.close(origin)

    def link(self, path: str, source: str | Path) -> None:
        """Share `source`'s inode, or copy it where the file system cannot."""
        target = self.place(path)
        try:
            os.link(source, target)
        except FileExistsError:
            os.unlink(target)
            os.link(source, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            shutil.copy2(source, target, follow_symlinks=False)

    def adopt(self, path: str, source: str | Path) -> None:
        """Move a file of the same file system to `path`."""
        os.rename(source, self.place(path))

    def remove(self, paths: Iterable[str]) -> None:
        """Unlink files, and the folders that are empty then."""
        parents: set[str] = set()
        for path in paths:
            os.unlink(self._prefix + path)
            parents.add(path.rpartition("/")[0])
        self.changed |= parents
        self.remove_empty(parents)

    def remove_empty(self, folders: Iterable[str]) -> None:
        """Remove these folders, and those above them, as far as they are empty."""
        self._folders.clear()
        for folder in sorted(folders, key=len, reverse=True):
            remaining = folder
            with suppress(OSError):  # not empty, or removed with a folder below it
                while remaining:
                    os.rmdir(self._prefix + remaining)
                    remaining = remaining.rpartition("/")[0]
                    self.changed.add(remaining)

    def _copy_from(self, origin: int, path: str) -> FileEntry:
        digest, size = hashlib.sha256(), 0
        descriptor = self._open_new(path)
        try:
            while chunk := os.read(origin, _CHUNK):
                digest.update(chunk)
                size += len(chunk)
                _write_all(descriptor, chunk)
        finally:
            os.close(descriptor)
        return FileEntry(size, digest.hexdigest())

    def _open_new(self, path: str) -> int:
        target = self.place(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            descriptor = os.open(target, flags, _FILE_MODE)
        except FileExistsError:
            os.unlink(target)
            descriptor = os.open(target, flags, _FILE_MODE)
        if self._modes_hold is None:  # what holds for one file of a tree holds for all
            self._modes_hold = stat.S_IMODE(os.fstat(descriptor).st_mode) == _FILE_MODE
        if not self._modes_hold:
            os.fchmod(descriptor, _FILE_MODE)
        return descriptor

    def place(self, path: str) -> str:
        """Where a file that is about to be added has to stand; makes the folders above it."""
        folder = path.rpartition("/")[0]
        if folder and folder not in self._folders:
            self._make_folder(folder)
        self.changed.add(folder)
        return self._prefix + path

    def _make_folder(self, folder: str) -> None:
        parent = folder.rpartition("/")[0]
        if parent and parent not in self._folders:
            self._make_folder(parent)
        with suppress(FileExistsError):
            os.mkdir(self._prefix + folder, _FOLDER_MODE)
            self.changed.add(parent)
            os.chmod(self._prefix + folder, _FOLDER_MODE)
        self._folders.add(folder)


def file_entry(path: Path) -> FileEntry:
    """Size and digest of a regular file, read in chunks; a link is not followed."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        while chunk := os.read(descriptor, _CHUNK):
            digest.update(chunk)
            size += len(chunk)
    finally:
        os.close(descriptor)
    return FileEntry(size, digest.hexdigest())


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above these paths, `""` (the root) among them."""
    found = {""}
    for path in {path.rpartition("/")[0] for path in paths}:
        folder = path
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _write_all(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, memoryview(data)[written:])
