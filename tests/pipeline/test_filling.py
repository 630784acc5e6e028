"""A new state is filled without a journal: it counts only once it is whole, and on the disk."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.support.builds import killed_after, start_build
from tests.support.platform import TestPlatform

Make = Callable[[dict[str, str]], TestPlatform]
NEWS = "---\ntitle: 第{0}次会议\ndate: 2026-06-0{1} 08:00\nsource: 办公室\n---\n\n{2}\n"
KILLED = 5


@pytest.fixture
def large(make_platform: Make) -> TestPlatform:
    """A site whose first reading takes several chunks, by two processes."""
    platform = make_platform({"city": "portal"})
    body = "会议研究了防汛工作，要求各部门加强值守，及时报送情况。\n\n" * 6
    for number in range(1200):
        text = NEWS.format(number, 1 + number % 9, f"{body}第{number}号议题。")
        platform.write(f"content/city/yw/{number}.md", text)
    return platform


def _meta(platform: TestPlatform) -> dict[str, str]:
    path = platform.root / "build/.state/city/state.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT key, value FROM meta"))


def _set_meta(platform: TestPlatform, sql: str) -> None:
    path = platform.root / "build/.state/city/state.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(sql)


def test_a_first_reading_may_be_killed_at_any_moment(large: TestPlatform) -> None:
    started = time.monotonic()
    assert start_build(large, "--no-search").wait() == 0
    length = time.monotonic() - started
    tree = large.tree()
    chance = random.Random(5)
    killed = 0
    for _ in range(KILLED):
        shutil.rmtree(large.root / "build")
        killed += killed_after(start_build(large, "--no-search"), chance.uniform(0.3, length))
        assert start_build(large, "--no-search").wait() == 0, "the next run heals without a flag"
        assert large.tree() == tree
        assert "filling" not in _meta(large)
    assert killed >= KILLED // 2


def test_what_was_not_filled_to_the_end_is_filled_anew(make_platform: Make) -> None:
    platform = make_platform({"city": "portal"})
    platform.built()
    tree = platform.tree()
    _set_meta(platform, "UPDATE meta SET key='filling' WHERE key='version'")
    _set_meta(platform, "DELETE FROM bodies")

    result = platform.build()

    assert not result.notes
    assert platform.tree() == tree
    assert "version" in _meta(platform)


def test_a_build_brings_its_states_to_the_disk(make_platform: Make) -> None:
    platform = make_platform({"city": "portal"})
    platform.check()
    assert "unsynced" in _meta(platform)

    platform.built()

    assert "unsynced" not in _meta(platform)


def test_what_was_not_on_the_disk_when_the_machine_stopped_is_said_and_read_anew(
    make_platform: Make,
) -> None:
    platform = make_platform({"city": "portal"})
    platform.built()
    tree = platform.tree()
    _set_meta(platform, "INSERT INTO meta VALUES ('unsynced', 'another boot')")

    result = platform.build()

    assert any("city" in note and "停机" in note for note in result.notes)
    assert platform.tree() == tree
    assert "unsynced" not in _meta(platform)
