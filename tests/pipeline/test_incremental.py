"""Cost follows change: what is the same is not rendered again, and nothing stale remains."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.platform import TestPlatform

NEWS = (
    "---\ntitle: {title}\ndate: 2026-06-{day:02d} 10:{minute:02d}\nsource: 市政府办公室\n---\n\n"
    "{body}\n"
)


def _news(platform: TestPlatform, number: int, body: str = "会议研究了下一阶段工作。") -> str:
    path = f"content/city/yw/2026/{number:03d}.md"
    day, minute = 1 + number % 9, number % 60
    platform.write(path, NEWS.format(title=f"第{number}号会议", day=day, minute=minute, body=body))
    return path


def _clean(platform: TestPlatform, tmp_path: Path) -> dict[str, bytes]:
    """Build a copy of the platform that remembers nothing."""
    root = tmp_path / "clean"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(platform.root, root, ignore=shutil.ignore_patterns("build"))
    copy = TestPlatform.__new__(TestPlatform)
    copy.root, copy.as_of, copy.config = root, platform.as_of, platform.config
    copy.built()
    return copy.tree()


@pytest.fixture
def busy(platform: TestPlatform) -> TestPlatform:
    """A portal with sixty items in one column."""
    for number in range(60):
        _news(platform, number)
    platform.built()
    return platform


def test_nothing_changed_nothing_rendered(busy: TestPlatform) -> None:
    result = busy.built()

    assert result.status == "unchanged"
    assert result.pages.rendered == 0


def test_an_edit_of_one_item_starts_no_process(
    busy: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise AssertionError("a process was started")

    _news(busy, 30, "会议的内容改了。")
    monkeypatch.setattr("os.fork", refuse)

    assert busy.built(jobs=2).pages.rendered == 1


def test_an_edited_body_renders_its_page_alone(busy: TestPlatform, tmp_path: Path) -> None:
    _news(busy, 30, "会议的内容改了。")

    result = busy.built(explain=True)

    assert result.explained == (("yw/2026/030.html", "页面数据变了"),)
    assert busy.tree() == _clean(busy, tmp_path)


def test_an_edited_title_renders_what_shows_it(busy: TestPlatform, tmp_path: Path) -> None:
    path = _news(busy, 30)
    busy.replace(path, "第30号会议", "改名的会议")

    result = busy.built()

    assert 1 < result.pages.rendered <= 12
    assert not [p for p, data in busy.tree().items() if "第30号会议".encode() in data]
    assert busy.tree() == _clean(busy, tmp_path)


def test_a_new_item_leaves_archive_pages_alone(busy: TestPlatform, tmp_path: Path) -> None:
    busy.write(
        "content/city/yw/2026/new.md",
        NEWS.format(title="最新会议", day=10, minute=0, body="会议刚刚开完。"),
    )

    result = busy.built(explain=True)

    rendered = {path for path, _ in result.explained}
    assert "yw/index.html" in rendered
    assert not {path for path in rendered if path.startswith("yw/list_")}
    assert len(rendered) <= 12
    assert busy.tree() == _clean(busy, tmp_path)


def test_a_deleted_item_leaves_no_trace(busy: TestPlatform, tmp_path: Path) -> None:
    busy.delete("content/city/yw/2026/030.md")

    busy.built()

    assert not [p for p, data in busy.tree().items() if "第30号会议".encode() in data]
    assert busy.tree() == _clean(busy, tmp_path)


def test_a_touched_file_costs_nothing(busy: TestPlatform) -> None:
    target = busy.root / "content/city/yw/2026/030.md"
    target.write_bytes(target.read_bytes())

    assert busy.built().status == "unchanged"


def test_the_clock_alone_brings_a_future_item_in(busy: TestPlatform, tmp_path: Path) -> None:
    busy.write(
        "content/city/yw/2026/later.md",
        NEWS.format(title="明天的会议", day=11, minute=0, body="会议明天召开。"),
    )
    assert busy.built().pages.rendered == 0

    busy.as_of = "2026-06-11 10:00"
    busy.built()

    assert "明天的会议" in busy.page("yw/index.html")
    assert busy.tree() == _clean(busy, tmp_path)


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 500])
def test_a_damaged_state_file_is_said_and_rebuilt(busy: TestPlatform, damage: bytes) -> None:
    before = busy.tree()
    for path in (busy.root / "build/.state/city").glob("state.sqlite*"):
        path.write_bytes(damage)

    result = busy.build()

    assert result.sites[0].status == "unchanged"
    assert busy.tree() == before
    if damage:
        assert any("city" in note for note in result.notes)


def test_without_any_state_the_release_stays_the_same(busy: TestPlatform) -> None:
    shutil.rmtree(busy.root / "build/.state")

    assert busy.built().status == "unchanged"
