"""A saved file is taken over by itself, and only the pages that it touches are told of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.preview.notes import EDITION, JUDGED
from sitegen.preview.session import PreviewSession
from sitegen.preview.verdicts import AtOnce
from tests.preview.conftest import Opener
from tests.preview.desk import Desk, forbid_reading
from tests.support.platform import TestPlatform

ITEM = "content/city/yw/1.md"
NEW = "---\ntitle: {}\ndate: 2026-06-09 10:00\nsource: 市政府办公室\n---\n\n会议已经开完。\n"


@pytest.fixture
def group(make_platform: Callable[[dict[str, str]], TestPlatform], open_desk: Opener) -> Desk:
    """A city with two counties; the city's news collect those of the first."""
    platform = make_platform({"city": "portal", "east": "county", "west": "county"})
    path = "content/city/yw/_column.yaml"
    collect = "collect: [{sites: [east], columns: [yw], limit: 5}]\n"
    platform.write(path, (platform.root / path).read_text("utf-8") + collect)
    return open_desk(platform)


def test_a_saved_item_is_on_its_page_its_list_and_the_home_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in ("/yw/1.html", "/yw/", "/"):
        assert "第一篇" in desk.page(page)
    forbid_reading(monkeypatch)

    desk.replace(ITEM, "city要闻第一篇", "改过的标题")

    for page in ("/yw/1.html", "/yw/", "/"):
        assert "改过的标题" in desk.page(page)
        assert "city要闻第一篇" not in desk.page(page)


def test_a_new_item_appears_and_a_deleted_one_goes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.page("/yw/")
    forbid_reading(monkeypatch)

    desk.save("content/city/yw/2.md", NEW.format("新来的稿件"))
    assert "新来的稿件" in desk.page("/yw/")
    assert "新来的稿件" in desk.page("/yw/2.html")

    desk.delete("content/city/yw/2.md")
    assert "新来的稿件" not in desk.page("/yw/")
    assert desk.session.answer("city", "/yw/2.html", {}).status == 404


def test_a_moved_item_stands_in_its_new_column_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.save("content/city/yw/2.md", NEW.format("搬家的稿件"))
    forbid_reading(monkeypatch)

    desk.move("content/city/yw/2.md", "content/city/tzgg/2.md")

    assert "搬家的稿件" not in desk.page("/yw/")
    assert "搬家的稿件" in desk.page("/tzgg/")


