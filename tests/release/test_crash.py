"""Commits that are killed, or whose system calls fail, at every point."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import ReleaseError
from sitegen.release import durable
from sitegen.release.manifest import Manifest
from sitegen.release.store import ReleaseStore

from .site import numbered, publish, tree

# The children of these forks run nothing but a commit.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

CALLS = (
    "open",
    "write",
    "fchmod",
    "mkdir",
    "link",
    "rename",
    "unlink",
    "rmdir",
    "symlink",
    "fsync",
)
OLD = numbered(6, "old") | {"gone/deep/x.html": b"x", "late.html": b"since the last release"}
NEW = numbered(6, "old") | {
    "index.html": b"new",
    "late.html": OLD["late.html"],
    "fresh/deep/y.html": b"y" * 3000,
}


@pytest.fixture(autouse=True)
def strict_umask() -> Iterator[None]:
    """So that the modes of files have to be set."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@contextmanager
def after(count: int, names: tuple[str, ...], act: Callable[[], None]) -> Iterator[list[int]]:
    """Run `act` in the place of the `count`-th of these calls; yields a list of the calls."""
    seen: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            real = getattr(os, name)

            def counted(*args: Any, real: Callable[..., Any] = real, **options: Any) -> Any:
                seen.append(1)
                if len(seen) == count:
                    act()
                return real(*args, **options)

            patch.setattr(os, name, counted)
        yield seen


def before_commit(build: Path) -> ReleaseStore:
    """Three releases, so that the next commit recycles the oldest."""
    store = ReleaseStore(build)
    with without_waiting_for_the_disk():
        for text in ("1", "2"):
            publish(store, {**OLD, "index.html": text.encode(), "late.html": text.encode()})
        publish(store, OLD)
    return store


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """Preparation and healing are not what is tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        yield


def assert_whole(store: ReleaseStore) -> None:
    served = tree(store.build / "city")
    assert served in (OLD, NEW)
    live = store.current("city")
    assert live is not None
    assert set(live.manifest.files) == set(served)


def assert_heals(store: ReleaseStore) -> None:
    with without_waiting_for_the_disk():
        publish(store, NEW)
    store.prune("city")
    assert tree(store.build / "city") == NEW
    kept = (store.build / ".releases" / "city").iterdir()
    assert all(not path.name.startswith(".") for path in kept)
    for release in store.releases("city"):
        assert set(tree(release.path)) == set(release.manifest.files)


def calls_of_a_commit(build: Path, names: tuple[str, ...]) -> int:
    store = before_commit(build)
    with after(0, names, lambda: None) as seen:
        publish(store, NEW)
    return len(seen)


def test_a_kill_at_any_system_call_leaves_the_old_or_the_new_site(tmp_path: Path) -> None:
    total = calls_of_a_commit(tmp_path / "measure", CALLS)
    assert total > 30
    for point in range(1, total + 1):
        store = before_commit(tmp_path / str(point))
        child = os.fork()
        if child == 0:
            with after(point, CALLS, lambda: os.kill(os.getpid(), 9)):
                publish(store, NEW)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"point {point} of {total} was not reached"
        assert_whole(store)
        assert_heals(store)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("name", [n for n in CALLS if n != "rmdir"])
def test_a_failing_call_leaves_the_old_or_the_new_site(
    tmp_path: Path, name: str, number: int
) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    total = calls_of_a_commit(tmp_path / "measure", (name,))
    assert total > 0
    for point in range(1, total + 1):
        store = before_commit(tmp_path / str(point))
        with after(point, (name,), fail):
            try:
                publish(store, NEW)
            except ReleaseError as error:
                assert "失败" in str(error)
            else:
                assert tree(store.build / "city") == NEW
        assert_whole(store)
        assert_heals(store)


def test_a_first_release_that_is_killed_publishes_nothing_or_all(tmp_path: Path) -> None:
    store = ReleaseStore(tmp_path / "measure")
    with after(0, CALLS, lambda: None) as seen:
        publish(store, NEW)
    for point in range(1, len(seen) + 1):
        store = ReleaseStore(tmp_path / str(point))
        child = os.fork()
        if child == 0:
            with after(point, CALLS, lambda: os.kill(os.getpid(), 9)):
                publish(store, NEW)
            os._exit(0)
        os.waitpid(child, 0)
        assert not (store.build / "city").exists() or tree(store.build / "city") == NEW
        assert_heals(store)


def test_a_failing_syncfs_stops_the_release_before_the_switch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ReleaseStore(tmp_path)
    first = publish(store, numbered(3))

    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(durable, "_syncfs", lambda: broken)
    with pytest.raises(ReleaseError, match="磁盘读写出错"):
        publish(store, numbered(100))
    assert store.current("city") == first


def watch_syncs(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The inodes that are synced from now on, one after another."""
    synced: set[int] = set()
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    return synced


