"""From a mirror of an old site to items: paths, front matter, files, links, repeated runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.errors import ConfigError, ImportFault, UsageError
from sitegen.model.item import ITEM_MODELS, Item, PolicyItem
from sitegen.model.kinds import Kind

from .articles import ARTICLES
from .moving import PNG, codes, items, platform, run, save

NOTICE = "/zwgk/zcwj/202104/t20210409_21.html"
SHORT = "/zwgk/tzgg/202312/t20231228_5.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return platform(tmp_path / "platform")


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    save(tmp_path / "mirror", NOTICE)
    save(tmp_path / "mirror", SHORT, ARTICLES[2])
    return tmp_path / "mirror"


def front(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


def times(root: Path) -> dict[str, int]:
    return {str(p): p.stat().st_mtime_ns for p in root.rglob("*") if p.is_file()}


def test_pages_become_items_of_the_columns_of_the_same_name(root: Path, mirror: Path) -> None:
    report = run(root, mirror)
    assert list(items(root)) == ["zwgk/tzgg/2023/1228-5.md", "zwgk/zcwj/2021/0409-21.md"]
    assert report.outcomes == {"added": 2}


def test_front_matter_is_what_the_model_accepts(root: Path, mirror: Path) -> None:
    run(root, mirror)
    found = items(root)
    policy = PolicyItem.model_validate(front(found["zwgk/zcwj/2021/0409-21.md"]))
    assert policy.title == ARTICLES[0].title
    assert (policy.date, policy.source) == ("2021-04-09 09:26", "市政府办公室")
    assert policy.aliases == (NOTICE,)
    assert (policy.document.number, policy.document.signed) == (
        "云政办发〔2021〕17号",
        "2021-04-07",
    )
    assert policy.document.issuer == "云泽市人民政府办公室"
    Item.model_validate(front(found["zwgk/tzgg/2023/1228-5.md"]))


@pytest.mark.parametrize(
    "name", ["领导之窗", "政策解读", "网上调查", "政府信息公开年报", "办事服务"]
)
def test_items_of_columns_with_own_records_come_in_as_articles(
    root: Path, tmp_path: Path, name: str
) -> None:
    save(tmp_path / "m", "/x/202104/t20210409_1.html", old="政策文件", new=name)
    run(root, tmp_path / "m")
    (text,) = items(root).values()
    data = front(text)
    ITEM_MODELS[Kind(str(data.get("kind", "article")))].model_validate(data)
    assert data["kind"] == "article"


def test_policy_without_a_day_of_signing_comes_in_as_an_article(root: Path, tmp_path: Path) -> None:
    save(tmp_path / "m", "/gfxwj/202206/t20220610_3.html", ARTICLES[3])
    run(root, tmp_path / "m")
    ((path, text),) = items(root).items()
    assert path == "zwgk/zcwj/2022/0610-3.md"
    assert front(text)["kind"] == "article"


def test_second_run_touches_nothing(root: Path, mirror: Path) -> None:
    run(root, mirror)
    before = times(root)
    report = run(root, mirror)
    assert times(root) == before
    assert report.outcomes == {"unchanged": 2}


def test_changed_page_updates_its_item_and_makes_no_second_one(root: Path, mirror: Path) -> None:
    run(root, mirror)
    save(mirror, SHORT, ARTICLES[2], old="敬请谅解", new="请提前安排")
    report = run(root, mirror)
    assert report.outcomes == {"unchanged": 1, "updated": 1}
    assert len(items(root)) == 2
    assert "请提前安排" in items(root)["zwgk/tzgg/2023/1228-5.md"]


def test_item_edited_by_hand_is_kept_and_reported(root: Path, mirror: Path) -> None:
    run(root, mirror)
    item = root / "content/city/zwgk/tzgg/2023/1228-5.md"
    item.write_text(item.read_text(encoding="utf-8") + "\n人工补充。\n", encoding="utf-8")
    save(mirror, SHORT, ARTICLES[2], old="敬请谅解", new="请提前安排")
    for _ in range(2):
        report = run(root, mirror)
        assert "edited" in codes(report)
        assert "人工补充。" in item.read_text(encoding="utf-8")
    run(root, mirror, force=True)
    assert "请提前安排" in item.read_text(encoding="utf-8")


def test_item_deleted_by_hand_does_not_come_back(root: Path, mirror: Path) -> None:
    run(root, mirror)
    (root / "content/city/zwgk/tzgg/2023/1228-5.md").unlink()
    report = run(root, mirror)
    assert len(items(root)) == 1
    assert "edited" in codes(report)


def test_item_written_by_hand_is_never_overwritten(root: Path, mirror: Path) -> None:
    own = root / "content/city/zwgk/tzgg/2023/1228-5.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\ntitle: 本地稿件\n---\n\n内容。\n", encoding="utf-8")
    run(root, mirror)
    assert "本地稿件" in own.read_text(encoding="utf-8")
    assert "zwgk/tzgg/2023/1228-5-2.md" in items(root)


def test_new_page_makes_links_of_others_work(root: Path, mirror: Path) -> None:
    save(
        mirror,
        NOTICE,
        old="（此件公开发布）",
        new='见<a href="../../tzgg/202401/t20240102_9.html">公告</a>',
    )
    report = run(root, mirror)
    assert "broken-link" in codes(report)
    save(
        mirror,
        "/zwgk/tzgg/202401/t20240102_9.html",
        ARTICLES[2],
        old="2023-12-28",
        new="2024-01-02",
    )
    run(root, mirror)
    assert "见[公告](../../tzgg/2024/0102-9.md)" in items(root)["zwgk/zcwj/2021/0409-21.md"]


def test_links_between_pages_are_relative_whatever_they_were(root: Path, mirror: Path) -> None:
    links = (
        f'<a href="{SHORT}">甲</a><a href="http://www.yunze.gov.cn{SHORT}#x">乙</a>'
        '<a href="https://other.example/">丙</a><a href="javascript:x()">丁</a>'
    )
    save(mirror, NOTICE, old="（此件公开发布）", new=links)
    run(root, mirror)
    text = items(root)["zwgk/zcwj/2021/0409-21.md"]
    target = "../../tzgg/2023/1228-5.md"
    assert f"[甲]({target})[乙]({target})[丙](https://other.example/)丁" in text


def test_pictures_and_attachments_come_along_under_readable_names(root: Path, mirror: Path) -> None:
    page = save(mirror, "/xw/201904/t20190419_8.html", ARTICLES[1])
    (page.parent / "W020190419550123.jpg").write_bytes(PNG)
    (page.parent / "P020200930609037407042.pdf").write_bytes(b"%PDF-1.4 text")
    run(root, mirror)
    (path,) = [path for path in items(root) if "0419-8" in path]
    folder = (root / "content/city" / path).parent
    assert sorted(p.name for p in folder.iterdir()) == [
        "0419-8-1.png",
        "0419-8-情况说明.pdf",
        "0419-8.md",
    ]
    data = front(items(root)[path])
    assert data["attachments"] == [{"path": "0419-8-情况说明.pdf", "title": "情况说明"}]
    assert "配图](0419-8-1.png)" in items(root)[path]


def test_missing_pictures_and_attachments_are_reported(root: Path, mirror: Path) -> None:
    save(mirror, "/xw/201904/t20190419_8.html", ARTICLES[1])
    assert {"broken-image", "broken-attachment"} <= codes(run(root, mirror))


def test_same_article_twice_becomes_one_item_with_both_addresses(root: Path, mirror: Path) -> None:
    save(mirror, "/ztzl/202104/t20210409_77.html")
    report = run(root, mirror)
    assert len(items(root)) == 2
    (text,) = [text for path, text in items(root).items() if "/2021/" in path]
    assert set(front(text)["aliases"]) == {NOTICE, "/ztzl/202104/t20210409_77.html"}
    assert "duplicate" in codes(report)


def test_dry_run_writes_the_map_and_no_item(root: Path, mirror: Path) -> None:
    report = run(root, mirror, dry_run=True)
    assert items(root) == {}
    assert report.outcomes == {"planned": 2}
    data = yaml.safe_load((root / "imports/city/import.yaml").read_text(encoding="utf-8"))
    assert {entry["from"]: entry["to"] for entry in data["columns"]} == {
        "政务公开 / 政策文件": "zwgk/zcwj",
        "政务公开 / 通知公告": "zwgk/tzgg",
    }


def test_map_file_decides_columns_and_what_is_dropped(root: Path, mirror: Path) -> None:
    map_file = root / "imports/city/import.yaml"
    map_file.parent.mkdir(parents=True)
    map_file.write_text(
        "columns:\n  - from: 政务公开 / 政策文件\n    to: old/files\n    title: "
        "历史文件\n    type: list\n  - from: 政务公开 / 通知公告\n    to: ''\n",
        encoding="utf-8",
    )
    report = run(root, mirror)
    assert list(items(root)) == ["old/files/2021/0409-21.md"]
    column = yaml.safe_load(
        (root / "content/city/old/files/_column.yaml").read_text(encoding="utf-8")
    )
    assert (column["title"], column["type"]) == ("历史文件", "list")
    assert report.skipped == {"no-column": 1}
    map_file.write_text("drop: ['/zwgk/*']\n", encoding="utf-8")
    assert run(root, mirror).skipped == {"dropped": 2}


@pytest.mark.parametrize(
    "text",
    [
        "columns: 3",
        "colums: []",
        "columns: [{from: a, to: ../x}]",
        "columns: [{from: a, to: /etc}]",
        "{",
    ],
)
def test_bad_map_file_is_a_clear_error(root: Path, mirror: Path, text: str) -> None:
    map_file = root / "imports/city/import.yaml"
    map_file.parent.mkdir(parents=True)
    map_file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"import\.yaml"):
        run(root, mirror)


def test_page_without_date_comes_in_as_a_draft(root: Path, tmp_path: Path) -> None:
    save(tmp_path / "m", "/a/b.html", ARTICLES[2], "modern", old="2023-12-28 17:40", new="")
    report = run(root, tmp_path / "m")
    (text,) = items(root).values()
    assert front(text)["draft"] is True
    assert "no-date" in codes(report)


def test_unknown_site_is_a_usage_error(root: Path, mirror: Path) -> None:
    with pytest.raises(UsageError):
        run(root, mirror, site="nowhere")


def test_damaged_state_is_said_and_nothing_is_written(root: Path, mirror: Path) -> None:
    run(root, mirror)
    state = root / "imports/city/import.state.json"
    state.write_text("{", encoding="utf-8")
    before = times(root)
    with pytest.raises(ImportFault, match="state"):
        run(root, mirror)
    assert times(root) == before


def test_private_numbers_and_typos_are_reported_without_repeating_them(
    root: Path, mirror: Path
) -> None:
    save(
        mirror,
        SHORT,
        ARTICLES[2],
        old="敬请谅解",
        new="联系人电话13812345678，身份证11010519491231002X，请按装设备",
    )
    report = run(root, mirror)
    notes = [note for note in report.notes if note.code in ("privacy", "wording")]
    assert {note.code for note in notes} == {"privacy", "wording"}
    assert not any("13812345678" in note.message or "002X" in note.message for note in notes)


def test_processes_and_a_single_process_write_the_same(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    for number in range(40):
        save(
            mirror,
            f"/zwgk/tzgg/202312/t20231228_{number}.html",
            ARTICLES[2],
            old="敬请谅解",
            new=f"第{number}号",
        )
    one, many = platform(tmp_path / "one"), platform(tmp_path / "many")
    run(one, mirror, jobs=1)
    run(many, mirror, jobs=2)
    assert items(one) == items(many)
    assert len(items(one)) == 40
