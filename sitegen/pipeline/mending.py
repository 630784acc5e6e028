"""What cannot be read of the state is thrown away: it saves time, and the content is all there."""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.errors import StateError
from sitegen.pipeline.ingest import Ingest
from sitegen.sources.sharing import SHARED
from sitegen.state.database import is_sound, remove_database


class StateDamaged(StateError):  # noqa: N818 - it is mended already
    """States that were damaged and are removed; `sites` are whose."""

    def __init__(self, sites: Iterable[str]) -> None:
        self.sites = tuple(sites)
        names = "、".join(self.sites)
        super().__init__(f"{names} 的状态文件已损坏，已经删除，再次运行时会重新读取内容。")


def unusable(ingest: Ingest, sites: Iterable[str], error: sqlite3.Error) -> StateError:
    """Remove damaged states and return what to tell; the next reading makes them anew.

    Nothing may be open of these sites' states.
    """
    dropped: list[str] = []
    for site in sites:
        path = ingest.state_path(site)
        if path.exists() and not is_sound(path):
            remove_database(path)
            dropped.append(site)
    if dropped:
        return StateDamaged(dropped)
    return StateError(f"状态文件无法读写（{error}）。请检查 build/.state 的权限和磁盘空间。")


@contextmanager
def usable(ingest: Ingest) -> Iterator[None]:
    """Turn what SQLite complains of in the block into StateError; damaged states are removed."""
    try:
        yield
    except sqlite3.Error as error:
        sites = [site.id for site in ingest.platform.config.sites]
        raise unusable(ingest, [*sites, SHARED], error) from error


@contextmanager
def reading_lock(build: Path) -> Iterator[None]:
    """Hold the lock on reading content into the states; waits for who holds it.

    Checks and previews may run beside a build. What each saw when it looked at the files has to be
    in the states, and vouched for, before another one looks. The system frees the lock when its
    holder dies.
    """
    folder = build / ".state"
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "reading.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
