"""What an edit costs grows with the number of sites at most, never with its square."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest import mock

import pytest

from sitegen.pipeline.ties import Ties, sources_of
from sitegen.sources.platform import load_platform
from sitegen.sources.scan import scan_all
from sitegen.sources.sharing import Neighbours
from sitegen.state import database
from tests.support.platform import TestPlatform

Make = Callable[[Mapping[str, str]], TestPlatform]
ITEM = "content/city/yw/1.md"


def _departments(number: int) -> dict[str, str]:
    return {"city": "portal", **{f"dept-{index}": "department" for index in range(number)}}


class _Counted:
    """Counts the states that are opened and the questions they are asked."""

    def __init__(self) -> None:
        self.opened = self.asked = 0
        self._connect = database._connect

    def __call__(self, path: Path) -> sqlite3.Connection:
        self.opened += 1
        connection = self._connect(path)
        connection.set_trace_callback(self._ask)
        return connection

    def _ask(self, _: str) -> None:
        self.asked += 1


def _build_and_edit(platform: TestPlatform) -> None:
    time.sleep(0.1)  # what is younger than the clock's grain is looked at twice
    platform.built()
    platform.replace(ITEM, "。\n", "。另据了解，有关工作已经展开。\n")


def _edit(platform: TestPlatform) -> _Counted:
    """Count what the build after an edit does; only the portal may be drawn anew."""
    _build_and_edit(platform)
    counted = _Counted()
    with mock.patch.object(database, "_connect", counted):
        result = platform.build(jobs=1)
    assert {one.site for one in result.sites if one.status == "published"} == {"city"}
    return counted


def test_every_further_site_costs_an_edit_the_same(make_platform: Make) -> None:
    few, some, many = (_edit(make_platform(_departments(number))) for number in (1, 3, 7))

    first, further = some.asked - few.asked, many.asked - some.asked
    assert 0 < further <= 2.2 * first, "four sites more cost at most twice what two more do"
    assert further / 4 < 80, "questions for a site of which nothing changed"
    assert many.opened - some.opened == 4, "opened once: to look, to compare all sites, to build"


def test_sites_that_did_not_change_need_no_processes(make_platform: Make) -> None:
    platform = make_platform(_departments(6))
    _build_and_edit(platform)
    with mock.patch("multiprocessing.get_context", side_effect=AssertionError("forked")):
        runner = platform.runner(jobs=4)
        time.sleep(0.1)  # a tree walked right after a build might have been read by it
        runner.seen.update(scan_all(platform.root / "content"))
        result = runner.build()
    assert sorted(one.status for one in result.sites) == ["published", *["unchanged"] * 6]


def test_who_shows_names_or_interprets_whom(make_platform: Make) -> None:
    platform = make_platform({**_departments(3), "county-x": "county"})
    platform.write(
        "content/city/xqdt/_column.yaml",
        "title: 县区动态\ntype: list\norder: 60\naccept: [county-x]\nwhen_empty: hide\n",
    )
    named = "../../dept-1/yw/1.md"
    text = (platform.root / "content/dept-0/yw/1.md").read_text("utf-8")
    platform.write("content/dept-0/yw/1.md", f"{text}\n见[要闻]({named})。\n")
    told = f"kind: interpretation\nform: text\ninterprets: [{named}]\ntitle:"
    platform.replace("content/dept-2/yw/1.md", "title:", told)
    builder, _, _ = platform.runner().prepare()

    config = load_platform(platform.root).config
    with builder.opened() as around:
        assert isinstance(around, Neighbours)
        drawn_from = {
            site.id: sources_of(site, around, Ties.of(around.states)) for site in config.sites
        }

    assert drawn_from["city"] == {site.id for site in config.sites}, "a column of it accepts"
    assert drawn_from["dept-0"] == {"dept-0", "dept-1"}, "it names an item"
    assert drawn_from["dept-1"] == {"dept-1", "dept-2"}, "an item of it is interpreted there"
    assert drawn_from["dept-2"] == {"dept-2", "dept-1"}, "it names what it interprets"
    assert drawn_from["county-x"] == {"county-x"}


@pytest.mark.parametrize("other", ["city", "dept-0"])
def test_the_same_article_twice_is_found_on_one_site_and_on_two(
    make_platform: Make, other: str
) -> None:
    platform = make_platform(_departments(1))
    text = "。".join(f"全市第{index}批重点项目集中开工" for index in range(8))
    head = "title: 重点项目集中开工\ndate: 2026-06-0{} 10:00\nsource: 澄湖市融媒体中心"
    article = f"---\n{head}\n---\n\n{text}。\n"
    platform.write("content/city/yw/first.md", article.format(1))
    assert not _doubled(platform)

    platform.write(f"content/{other}/yw/second.md", article.format(2))

    assert _doubled(platform) == [f"content/{other}/yw/second.md"]


def _doubled(platform: TestPlatform) -> list[str]:
    return [found.file for found in platform.check() if found.rule == "duplicate-article"]


def test_a_site_that_was_taken_off_the_platform_is_told_as_long_as_its_pages_are_there(
    make_platform: Make,
) -> None:
    platform = make_platform(_departments(1))
    assert platform.build().notes == ()
    platform.config["sites"] = [one for one in platform.config["sites"] if one["id"] == "city"]
    platform.configure()

    (note,) = [one for one in platform.build().notes if "sites.yaml" in one]

    assert note.startswith("dept-0 ")
    assert (platform.root / "build/dept-0/index.html").exists()
    (platform.root / "build/dept-0").unlink()
    shutil.rmtree(platform.root / "build/.releases/dept-0")
    assert platform.build().notes == ()
