"""What once went stale, or could have: each way in which a build may differ from a clean one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen.pipeline.ingest import Ingest
from sitegen.pipeline.results import BuildResult
from sitegen.render.renderer import Renderer
from sitegen.render.theme import Theme
from tests.pipeline.stories.scene import picture
from tests.support.platform import TestPlatform, site_of

Make = Callable[[Mapping[str, str]], TestPlatform]
ITEM = (
    "---\ntitle: {title}\ndate: 2026-06-0{day} 10:00\nsource: 市政府办公室\n{front}---\n\n{body}\n"
)


def _item(title: str, front: str = "", *, day: int = 5, body: str = "具体安排已经公布。") -> str:
    return ITEM.format(title=title, day=day, front=front, body=body)


def _clean(platform: TestPlatform, tmp_path: Path) -> tuple[BuildResult, TestPlatform]:
    """Build a copy of the platform that remembers nothing."""
    root = tmp_path / "clean"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(platform.root, root, ignore=shutil.ignore_patterns("build"))
    copy = TestPlatform.__new__(TestPlatform)
    copy.root, copy.as_of, copy.config = root, platform.as_of, platform.config
    return copy.build(), copy


def _same(platform: TestPlatform, tmp_path: Path, **options: bool) -> None:
    """Build, and assert that verdicts and trees are those of a build from nothing."""
    result = platform.build(**options)
    other, copy = _clean(platform, tmp_path)
    for mine, cleanly in zip(result.sites, other.sites, strict=True):
        assert mine.findings == cleanly.findings
        assert (mine.status == "blocked") == (cleanly.status == "blocked"), mine.error
        if cleanly.status != "blocked":
            assert platform.tree(mine.site) == copy.tree(mine.site)


def test_the_address_of_a_withdrawn_item_may_lead_to_another_one(
    platform: TestPlatform, tmp_path: Path
) -> None:
    gone = "withdrawn: {date: 2026-06-09, reason: 内容有误}\n"
    platform.write("content/city/yw/old.md", _item("旧消息", gone))
    platform.built()
    platform.write("content/city/tzgg/new.md", _item("新消息", "aliases: [/yw/old.html]\n"))

    _same(platform, tmp_path)

    assert "/tzgg/new.html" in platform.page("yw/old.html")
    platform.delete("content/city/tzgg/new.md")
    _same(platform, tmp_path)
    assert "内容有误" in platform.page("yw/old.html")


def test_the_address_of_a_withdrawn_item_may_be_that_of_another_one(
    platform: TestPlatform, tmp_path: Path
) -> None:
    gone = "withdrawn: {date: 2026-06-09, reason: 内容有误}\n"
    platform.write("content/city/yw/old.md", _item("旧消息", gone))
    platform.built()
    platform.write("content/city/tzgg/new.md", _item("新消息", "url: /yw/old.html\n"))

    _same(platform, tmp_path)

    assert "新消息" in platform.page("yw/old.html")


def test_a_new_picture_of_an_interpretation_leaves_the_document_right(
    platform: TestPlatform, tmp_path: Path
) -> None:
    platform.write("content/city/zcjd/p.png", picture(1, 600))
    reading = "image: p.png\nimage_alt: 示意图\ninterprets: [../yw/1.md]\n"
    platform.write("content/city/zcjd/2.md", _item("解读", reading))
    platform.built()
    platform.write("content/city/zcjd/p.png", picture(2, 700))

    _same(platform, tmp_path)


def test_verdicts_follow_the_column_that_items_are_pushed_to(
    make_platform: Make, tmp_path: Path
) -> None:
    platform = make_platform({"city": "portal", "county-x": "county"})
    column = platform.write("content/city/xqdt/_column.yaml", "title: 县区动态\naccept: all\n")
    shutil.copy(platform.root / "content/city/yw/1.md", column.parent / "1.md")
    front = "publish_to: [city/xqdt]\n"
    platform.write("content/county-x/yw/2.md", _item("推送的消息", front))
    platform.build()
    assert "share-not-accepted" not in {one.rule for one in platform.check("county-x")}

    column.write_text("title: 县区动态\n", "utf-8")

    assert "share-not-accepted" in {one.rule for one in platform.check("county-x")}
    _same(platform, tmp_path)


def test_a_shared_document_shows_who_interprets_it_wherever_it_is_mounted(
    make_platform: Make, tmp_path: Path
) -> None:
    platform = make_platform({"city": "portal", "county-x": "county"})
    platform.write("content/_shared/zc/doc.md", _item("共享文件"))
    platform.write("content/city/gx/_column.yaml", "title: 共享\nmount: _shared/zc\n")
    reading = "kind: interpretation\ninterprets: [../../_shared/zc/doc.md]\n"
    platform.write("content/county-x/zcjd/2.md", _item("解读第一版", reading))
    platform.build()
    assert "解读第一版" in platform.page("gx/doc.html")

    platform.write("content/county-x/zcjd/2.md", _item("解读第二版", reading))
    _same(platform, tmp_path)

    assert "解读第二版" in platform.page("gx/doc.html")


def test_what_shared_items_link_to_is_watched(make_platform: Make, tmp_path: Path) -> None:
    platform = make_platform({"city": "portal", "county-x": "county"})
    related = "related: [../../county-x/yw/2.md]\n"
    platform.write("content/_shared/zc/doc.md", _item("共享文件", related))
    platform.write("content/city/gx/_column.yaml", "title: 共享\nmount: _shared/zc\n")
    platform.write("content/county-x/yw/2.md", _item("县里的消息一"))
    platform.build()

    platform.write("content/county-x/yw/2.md", _item("县里的消息二"))
    _same(platform, tmp_path)

    assert "县里的消息二" in platform.page("gx/doc.html")


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_lost_manifest_is_made_again_though_nothing_changed(
    platform: TestPlatform, tmp_path: Path, damage: str
) -> None:
    platform.built()
    manifest = platform.root / "build/city/manifest.json"
    data = manifest.read_bytes()
    manifest.unlink()
    if damage == "cut":
        manifest.write_bytes(data[:1000])

    _same(platform, tmp_path)

    assert manifest.read_bytes() == data


def test_a_theme_file_of_the_same_size_and_time_is_noticed(
    platform: TestPlatform, tmp_path: Path
) -> None:
    import os

    script = platform.write("themes/gov/static/js/extra.js", "// 1\n")
    times = (script.stat().st_atime_ns, script.stat().st_mtime_ns)
    platform.built()
    script.write_text("// 2\n")
    os.utime(script, ns=times)

    _same(platform, tmp_path)


def _when(
    patch: pytest.MonkeyPatch, owner: type, name: str, act: Callable[[], object], *, before: bool
) -> None:
    """Do something beside the first call of a method."""
    real = getattr(owner, name)
    waiting = [act]

    def method(*args: object, **options: object) -> object:
        if before and waiting:
            waiting.pop()()
        result = real(*args, **options)
        if waiting:
            waiting.pop()()
        return result

    patch.setattr(owner, name, method)


def test_settings_saved_between_two_looks_at_them_are_noticed(
    platform: TestPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = "content/city/yw/_column.yaml"
    platform.built()
    platform.replace(column, "title: 要闻", "title: 头条")
    with monkeypatch.context() as patch:
        again = lambda: platform.replace(column, "title: 头条", "title: 快讯")  # noqa: E731
        _when(patch, Ingest, "_compare", again, before=False)
        platform.built()

    _same(platform, tmp_path)

    assert "快讯" in platform.page("yw/index.html")


@pytest.mark.parametrize("taken_back", [False, True])
def test_what_a_check_reads_while_pages_are_drawn_never_gets_into_a_page_of_another_key(
    platform: TestPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, taken_back: bool
) -> None:
    path = "content/city/yw/2.md"
    platform.write(path, _item("消息", body="第一版。"))
    platform.built()
    platform.write(path, _item("消息", body="第二版。"))

    def meanwhile() -> None:
        platform.write(path, _item("消息", body="第三版。"))
        platform.check()

    with monkeypatch.context() as patch:
        _when(patch, Renderer, "digest", meanwhile, before=True)
        result = platform.build()
    assert site_of(result, "city").status == "published"
    if taken_back:
        platform.write(path, _item("消息", body="第二版。"))

    _same(platform, tmp_path)

    assert ("第二版" if taken_back else "第三版") in platform.page("yw/2.html")


def test_an_item_deleted_while_pages_are_drawn_ends_no_build(
    platform: TestPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "content/city/yw/2.md"
    platform.built()
    platform.write(path, _item("消息"))

    def meanwhile() -> None:
        platform.delete(path)
        platform.check()

    with monkeypatch.context() as patch:
        _when(patch, Renderer, "digest", meanwhile, before=True)
        result = platform.build()

    assert site_of(result, "city").status == "unchanged"
    assert any("内容在构建期间被改动" in note for note in result.notes)
    _same(platform, tmp_path)


def test_a_site_whose_content_never_rests_keeps_its_release(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "content/city/yw/2.md"
    platform.built()
    before = platform.tree()
    platform.write(path, _item("消息"))
    real = Renderer.__init__
    count = 0

    def restless(self: Renderer, *args: object) -> None:
        nonlocal count
        count += 1
        platform.write(path, _item("消息", body=f"第{count}版。"))
        platform.check()
        real(self, *args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Renderer, "__init__", restless)
        result = site_of(platform.build(), "city")

    assert (result.status, result.error) == ("blocked", "内容在构建期间被改动，没有发布。")
    assert count == 3
    assert platform.tree() == before
    assert platform.built().status == "published"


def test_a_theme_saved_while_pages_are_drawn_is_not_mixed(
    platform: TestPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = "themes/gov/templates/404.html"
    page = '{% extends "layout.html" %}{% block main %}<h1>没有找到</h1>'
    platform.write(template, page + "<p>一</p>{% endblock %}")
    platform.built()

    def meanwhile() -> None:
        platform.write(template, page + "<p>二</p>{% endblock %}")

    platform.write("content/city/yw/2.md", _item("消息"))
    with monkeypatch.context() as patch:
        _when(patch, Theme, "words", meanwhile, before=True)
        platform.built()
    _same(platform, tmp_path)
    assert "<p>二</p>" in platform.page("404.html")


def test_an_attachment_saved_while_it_is_copied_is_not_mixed(
    platform: TestPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = platform.write("content/city/yw/2.csv", "年份\n2025\n")
    platform.write("content/city/yw/2.md", _item("消息", "attachments: [2.csv]\n"))
    with monkeypatch.context() as patch:
        _when(patch, Renderer, "digest", lambda: file.write_text("年份\n1999\n"), before=True)
        platform.built()
    file.write_text("年份\n2025\n")

    _same(platform, tmp_path)


def _holes(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (path.stat().st_size - 8192))


def test_a_state_that_is_damaged_behind_its_first_page_is_made_anew(
    platform: TestPlatform, tmp_path: Path
) -> None:
    platform.built()
    _holes(platform.root / "build/.state/city/state.sqlite")
    platform.write("content/city/yw/2.md", _item("消息"))

    result = platform.build()

    assert site_of(result, "city").status == "published"
    assert any("状态文件已损坏" in note for note in result.notes)
    _same(platform, tmp_path)


def test_a_state_damaged_while_a_site_is_built_is_made_anew(
    platform: TestPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damage() -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    state = platform.root / "build/.state/city/state.sqlite"
    platform.built()
    platform.write("content/city/yw/2.md", _item("消息"))
    with monkeypatch.context() as patch:

        def hurt() -> None:
            shutil.copy(platform.root / "sites.yaml", state)
            damage()

        _when(patch, Renderer, "digest", hurt, before=True)
        result = platform.build()

    assert site_of(result, "city").status == "published"
    assert any("状态文件已损坏" in note for note in result.notes)
    _same(platform, tmp_path)


def test_two_pages_of_one_address_are_refused_by_name(platform: TestPlatform) -> None:
    platform.write("content/city/yw/list_1.md", _item("消息"))
    platform.replace("content/city/yw/_column.yaml", "order:", "page_size: 1\norder:")
    platform.write("content/city/yw/2.md", _item("消息二"))

    result = site_of(platform.build(), "city")

    assert result.status == "blocked"
    assert "/yw/list_1.html" in result.error


def test_nobody_looks_at_content_without_the_lock_on_reading(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    held: list[bool] = []
    real = Ingest.look

    def look(self: Ingest, *args: object) -> object:
        with (platform.root / "build/.state/reading.lock").open() as other:
            try:
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held.append(True)
            else:
                held.append(False)
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Ingest, "look", look)
    platform.check()

    assert held == [True]
