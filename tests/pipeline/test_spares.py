"""The first release of a large site leaves trees for the next ones; nobody is ever shown them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.release import spares
from sitegen.release.store import ReleaseStore
from tests.support.platform import TestPlatform, tree_of

ITEM = "content/city/yw/1.md"
# The children of these forks link files and end.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture(autouse=True)
def every_site_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spares, "FEW_FILES", 1)


def folder_of(platform: TestPlatform) -> Path:
    return platform.root / "build/.releases/city"


def names(platform: TestPlatform) -> list[str]:
    """The trees of the site: numbers of releases, names of spares."""
    return sorted(path.name.partition("-")[0] for path in folder_of(platform).iterdir())


def edits(platform: TestPlatform, count: int, **options: Any) -> Iterator[list[str]]:
    """Edit and build; yields the trees after each build, which publishes what was written."""
    for number in range(count):
        platform.replace(ITEM, "。\n", f"。第{number}次修改。\n")
        platform.built(**options)
        assert f"第{number}次修改" in platform.page("yw/1.html")
        assert tree_of(folder_of(platform).parent.parent / "city").keys() == {
            *platform.manifest()["files"],
            "manifest.json",
        }
        yield names(platform)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_releases_after_the_first_grow_from_spares(platform: TestPlatform, jobs: int) -> None:
    platform.built(jobs=jobs)
    first = platform.tree()
    assert names(platform) == [".spare", ".spare", "000001"]
    for spare in spares.spares_of(platform.root / "build", "city"):
        assert tree_of(spare.path) == first
        page = Path("yw/1.html")
        assert (spare.path / page).samefile(platform.root / "build/city" / page)

    store = ReleaseStore(platform.root / "build")
    assert [release.id[:6] for release in store.releases("city")] == ["000001"]
    assert list(edits(platform, 4, jobs=jobs)) == [
        [".spare", "000001", "000002"],
        ["000001", "000002", "000003"],
        ["000002", "000003", "000004"],
        ["000003", "000004", "000005"],
    ]


def test_an_edit_links_nothing_but_what_changed(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.built()
    linked: list[object] = []
    link = os.link

    def noted(source: str, target: str, **options: Any) -> None:
        linked.append(target)
        link(source, target, **options)

    monkeypatch.setattr(os, "link", noted)
    for _ in edits(platform, 3):
        assert len(linked) < 12
        linked.clear()


def test_small_sites_get_none(platform: TestPlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spares, "FEW_FILES", 5000)
    platform.built()
    assert names(platform) == ["000001"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_nothing_can_be_linked_there_are_none(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "link", refuse)
    platform.built(jobs=jobs)
    assert names(platform) == ["000001"]
    monkeypatch.undo()
    assert list(edits(platform, 1)) == [["000001", "000002"]]


def test_one_that_was_not_finished_is_removed(platform: TestPlatform) -> None:
    platform.built()
    (folder_of(platform) / ".spare-0/manifest.json").unlink()
    assert list(edits(platform, 2)) == [["000001", "000002"], ["000001", "000002", "000003"]]


@pytest.mark.parametrize("stray", ["yw/more.html", "more/deep.html"])
def test_what_somebody_put_into_one_is_not_published(platform: TestPlatform, stray: str) -> None:
    platform.built()
    for spare in spares.spares_of(platform.root / "build", "city"):
        (spare.path / stray).parent.mkdir(exist_ok=True)
        (spare.path / stray).write_text("<p>不是我们的</p>", "utf-8")
    assert len(list(edits(platform, 3))) == 3


def test_those_left_over_go_when_all_releases_are_there(platform: TestPlatform) -> None:
    platform.built()
    list(edits(platform, 1))
    for name in ("新城市人民政府", "大城市人民政府"):  # all pages are drawn: nothing is taken over
        platform.site_config("city")["name"] = name
        platform.configure()
        platform.built()
    assert names(platform) == ["000002", "000003", "000004"]


def test_a_blocked_first_build_leaves_none(platform: TestPlatform) -> None:
    platform.delete("content/city/yw")
    assert platform.build().sites[0].status == "blocked"
    assert [path for path in folder_of(platform).glob("*") if path.is_dir()] == []


def test_the_web_server_can_read_what_grows_from_one(platform: TestPlatform) -> None:
    before = os.umask(0o077)
    try:
        platform.built()
        assert len(list(edits(platform, 2))) == 2
    finally:
        os.umask(before)
    for release in ReleaseStore(platform.root / "build").releases("city"):
        folders = [release.path, *(path for path in release.path.rglob("*") if path.is_dir())]
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o755}


@pytest.mark.parametrize("error", [MemoryError("none left"), OSError(errno.EIO, "bad disk")])
def test_whatever_goes_wrong_with_them_the_release_is_live(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(spares, "link", fail)
    platform.built(jobs=2)
    assert names(platform) == ["000001"]
    assert platform.build().sites[0].status == "unchanged"


def test_where_no_process_can_be_started_there_are_none(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr("sitegen.pipeline.spares.aside", refuse)
    platform.built(jobs=2)
    assert names(platform) == ["000001"]