def test_half_saved_front_matter_is_said_and_heals(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.page("/yw/1.html")
    whole = (desk.platform.root / ITEM).read_text("utf-8")
    forbid_reading(monkeypatch)

    desk.save(ITEM, whole[:20])
    assert "暂时无法显示" in desk.page("/yw/1.html")

    desk.save(ITEM, whole)
    assert "city要闻第一篇" in desk.page("/yw/1.html")


def test_a_finding_of_the_saved_file_does_not_wait_for_the_verdict(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Never(AtOnce):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            from concurrent.futures import Future

            return Future()

    session = PreviewSession(platform.root, platform.as_of, 1, judging=Never)
    session.refresh()
    session.answer("city", "/yw/1.html", {})
    platform.replace(ITEM, "2026-06-0", "2026-13-0")
    session.take([str(platform.root / ITEM)])

    assert "2026-13-0" in session.answer("city", "/yw/1.html", {}).body.decode()
    session.close()


def test_the_sites_findings_follow_by_an_event(desk: Desk) -> None:
    desk.settled("/yw/1.html")
    desk.told.clear()
    text = (desk.platform.root / ITEM).read_text("utf-8")

    desk.save(ITEM, f"{text}\n见[名单](none.csv)。\n")
    desk.settled("/yw/1.html")

    assert desk.told == [(EDITION, frozenset({"city"})), (JUDGED, frozenset({"city"}))]
    assert "none.csv" in desk.session.notes("city", "/yw/1.html")
    assert desk.session.notes("city", "/tzgg/1.html") == ""


def test_only_browsers_of_sites_that_the_save_concerns_are_told(group: Desk) -> None:
    for site in ("city", "east", "west"):
        group.page("/yw/", site)
    before = group.session.edition("west")

    group.replace("content/east/yw/1.md", "east要闻第一篇", "东县的新标题")

    assert group.changed == [frozenset({"city", "east"})]
    assert group.session.edition("west") == before
    assert "东县的新标题" in group.page("/yw/", "city")


def test_a_site_that_links_to_the_saved_item_is_told(group: Desk) -> None:
    text = (group.platform.root / "content/west/yw/1.md").read_text("utf-8")
    group.save("content/west/yw/1.md", f"{text}\n见[东县](../../east/yw/1.md)。\n")
    for site in ("east", "west"):
        group.page("/yw/1.html", site)
    group.told.clear()

    group.delete("content/east/yw/1.md")

    assert frozenset({"east", "west"}) in group.changed
    assert 'href="#"' in group.page("/yw/1.html", "west")


def test_a_file_that_was_only_touched_tells_nobody(desk: Desk) -> None:
    desk.page("/yw/1.html")

    desk.save(ITEM, (desk.platform.root / ITEM).read_bytes())

    assert desk.changed == []


def test_what_a_build_read_meanwhile_is_taken_over_too(desk: Desk) -> None:
    desk.page("/yw/")
    desk.platform.replace(ITEM, "city要闻第一篇", "构建先读到的标题")
    desk.platform.check()

    desk.take(ITEM)

    assert "构建先读到的标题" in desk.page("/yw/")


def test_the_next_scan_looks_into_the_folder_of_a_saved_file(desk: Desk) -> None:
    desk.page("/yw/")
    desk.save("content/city/yw/2.md", NEW.format("新来的稿件"))
    desk.platform.replace(ITEM, "city要闻第一篇", "没有通知的标题")

    desk.session.refresh()

    assert "没有通知的标题" in desk.page("/yw/")


@pytest.mark.parametrize(
    ("path", "text", "page", "shown"),
    [
        ("content/city/yw/_column.yaml", "title: 新闻\ntype: news\n", "/yw/", "新闻"),
        ("content/city/_site.yaml", "slogan: 宜居之城\n", "/yw/", "宜居之城"),
        ("content/city/yw/1.MD", "x", "/yw/", "第一篇"),
    ],
)
def test_settings_and_doubtful_names_are_read_with_everything(
    desk: Desk, path: str, text: str, page: str, shown: str
) -> None:
    desk.page(page)

    desk.save(path, text)

    assert desk.changed == [None]
    assert shown in desk.page(page)


def test_a_deleted_folder_is_noticed(desk: Desk) -> None:
    desk.save("content/city/yw/2025/2.md", NEW.format("去年的稿件"))
    assert "去年的稿件" in desk.page("/yw/")

    desk.delete("content/city/yw/2025")

    assert "去年的稿件" not in desk.page("/yw/")


def test_an_attachment_is_served_as_it_was_saved_last(desk: Desk) -> None:
    text = NEW.format("附件稿件").replace("source:", "attachments: [表.csv]\nsource:")
    desk.save("content/city/yw/2.md", text)
    desk.save("content/city/yw/表.csv", "甲,乙\n1,2\n")
    assert desk.session.answer("city", "/yw/表.csv", {}).body.decode() == "甲,乙\n1,2\n"

    desk.save("content/city/yw/表.csv", "甲,乙\n3,4\n")

    assert desk.session.answer("city", "/yw/表.csv", {}).body.decode() == "甲,乙\n3,4\n"


def test_a_due_item_appears_with_the_next_save(
    platform: TestPlatform, open_desk: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.write(
        "content/city/tzgg/2.md", NEW.format("即将发布").replace("06-09 10:00", "06-10 12:30")
    )
    desk = open_desk(platform)
    assert "草稿" in desk.page("/tzgg/2.html")
    monkeypatch.setattr("sitegen.preview.session.moment", lambda *_: "2026-06-10 12:31")

    desk.replace(ITEM, "便民举措", "惠民举措")

    assert "草稿" not in desk.page("/tzgg/2.html")
