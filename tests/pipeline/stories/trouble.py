"""Trouble at a chosen moment: something happens at the n-th operation on the build folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_EVENTS = frozenset(
    {
        "open", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir",
        "os.chmod", "shutil.rmtree", "shutil.copyfile", "sqlite3.connect",
    }
)  # fmt: skip


class _Watch:
    """Counts operations below a folder while it is armed; audit hooks can never be taken out."""

    def __init__(self) -> None:
        self.folder = ""
        self.seen = 0
        self.at = -1
        self.act: Callable[[], None] = lambda: None

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folder or event not in _EVENTS:
            return
        if not any(self.folder in _text(one) for one in arguments[:2]):
            return
        self.seen += 1
        if self.seen == self.at:
            folder, self.folder = self.folder, ""
            try:
                self.act()
            finally:
                self.folder = folder


def _text(value: object) -> str:
    if isinstance(value, (bytes, os.PathLike)):
        return os.fsdecode(value)
    return value if isinstance(value, str) else ""


_watch: list[_Watch] = []


@contextmanager
def trouble(folder: Path, at: int, act: Callable[[], None]) -> Iterator[Callable[[], int]]:
    """Call `act` before the `at`-th operation below `folder`; yields how many there were.

    What `act` raises comes out of the operation, as a failing disk would let it fail.
    """
    if not _watch:
        _watch.append(_Watch())
        sys.addaudithook(_watch[0])
    watch = _watch[0]
    watch.folder, watch.seen, watch.at, watch.act = str(folder), 0, at, act
    try:
        yield lambda: watch.seen
    finally:
        watch.folder = ""


def in_child(work: Callable[[], object]) -> int:
    """Run something in a forked process; returns its wait status."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            with Path(os.devnull).open("w") as nothing:
                os.dup2(nothing.fileno(), 2)
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]
