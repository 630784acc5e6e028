"""What repeats across sites is found from what changed, and is what looking at everything finds."""

from __future__ import annotations

import random
from pathlib import Path
from unittest import mock

import pytest

from sitegen.pipeline import repeats
from sitegen.pipeline.repeats import Repeats
from sitegen.state import SiteState
from tests.support.platform import TestPlatform

SITES = {"city": "portal", "dept-a": "department", "dept-b": "department"}
_ITEM = """---
title: 第{number}批重点项目集中开工
date: 2026-06-01 10:00
source: 澄湖市融媒体中心
---

{text}
"""


def _text(number: int) -> str:
    parts = (f"全市第{number}批重点项目第{index}个标段集中开工。" for index in range(8))
    return "".join(parts)


def _write(platform: TestPlatform, site: str, name: str, number: int) -> None:
    item = _ITEM.format(number=number, text=_text(number))
    platform.write(f"content/{site}/yw/{name}.md", item)


def _remembered(platform: TestPlatform) -> Path:
    return platform.root / "build/.state/repeats.json"


def _both(platform: TestPlatform) -> tuple[set[str], set[str], bool]:
    """Values that repeat: found from what is remembered, and from everything; was it of use."""
    builder, _, _ = platform.runner().read()
    with builder.opened() as around:
        states = {site: around.states[site] for site in SITES}
        quick = Repeats.recalled(_remembered(platform), states)
        return quick.of("fingerprint"), Repeats(states).of("fingerprint"), quick.few


def test_any_edits_leave_what_looking_at_everything_finds(tmp_path: Path) -> None:
    platform = TestPlatform(tmp_path, SITES)
    platform.built()
    chance = random.Random(20)
    seen = 0
    for step in range(40):
        for _ in range(chance.choice((1, 1, 2, 5))):
            site, name = chance.choice([*SITES]), f"n{chance.randrange(5)}"
            path = platform.root / f"content/{site}/yw/{name}.md"
            if path.exists() and chance.random() < 0.3:
                path.unlink()
            else:
                _write(platform, site, name, chance.randrange(6))
        if step % 3 == 0:
            platform.built()  # only this remembers; the others are made up for later
        quick, whole, few = _both(platform)
        assert few
        assert quick == whole
        seen += bool(whole)
    assert seen > 10, "the walk met values that repeat"


def test_only_what_changed_is_counted(tmp_path: Path) -> None:
    platform = TestPlatform(tmp_path, SITES)
    _write(platform, "dept-a", "first", 1)
    platform.built()
    _write(platform, "dept-b", "second", 1)
    with mock.patch.object(SiteState, "every", side_effect=AssertionError("looked at everything")):
        found = platform.check("dept-b")
    assert [one.file for one in found if one.rule == "duplicate-article"] == [
        "content/dept-b/yw/second.md"
    ]
    platform.delete("content/dept-a/yw/first.md")
    assert not [one for one in platform.check() if one.rule == "duplicate-article"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"known": {}}', '{"revisions": 1, "known": 2}'])
def test_what_is_remembered_may_be_damaged(tmp_path: Path, text: str) -> None:
    platform = TestPlatform(tmp_path, SITES)
    _write(platform, "dept-a", "first", 1)
    platform.built()
    _remembered(platform).write_text(text, "utf-8")
    _write(platform, "dept-b", "second", 1)
    quick, whole, few = _both(platform)
    assert not few
    assert quick == whole
    assert len(whole) == 1


def test_another_state_file_or_a_new_site_asks_for_everything(tmp_path: Path) -> None:
    platform = TestPlatform(tmp_path, SITES)
    platform.built()
    (platform.root / "build/.state/dept-a/state.sqlite").unlink()
    assert not _both(platform)[2]
    platform.built()
    data = _remembered(platform).read_text("utf-8")
    _remembered(platform).write_text(data.replace("dept-b", "dept-c"), "utf-8")
    assert not _both(platform)[2]


def test_after_many_changes_everything_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = TestPlatform(tmp_path, SITES)
    platform.built()
    monkeypatch.setattr(repeats, "_MANY", 2)
    for number in range(3):
        _write(platform, "city", f"n{number}", 1)
    quick, whole, few = _both(platform)
    assert not few
    assert quick == whole
    assert len(whole) == 1
