"""Bringing files and directories to the disk before anybody may see them.

A few files are synced one by one; many by one syncfs(2) of the file system, which is far
cheaper than thousands of fsync(2). Where libc has no syncfs, every file is synced.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

ONE_BY_ONE = 48


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
