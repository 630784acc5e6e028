"""No connection to a state is open when a process is forked.

SQLite knows what a process has locked from what it did itself. A child that inherits that knowledge
opens a state without locking it, and who leaves then takes the journal from under its feet.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any
from weakref import WeakSet

import pytest

from tests.support.platform import TestPlatform

Make = Callable[[dict[str, str]], TestPlatform]
NEWS = "---\ntitle: 第{0}次会议\ndate: 2026-06-0{1} 08:00\nsource: 办公室\n---\n\n{2}\n"
BODY = "会议研究了防汛工作，要求各部门加强值守，及时报送情况。\n\n" * 6


class _Watched(sqlite3.Connection):
    watch: WeakSet[_Watched]
    path: str

    def close(self) -> None:
        self.watch.discard(self)
        super().close()


class _Watch:
    """Counts forks, and notes which databases were open at one."""

    def __init__(self) -> None:
        self.forks = 0
        self.open_at_fork: list[str] = []
        self.connections: WeakSet[_Watched] = WeakSet()
        self._connect = sqlite3.connect
        os.register_at_fork(before=self._before)

    def connect(self, path: Any, **options: Any) -> sqlite3.Connection:
        made = self._connect(path, factory=_Watched, **options)
        made.watch, made.path = self.connections, str(path)
        self.connections.add(made)
        return made

    def _before(self) -> None:
        self.forks += 1
        self.open_at_fork += [one.path for one in self.connections]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Watch]:
    watch = _Watch()
    monkeypatch.setattr(sqlite3, "connect", watch.connect)
    yield watch
    watch.connections.clear()


def test_builds_of_all_sizes_close_their_states_before_they_fork(
    make_platform: Make, watch: _Watch
) -> None:
    platform = make_platform({"city": "portal", "county-x": "county", "dept-y": "department"})
    for number in range(1200):
        text = NEWS.format(number, 1 + number % 9, f"{BODY}第{number}号议题。")
        platform.write(f"content/city/yw/{number}.md", text)
    stages: list[Callable[[], object]] = [
        lambda: None,
        lambda: platform.write("content/city/yw/7.md", NEWS.format(7, 1, BODY)),
        lambda: [
            platform.write(f"content/city/yw/{n}.md", NEWS.format(n, 2, BODY)) for n in range(90)
        ],
        lambda: platform.write("themes/gov/templates/partials/note.html", "<p>提示</p>\n"),
    ]
    for stage in stages:
        before = watch.forks
        stage()
        platform.built(jobs=2)
        assert watch.forks > before or stage is stages[1]
    platform.built(jobs=2, search=True)
    assert watch.forks > 8
    assert watch.open_at_fork == []