def test_without_syncfs_every_file_and_folder_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "_syncfs", lambda: None)
    synced = watch_syncs(monkeypatch)
    release = publish(ReleaseStore(tmp_path), numbered(100))
    everything = [release.path, *release.path.rglob("*"), release.path.parent, tmp_path]
    assert {path.stat().st_ino for path in everything} <= synced


def test_a_small_change_syncs_what_changed_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = before_commit(tmp_path)
    synced = watch_syncs(monkeypatch)
    root = publish(store, NEW).path
    changed = ["index.html", "fresh/deep/y.html", "manifest.json", "", "fresh", "fresh/deep"]
    expected = [root / name for name in changed] + [root.parent, tmp_path]
    assert {path.stat().st_ino for path in expected} == synced


def test_with_syncfs_many_files_cost_one_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(durable, "_syncfs", lambda: calls.append)
    publish(ReleaseStore(tmp_path), numbered(100))
    assert len(calls) == 1


def test_the_real_syncfs_works_here(tmp_path: Path) -> None:
    release = publish(ReleaseStore(tmp_path), numbered(100))
    assert tree(release.path) == numbered(100)


def test_many_files_go_to_the_disk_before_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(durable, "_syncfs", lambda: calls.append)
    with ReleaseStore(tmp_path).begin("city") as staging:
        staging.settle(durable.EARLY - 1)
        staging.discard()
        assert calls == []
    with ReleaseStore(tmp_path).begin("city") as staging:
        staging.settle(durable.EARLY)
        staging.discard()
        assert len(calls) == 1


def test_an_error_of_an_early_sync_stops_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    store = ReleaseStore(tmp_path)
    with store.begin("city") as staging:
        with monkeypatch.context() as patched:
            patched.setattr(durable, "_syncfs", lambda: broken)
            staging.settle(durable.EARLY)
            with suppress(OSError):
                staging._early.finish()
        entry = staging.write("index.html", b"new")
        with pytest.raises(ReleaseError, match="磁盘读写出错"):
            staging.commit(Manifest("city", {"index.html": entry}), ["index.html"])
    assert store.current("city") is None


def test_a_release_that_never_went_live_is_offered_to_nobody(tmp_path: Path) -> None:
    store = before_commit(tmp_path)
    live = store.current("city")
    kept = store.releases("city")
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sitegen.release.staging.go_live", lambda *_: os.kill(os.getpid(), 9))
            publish(store, NEW)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)

    # The oldest was the base that the new one grew from.
    assert store.releases("city") == kept[:-1]
    assert store.current("city") == live
    with pytest.raises(ReleaseError, match="不存在"):
        store.rollback("city", "000004")
    assert store.rollback("city") == kept[1]

    publish(store, {**OLD, "index.html": b"later"})
    assert store.rollback("city") == kept[0]
    names = [path.name for path in (tmp_path / ".releases/city").iterdir()]
    assert not [name for name in names if name.startswith(".")]
