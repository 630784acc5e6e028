"""Links of what is not published yet: told before its hour, when they would block the site."""

from __future__ import annotations

import pytest

from tests.support.platform import TestPlatform

BROKEN = {"link-broken", "attachment-missing"}
SCHEDULED = "date: 2099-01-05 09:00\n"
DRAFT = "date: 2026-06-05\ndraft: true\n"


def _item(title: str, more: str, text: str) -> str:
    return f"---\ntitle: {title}\nsource: 市政府办公室\n{more}---\n\n{text}\n"


def _broken(platform: TestPlatform) -> dict[str, str]:
    """Messages of broken links by the last part of the file, none of which may block."""
    found = [one for one in platform.check() if one.rule in BROKEN]
    assert not any(one.level.blocks for one in found)
    return {one.file.rpartition("/")[2]: one.message for one in found}


@pytest.mark.parametrize("target", ["no-such.md", "no-such.pdf", "../nothing/", "/none.html"])
def test_a_scheduled_item_is_warned_of_a_link_that_leads_nowhere(
    platform: TestPlatform, target: str
) -> None:
    platform.write("content/city/yw/2.md", _item("会议预告", SCHEDULED, f"见[这里]({target})。"))

    told = _broken(platform)

    assert "不存在" in told["2.md"] or "不是栏目" in told["2.md"]
    assert "本稿件定于 2099-01-05 09:00 发布" in told["2.md"]


def test_a_draft_is_warned_too(platform: TestPlatform) -> None:
    platform.write("content/city/yw/2.md", _item("会议预告", DRAFT, "见[这里](no-such.md)。"))

    assert "草稿" in _broken(platform)["2.md"]


def test_what_will_be_there_by_then_is_no_broken_link(platform: TestPlatform) -> None:
    earlier = "date: 2099-01-04\n"
    platform.write("content/city/yw/2.md", _item("会议预告", earlier, "会议将于下周召开。"))
    both = "见[预告](2.md)和[网址](/yw/2.html)。"
    platform.write("content/city/yw/3.md", _item("会议议程", SCHEDULED, both))
    platform.write("content/city/yw/4.md", _item("会议纪要", DRAFT, "见[议程](3.md)。"))

    assert _broken(platform) == {}


def test_what_comes_later_or_is_over_by_then_is_one(platform: TestPlatform) -> None:
    later = "date: 2099-01-06\n"
    over = "date: 2026-06-01\nexpires: 2099-01-01\n"
    platform.write("content/city/yw/2.md", _item("会议预告", later, "会议将于下周召开。"))
    platform.write("content/city/yw/3.md", _item("报名通知", over, "请于年底前报名参加会议。"))
    platform.write("content/city/yw/4.md", _item("会议议程", SCHEDULED, "见[预告](2.md)。"))
    platform.write("content/city/yw/5.md", _item("会议安排", SCHEDULED, "见[通知](3.md)。"))

    told = _broken(platform)

    assert "要到 2099-01-06" in told["4.md"]
    assert "3.md" in told["5.md"]


def test_the_warning_goes_with_the_link(platform: TestPlatform) -> None:
    platform.write("content/city/yw/2.md", _item("会议预告", SCHEDULED, "见[这里](no-such.md)。"))
    platform.build()
    assert "2.md" in _broken(platform)

    platform.write("content/city/yw/2.md", _item("会议预告", SCHEDULED, "会议将于下周召开。"))
    platform.build()

    assert _broken(platform) == {}
