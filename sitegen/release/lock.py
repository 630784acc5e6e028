"""One build, deployment or rollback at a time on a platform.

`build/.state/lock` is locked by flock(2), so the system frees it when its holder dies; the
line of JSON in it only tells who the holder is.
"""

import errno
import fcntl
import getpass
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sitegen.errors import LockedError
from sitegen.release.faults import told

_POLL_SECONDS = 0.2
_MAXIMUM = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock; `since` is an ISO time with its offset."""

    user: str
    host: str
    pid: int
    command: str
    since: str

    def age(self, now: datetime) -> timedelta | None:
        """How long it is held; None when the time cannot be read or lies ahead."""
        try:
            age = now - datetime.fromisoformat(self.since)
        except (ValueError, TypeError):
            return None
        return age if age >= timedelta(0) else None


@contextmanager
def platform_lock(
    build: Path,
    command: str,
    *,
    wait_seconds: float = 0.0,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
    on_wait: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Hold the lock during the block.

    Waits up to `wait_seconds` (telling `on_wait` once, in Chinese, for whom); raises
    `LockedError` with the holder and the lock's age when it is still held then.
    """
    path = build / ".state" / "lock"
    with told("准备锁文件"):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, now() + timedelta(seconds=wait_seconds), now, sleep, on_wait)
        _note(descriptor, json.dumps(asdict(_myself(command, now())), ensure_ascii=False))
        try:
            yield
        finally:
            _note(descriptor, "")
    finally:
        os.close(descriptor)


def holder(build: Path) -> Holder | None:
    """Who noted himself in the lock file last; he may be gone."""
    try:
        return _parsed((build / ".state" / "lock").read_bytes())
    except OSError:
        return None


def _acquire(
    descriptor: int,
    deadline: datetime,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    on_wait: Callable[[str], None],
) -> None:
    told_once = False
    while not _try(descriptor):
        message = _who(_parsed(os.pread(descriptor, _MAXIMUM, 0)), now())
        if now() >= deadline:
            raise LockedError(f"{message}。请等它结束后再试，或用 --wait 秒数 等候。")
        if not told_once:
            on_wait(f"{message}，正在等候……")
            told_once = True
        sleep(_POLL_SECONDS)


def _try(descriptor: int) -> bool:
    with told("加锁"):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
    return True


def _note(descriptor: int, text: str) -> None:
    # The note only tells who; going back to a good release must be possible on a full disk.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text.encode("utf-8", "replace"), 0)


def _myself(command: str, now: datetime) -> Holder:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        user = str(os.getuid())
    return Holder(
        user, socket.gethostname(), os.getpid(), command, now.isoformat(timespec="seconds")
    )


def _parsed(data: bytes) -> Holder | None:
    try:
        raw = json.loads(data)
        return Holder(
            str(raw["user"]), str(raw["host"]), int(raw["pid"]), raw["command"], raw["since"]
        )
    except (ValueError, KeyError, TypeError):
        return None


def _who(held_by: Holder | None, now: datetime) -> str:
    if held_by is None:
        return "另一个 sitegen 进程正在使用本平台"
    age = held_by.age(now)
    since = f"，已进行 {_duration(age)}" if age is not None else ""
    return (
        f"{held_by.user} 在 {held_by.host} 上运行的 sitegen {held_by.command}"
        f"（进程 {held_by.pid}）正在使用本平台{since}"
    )


def _duration(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    if seconds < 60:
        return f"{seconds} 秒"
    if seconds < 3600:
        return f"{seconds // 60} 分钟"
    return f"{seconds // 3600} 小时 {seconds % 3600 // 60} 分钟"
