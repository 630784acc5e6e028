"""`sitegen new`: sites, columns and items that say what is to be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import group
from sitegen.errors import SitegenError
from sitegen.model.kinds import Kind
from sitegen.scaffold.blanks import Blank, blank_item, suffix
from sitegen.scaffold.writing import write_new
from sitegen.sources.item_file import read_item
from sitegen.sources.place import Place
from sitegen.sources.platform import load_platform
from tests.scaffold.conftest import AT, build, check
from tests.support.platform import blocking, shown

KINDS = ["portal", "county", "department", "township"]


def new(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["-C", str(root), "new", *arguments])


def refused(root: Path, *arguments: str) -> str:
    result = new(root, *arguments)
    assert isinstance(result.exception, SitegenError), result.output
    return str(result.exception)


def state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def new_dept(root: Path, *more: str) -> Result:
    fixed = ("dept-mz", "--kind", "department", "--name", "示例市民政局", "--as-of", AT)
    return new(root, "site", *fixed, *more)


# Items


@pytest.mark.parametrize("kind", list(Kind))
def test_a_blank_item_of_every_kind_is_read_without_fault_and_says_nothing_yet(kind: Kind) -> None:
    path = f"lm/2026/0610-1{suffix(kind)}"
    blank = Blank(kind, AT, "示例市人民政府办公室", interprets="../../zcwj/2026/1.md")
    item = read_item(Place("city", path, "lm", kind), blank_item(blank).encode())
    assert item.faults == ()
    assert item.stub is not None
    assert item.stub.draft
    assert not item.stub.substance


def test_an_item_with_one_mark_left_is_not_published(fresh: Path) -> None:
    item = fresh / "content/city/zfxxgk/nb/2026/0120-1.md"
    text = item.read_text("utf-8").replace("全年没有收取信息处理费", "【请填写：收费情况】")
    item.write_text(text, "utf-8")
    findings = check(fresh)["city"].findings
    assert "gate-column-empty" in {one.rule for one in blocking(findings)}
    assert "wording-placeholder" in {one.rule for one in findings}


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_draft_of_any_kind_blocks_no_site(fresh: Path, kind: Kind) -> None:
    made = new(fresh, "item", "city/zwdt/tzgg", "--kind", kind.value, "--as-of", AT)
    assert made.exit_code == 0, made.output
    verdict = check(fresh)["city"]
    assert not blocking(verdict.findings), shown(verdict.findings)


def test_the_command_prints_the_path_of_the_new_file(fresh: Path) -> None:
    result = new(fresh, "item", "city/zwdt/tzgg", "--title", "关于防汛的通知", "--as-of", AT)
    path = result.stdout.strip()
    assert path == "content/city/zwdt/tzgg/2026/0610-2.md"
    assert "title: 关于防汛的通知\n" in (fresh / path).read_text("utf-8")


def test_items_of_one_day_are_counted_whatever_their_ending(fresh: Path) -> None:
    first = new(fresh, "item", "city/hdjl/zxts", "--as-of", AT).stdout.strip()
    second = new(fresh, "item", "city/hdjl/zxts", "--as-of", AT).stdout.strip()
    assert first.endswith("/2026/0610-2.yaml")
    assert second.endswith("/2026/0610-3.yaml")


def test_a_title_with_a_colon_is_put_in_quotes(fresh: Path) -> None:
    new(fresh, "item", "city/zwdt/tzgg", "--title", "通知: 停水 #1", "--as-of", AT)
    data = (fresh / "content/city/zwdt/tzgg/2026/0610-2.md").read_bytes()
    item = read_item(Place("city", "a/1.md", "a", Kind.ARTICLE), data)
    assert item.record["title"] == "通知: 停水 #1"


def test_an_interpretation_points_to_the_newest_document(fresh: Path) -> None:
    new(fresh, "item", "city/zwgk/zcwj", "--as-of", AT)
    new(fresh, "item", "city/zwgk/zcjd", "--as-of", AT)
    text = (fresh / "content/city/zwgk/zcjd/2026/0610-2.md").read_text("utf-8")
    assert "interprets: [../../zcwj/2026/0610-2.md]" in text


def test_a_filled_in_item_is_published(fresh: Path) -> None:
    new(fresh, "item", "city/zwdt/tzgg", "--title", "关于防汛的通知", "--as-of", AT)
    item = fresh / "content/city/zwdt/tzgg/2026/0610-2.md"
    lines = [
        line
        for line in item.read_text("utf-8").splitlines()
        if "【请填写：" not in line and not line.startswith("draft:")
    ]
    item.write_text("\n".join([*lines, "请各单位做好汛前检查，消除安全隐患。", ""]), "utf-8")
    assert build(fresh).exit_status == 0
    assert (fresh / "build/city/zwdt/tzgg/2026/0610-2.html").is_file()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("cty/zwdt/tzgg", "是不是“city”"),
        ("city/zwdt/tzg", "是不是“city/zwdt/tzgg”（通知公告）"),
        ("city/tzgg", "是不是“city/zwdt/tzgg”"),
        ("city/../other", "没有栏目"),
        ("city", "站点/栏目"),
    ],
)
def test_an_unknown_place_is_refused_with_the_likely_one(
    fresh: Path, place: str, said: str
) -> None:
    before = state(fresh)
    assert said in refused(fresh, "item", place)
    assert state(fresh) == before


def test_a_mounted_column_takes_no_items_of_its_own(fresh: Path) -> None:
    column = fresh / "content/city/zfxxgk/zd/_column.yaml"
    column.write_text(column.read_text("utf-8") + "mount: _shared/zd\n", "utf-8")
    assert "content/_shared/zd/" in refused(fresh, "item", "city/zfxxgk/zd")


# Columns


def test_a_new_column_blocks_nothing_while_it_is_empty(fresh: Path) -> None:
    result = new(fresh, "column", "city/ztzl", "--type", "special", "--title", "专题专栏")
    assert result.stdout.strip() == "content/city/ztzl/_column.yaml"
    verdict = check(fresh)["city"]
    assert not blocking(verdict.findings), shown(verdict.findings)


def test_a_new_column_comes_behind_those_beside_it(fresh: Path) -> None:
    new(fresh, "column", "city/zwdt/gs", "--type", "notices", "--title", "公示")
    text = (fresh / "content/city/zwdt/gs/_column.yaml").read_text("utf-8")
    assert "order: 50\n" in text
    assert "when_empty" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("city/ztzl", "--type", "specail", "--title", "专题"), "是不是“special”（专题专栏）"),
        (("city/zwd/gs", "--type", "list", "--title", "公示"), "是不是“zwdt”（政务动态）"),
        (("city/zwdt/tzgg", "--type", "list", "--title", "公告"), "已经存在"),
        (("city/ZWDT", "--type", "list", "--title", "公告"), "city/zwdt 已经存在"),
        (("city/公告", "--type", "list", "--title", "公告"), "目录名“公告”不能用"),
        (("city/../x", "--type", "list", "--title", "公告"), "目录名“..”不能用"),
        (("city/_x", "--type", "list", "--title", "公告"), "目录名“_x”不能用"),
    ],
)
def test_a_column_that_cannot_be_made_is_refused(
    fresh: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = state(fresh)
    assert said in refused(fresh, "column", *arguments)
    assert state(fresh) == before


# Sites


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_site_is_blocked_by_empty_columns_alone(fresh: Path, kind: str) -> None:
    result = new(fresh, "site", "neu", "--kind", kind, "--name", "示例单位", "--as-of", AT)
    assert result.exit_code == 0, result.output
    verdicts = check(fresh)
    gate = [one for one in verdicts["neu"].findings if one.level.value == "gate"]
    assert {one.rule for one in gate} == {"gate-column-empty"}
    assert not blocking(verdicts["city"].findings), shown(verdicts["city"].findings)


def test_a_new_site_says_which_of_its_particulars_are_missing(fresh: Path) -> None:
    new_dept(fresh, "--domain", "mz.example.gov.cn", "--id-code", "9900000009")
    found = [one for one in check(fresh)["dept-mz"].findings if one.rule == "site-to-fill"]
    assert len(found) == 1
    assert found[0].level.blocks
    assert "icp、police、contact.phone" in found[0].message.replace("：", "、")
    assert load_platform(fresh).config.site("dept-mz").id_code == "9900000009"


def test_a_new_site_leaves_the_others_published(fresh: Path) -> None:
    new_dept(fresh)
    result = build(fresh)
    assert {site.site: site.status for site in result.sites} == {
        "city": "published",
        "dept-mz": "blocked",
    }


def test_two_new_sites_do_not_stand_in_each_others_way(fresh: Path) -> None:
    new_dept(fresh)
    new(fresh, "site", "dept-jy", "--kind", "department", "--name", "示例市教育局", "--as-of", AT)
    rules = {one.rule for one in check(fresh)["dept-mz"].findings}
    assert "policy-index-duplicate" not in rules
    assert "site-identity-duplicate" not in rules


def test_the_portal_is_the_parent_unless_told(fresh: Path) -> None:
    new_dept(fresh)
    assert load_platform(fresh).config.site("dept-mz").parent == "city"


def test_what_stands_in_sites_yaml_is_kept_letter_for_letter(fresh: Path) -> None:
    path = fresh / "sites.yaml"
    old = path.read_text("utf-8").rstrip("\n")
    tail = (
        "\n    # 这一行属于门户\n\n# 部署\ndeploy:\n"
        "  - {name: web, kind: directory, path: www}  # 本机\n"
    )
    path.write_text(old + tail, "utf-8")
    assert new_dept(fresh).exit_code == 0
    text = path.read_text("utf-8")
    start = text.index("  - id: dept-mz")
    end = text.index("\n# 部署")
    assert text[:start] + text[end:] == old + tail
    config = load_platform(fresh).config
    assert [site.id for site in config.sites] == ["city", "dept-mz"]
    assert config.deploy[0].name == "web"


def test_a_last_site_in_one_line_or_with_a_block_text_is_no_obstacle(fresh: Path) -> None:
    path = fresh / "sites.yaml"
    flow = "  - {id: a, kind: county, name: 甲县, domain: a.gov.cn, id_code: '1', sponsor: 甲}\n"
    block = (
        "  - id: b\n    kind: county\n    domain: b.gov.cn\n    id_code: '2'\n    sponsor: 乙\n"
        "    name: >-\n      乙县\n"
    )
    path.write_text(path.read_text("utf-8") + flow, "utf-8")
    assert new_dept(fresh).exit_code == 0
    path.write_text(path.read_text("utf-8") + block, "utf-8")
    made = new(fresh, "site", "c", "--kind", "county", "--name", "丙县")
    assert made.exit_code == 0, made.exception
    config = load_platform(fresh).config
    assert [site.id for site in config.sites] == ["city", "a", "dept-mz", "b", "c"]
    assert config.site("b").name == "乙县"


def test_line_ends_of_windows_stay(fresh: Path) -> None:
    path = fresh / "sites.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    new_dept(fresh)
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert load_platform(fresh).config.site("dept-mz")


def test_sites_in_a_list_of_one_line_are_left_to_the_operator(fresh: Path) -> None:
    path = fresh / "sites.yaml"
    entry = "{id: city, kind: portal, name: 甲市, domain: a.gov.cn, id_code: '1', sponsor: 甲市}"
    path.write_text(f"platform: {{name: 平台}}\nsites: [{entry}]\n", "utf-8")
    before = state(fresh)
    said = refused(
        fresh, "site", "dept-mz", "--kind", "department", "--name", "民政局", "--as-of", AT
    )
    assert "- id: dept-mz" in said
    assert state(fresh) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("city", "--kind", "county", "--name", "某县"), "已经在 sites.yaml 中"),
        (("Dept", "--kind", "county", "--name", "某县"), "小写字母"),
        (("../x", "--kind", "county", "--name", "某县"), "小写字母"),
        (("x", "--kind", "county", "--name", "某县", "--parent", "cit"), "是不是“city”"),
        (("x", "--kind", "county", "--name", "某县", "--domain", "www.example.gov.cn"), "domain"),
        (("x", "--kind", "county", "--name", "县"), "name"),
    ],
)
def test_a_site_that_cannot_be_made_changes_nothing(
    fresh: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = state(fresh)
    assert said in refused(fresh, "site", *arguments)
    assert state(fresh) == before


def test_a_folder_that_is_there_already_is_not_taken_over(fresh: Path) -> None:
    (fresh / "content/dept-mz").mkdir()
    assert isinstance(new_dept(fresh).exception, SitegenError)
    assert "dept-mz" not in (fresh / "sites.yaml").read_text("utf-8")


def test_when_sites_yaml_cannot_be_written_nothing_is_left_behind(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(fresh)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sitegen.scaffold.sites._replace", full)
    assert isinstance(new_dept(fresh).exception, SitegenError)
    assert state(fresh) == before


def test_a_file_that_cannot_be_made_takes_the_others_with_it(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match="不能写入"):
        write_new(tmp_path, {"a/1.md": "甲", "a/1.md/2.md": "乙"})
    assert state(tmp_path) == {}


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "out/x.md"])
def test_no_file_is_made_outside_the_platform(tmp_path: Path, path: str) -> None:
    root = tmp_path / "platform"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    with pytest.raises(SitegenError, match="之外"):
        write_new(root, {path: "甲"})
    assert not (tmp_path / "x.md").exists()
