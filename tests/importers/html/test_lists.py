"""Old list pages: which column took their place, and that their addresses lead there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sitegen.importers.html.column_files import with_aliases
from sitegen.importers.html.old_lists import list_paths, queried_path

from .articles import ARTICLES
from .moving import codes, items, listed, platform, run, save

NOTICE = "/zwgk/tzgg/202312/t20231228_5.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return platform(tmp_path / "platform")


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    save(tmp_path / "m", NOTICE, ARTICLES[2])
    return tmp_path / "m"


def column(root: Path, path: str) -> dict[str, object]:
    file = root / f"content/city/{path}/_column.yaml"
    found: dict[str, object] = yaml.safe_load(file.read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("//h/xw/index.html", ["/xw/index.html", "/xw/"]),
        ("//h/xw/", ["/xw/", "/xw/index.html"]),
        ("//h/xw/index_3.html", ["/xw/index_3.html"]),
        ("//h/col/col59/index.html", ["/col/col59/index.html", "/col/col59/"]),
        ("//h/xw/tz.htm", ["/xw/tz.htm"]),
        ("//h/xw/tz/12.htm", ["/xw/tz/12.htm"]),
        ("//h/xw/default.aspx.html", ["/xw/default.aspx", "/xw/"]),
        ("//h/list.jsp?page=2", []),
        ("//h/list.jsp@page=2.html", []),
        ("//h/index.html", []),
        ("//h/", []),
    ],
)
def test_list_pages_have_their_plain_paths(address: str, paths: list[str]) -> None:
    assert list_paths(address) == paths


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("//h/show.asp?id=7", "/show.asp?id=7"),
        ("//h/show.asp@id=7.html", "/show.asp?id=7"),
        ("//h/show.asp?name=公告", ""),
        ("//h/show.asp", ""),
        ("//h/../show.asp?id=1", ""),
    ],
)
def test_pages_asked_for_with_a_query_keep_it(address: str, path: str) -> None:
    assert queried_path(address) == path


def test_addresses_of_old_lists_stand_in_the_column(root: Path, mirror: Path) -> None:
    for name in ("index.html", "index_1.html", "index_2.html"):
        listed(mirror, f"/xxgk/gg/{name}", ("政务公开", "通知公告"))
    report = run(root, mirror)
    assert column(root, "zwgk/tzgg")["aliases"] == [
        "/xxgk/gg/index.html", "/xxgk/gg/", "/xxgk/gg/index_1.html", "/xxgk/gg/index_2.html",
    ]  # fmt: skip
    assert set(report.lists.values()) == {"zwgk/tzgg"}


def test_addresses_that_the_new_site_uses_itself_are_left_out(root: Path, mirror: Path) -> None:
    for name in ("index.html", "index_1.html", "list_1.html"):
        listed(mirror, f"/zwgk/tzgg/{name}", ("政务公开", "通知公告"))
    run(root, mirror)
    assert column(root, "zwgk/tzgg")["aliases"] == ["/zwgk/tzgg/index_1.html"]


def test_list_above_several_columns_leads_to_the_one_above_them(
    root: Path, mirror: Path, tmp_path: Path
) -> None:
    save(mirror, "/zwgk/zcwj/202104/t20210409_21.html")
    listed(mirror, "/zwgk/index_5.html", ("政务公开",))
    run(root, mirror)
    assert column(root, "zwgk")["aliases"] == ["/zwgk/index_5.html"]


def test_list_without_a_home_is_reported_and_not_linked(root: Path, mirror: Path) -> None:
    listed(mirror, "/yqlj/index.html", ("友情链接",))
    report = run(root, mirror)
    assert [note.where for note in report.notes if note.code == "list-address"] == [
        "/yqlj/index.html"
    ]
    assert "aliases" not in column(root, "zwgk/tzgg")


def test_second_run_adds_nothing_and_respects_what_an_editor_took_out(
    root: Path, mirror: Path
) -> None:
    listed(mirror, "/xxgk/gg/index.html", ("政务公开", "通知公告"))
    run(root, mirror)
    file = root / "content/city/zwgk/tzgg/_column.yaml"
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    run(root, mirror)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    file.write_text("title: 通知公告\ntype: notices\naliases: [/xxgk/gg/]\n", encoding="utf-8")
    run(root, mirror)
    assert column(root, "zwgk/tzgg")["aliases"] == ["/xxgk/gg/"]


def test_address_moves_along_when_the_map_gives_its_column_another_home(
    root: Path, mirror: Path
) -> None:
    listed(mirror, "/xxgk/gg/index.html", ("政务公开", "通知公告"))
    run(root, mirror)
    map_file = root / "imports/city/import.yaml"
    text = map_file.read_text("utf-8").replace("to: zwgk/tzgg", "to: zwgk/gsgg")
    map_file.write_text(text, encoding="utf-8")
    run(root, mirror)
    assert "aliases" not in column(root, "zwgk/tzgg")
    assert column(root, "zwgk/gsgg")["aliases"] == ["/xxgk/gg/index.html", "/xxgk/gg/"]


def test_column_file_that_cannot_be_read_costs_only_its_addresses(root: Path, mirror: Path) -> None:
    listed(mirror, "/xxgk/gg/index.html", ("政务公开", "通知公告"))
    run(root, mirror, dry_run=True)
    file = root / "content/city/zwgk/tzgg/_column.yaml"
    file.write_text("title: [", encoding="utf-8")
    report = run(root, mirror)
    assert "list-address" in codes(report)
    assert len(items(root)) == 1
    file.write_text("title: 通知公告\ntype: notices\n", encoding="utf-8")
    run(root, mirror)
    assert column(root, "zwgk/tzgg")["aliases"] == ["/xxgk/gg/index.html", "/xxgk/gg/"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: 甲  # 名称\n", "title: 甲  # 名称\naliases:\n  - /a/\n"),
        ("title: 甲", "title: 甲\naliases:\n  - /a/\n"),
        (
            "aliases:\n- /b/\n# 其他\ntitle: 甲\n",
            "aliases:\n  - /b/\n  - /a/\n# 其他\ntitle: 甲\n",
        ),
        ("aliases: /b/\ntitle: 甲\n", "aliases:\n  - /b/\n  - /a/\ntitle: 甲\n"),
        ("title: 甲\naliases: [/a/]\n", "title: 甲\naliases: [/a/]\n"),
    ],
)
def test_the_rest_of_a_column_file_stays_as_it_was_written(before: str, after: str) -> None:
    assert with_aliases(before, ["/a/"]) == after


def test_last_address_taken_out_leaves_no_empty_list() -> None:
    assert with_aliases("title: 甲\naliases:\n  - /a/\n", [], ["/a/"]) == "title: 甲\n"
