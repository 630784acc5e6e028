"""Bringing files and directories to the disk before anybody may see them.

A few files are synced one by one; many by one syncfs(2) of the file system, which is far
cheaper than thousands of fsync(2). Where libc has no syncfs, every file is synced.
"""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

ONE_BY_ONE = 48
EARLY = 1000
"""So many new files are worth a sync before the last one."""


def sync(root: Path, files: Iterable[str], directories: Iterable[str]) -> None:
    """Sync these paths below `root` (`""` is `root` itself); raises `OSError`.

    A directory that is gone is passed over: those above it are among `directories`.
    """
    files, directories = list(files), list(directories)
    flush = None if len(files) + len(directories) <= ONE_BY_ONE else _syncfs()
    if flush is not None:
        _with_descriptor(root, flush)
        return
    for path in files:
        sync_path(root / path)
    for path in directories:
        with suppress(FileNotFoundError):
            sync_path(root / path)


def sync_all(folder: Path) -> None:
    """Sync the whole file system that a folder is on; raises `OSError`."""
    flush = _syncfs()
    if flush is None:
        os.sync()
    else:
        _with_descriptor(folder, flush)


class EarlySync:
    """Brings files below `root` to the disk while others are still being written.

    The sync before the switch, for which everybody waits, then finds little left to do. No
    process may be forked between `written` and `finish`, as a thread is at work.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._count = 0
        self._thread: threading.Thread | None = None
        self._error: OSError | None = None

    def written(self, count: int) -> None:
        """Note that `count` more files were written; sync when there are enough of them."""
        self._count += count
        if self._count >= EARLY and not (self._thread and self._thread.is_alive()):
            self._count = 0
            self._thread = threading.Thread(target=self._sync)
            self._thread.start()

    def finish(self) -> None:
        """Wait for what is under way; raises the `OSError` that any of it met.

        The kernel tells of an error only once, so it must not be lost here.
        """
        if self._thread:
            self._thread.join()
        if self._error:
            raise self._error

    def _sync(self) -> None:
        flush = _syncfs()
        try:
            if flush is not None:
                _with_descriptor(self._root, flush)
        except OSError as error:
            self._error = error


def sync_path(path: Path) -> None:
    """Sync one file or directory (for a directory: the names in it)."""
    _with_descriptor(path, os.fsync)


def _with_descriptor(path: Path, act: Callable[[int], None]) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        act(descriptor)
    finally:
        os.close(descriptor)


def _syncfs() -> Callable[[int], None] | None:
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return None

    def call(descriptor: int) -> None:
        if function(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    return call
