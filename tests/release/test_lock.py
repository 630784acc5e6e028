import errno
import fcntl
import getpass
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sitegen.errors import LockedError, ReleaseError
from sitegen.release.lock import Holder, holder, platform_lock

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.time = NOON
        self.naps = 0

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.naps += 1
        self.time += timedelta(seconds=seconds)


def test_the_lock_file_names_its_holder_and_is_empty_after(tmp_path: Path) -> None:
    with platform_lock(tmp_path, "build", now=lambda: NOON):
        held = holder(tmp_path)
        assert held is not None
        assert (held.pid, held.command) == (os.getpid(), "build")
        assert held.since == "2026-03-01T12:00:00+00:00"
    assert holder(tmp_path) is None


@pytest.mark.parametrize(
    ("minutes", "age"), [(0.5, "30 秒"), (7, "7 分钟"), (125, "2 小时 5 分钟")]
)
def test_the_second_holder_is_told_who_has_it_and_for_how_long(
    tmp_path: Path, minutes: float, age: str
) -> None:
    later = NOON + timedelta(minutes=minutes)
    with (
        platform_lock(tmp_path, "build", now=lambda: NOON),
        pytest.raises(LockedError) as caught,
        platform_lock(tmp_path, "deploy", now=lambda: later),
    ):
        pass
    message = str(caught.value)
    assert f"运行的 sitegen build（进程 {os.getpid()}）正在使用本平台，已进行 {age}。" in message


def test_a_refused_holder_does_not_overwrite_the_note_of_the_first(tmp_path: Path) -> None:
    with platform_lock(tmp_path, "build"):
        with pytest.raises(LockedError), platform_lock(tmp_path, "deploy"):
            pass
        held = holder(tmp_path)
        assert held is not None
        assert held.command == "build"


def test_waiting_ends_when_the_lock_is_free(tmp_path: Path) -> None:
    clock = Clock()
    told: list[str] = []
    first = platform_lock(tmp_path, "build")
    first.__enter__()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        if clock.naps == 3:
            first.__exit__(None, None, None)

    with platform_lock(
        tmp_path, "deploy", wait_seconds=60, now=clock.now, sleep=sleep, on_wait=told.append
    ):
        held = holder(tmp_path)
        assert held is not None
        assert held.command == "deploy"
    assert clock.naps == 3
    assert len(told) == 1
    assert "正在等候" in told[0]


def test_waiting_ends_after_the_seconds_given(tmp_path: Path) -> None:
    clock = Clock()
    with (
        platform_lock(tmp_path, "build"),
        pytest.raises(LockedError),
        platform_lock(tmp_path, "x", wait_seconds=2, now=clock.now, sleep=clock.sleep),
    ):
        pass
    assert timedelta(seconds=2) <= clock.time - NOON < timedelta(seconds=3)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_holder_that_was_killed_leaves_the_lock_free(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with platform_lock(tmp_path, "build"):
            os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert holder(tmp_path) is not None, "the note of the dead stays"
    with platform_lock(tmp_path, "build"):
        held = holder(tmp_path)
        assert held is not None
        assert held.pid == os.getpid()


def test_the_lock_is_freed_after_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), platform_lock(tmp_path, "build"):
        raise ZeroDivisionError
    with platform_lock(tmp_path, "build"):
        pass


@pytest.mark.parametrize("note", ["", "{", "[]", '{"user": 1}', "\xff"])
def test_a_note_that_cannot_be_read_does_not_hide_that_it_is_locked(
    tmp_path: Path, note: str
) -> None:
    with platform_lock(tmp_path, "build"):
        (tmp_path / ".state" / "lock").write_text(note, encoding="latin-1")
        with pytest.raises(LockedError, match="另一个 sitegen 进程"), platform_lock(tmp_path, "x"):
            pass


def test_a_file_system_without_locks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with (
        pytest.raises(ReleaseError, match="文件系统不支持文件锁"),
        platform_lock(tmp_path, "build"),
    ):
        pass


def test_a_full_disk_does_not_keep_from_holding_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: bytes, offset: int) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwrite", full)
    with (
        platform_lock(tmp_path, "rollback"),
        pytest.raises(LockedError, match="另一个 sitegen 进程"),
        platform_lock(tmp_path, "build"),
    ):
        pass


def test_a_user_without_a_name_is_noted_by_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nameless)
    with platform_lock(tmp_path, "build"):
        held = holder(tmp_path)
        assert held is not None
        assert held.user == str(os.getuid())


def test_without_a_lock_file_nobody_holds_it(tmp_path: Path) -> None:
    assert holder(tmp_path) is None


def test_an_age_that_makes_no_sense_is_left_out() -> None:
    ahead = Holder("u", "h", 1, "build", (NOON + timedelta(days=1)).isoformat())
    assert ahead.age(NOON) is None
    assert Holder("u", "h", 1, "build", "yesterday").age(NOON) is None
    assert Holder("u", "h", 1, "build", "2026-03-01T12:00:00").age(NOON) is None
