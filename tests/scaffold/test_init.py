"""`sitegen init`: a platform that builds at once, and nothing overwritten."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from sitegen.cli import group
from sitegen.errors import UsageError
from sitegen.model.kinds import COLUMN_TYPES
from sitegen.rules import load_rulebook
from sitegen.rules.compiling import builtin
from sitegen.scaffold.layout import site_columns
from sitegen.scaffold.platform_files import DEFAULT_NAME, new_platform, platform_files
from sitegen.scaffold.samples import sample_types
from sitegen.sources.platform import load_platform
from tests.scaffold.conftest import NOW, build, check
from tests.support.platform import blocking, shown

ROOT = Path(__file__).parents[2]


def test_a_new_platform_builds_at_once(fresh: Path) -> None:
    result = build(fresh)
    assert result.exit_status == 0, shown(result.findings)
    page = (fresh / "build/city/zwdt/yw/2026/0610-1.html").read_text("utf-8")
    assert "【示例】" in page
    assert "2026-06-10 09:30" in page


@pytest.mark.parametrize("now", [datetime(2026, 1, 5, 0, 1), datetime(2028, 2, 29, 23, 59)])
def test_it_builds_on_any_day_of_the_year(tmp_path: Path, now: datetime) -> None:
    new_platform(tmp_path / "p", now, DEFAULT_NAME)
    verdict = check(tmp_path / "p", now.strftime("%Y-%m-%d %H:%M"))["city"]
    assert not blocking(verdict.findings), shown(verdict.findings)


def test_the_example_has_three_sites_that_share_news(tmp_path: Path) -> None:
    new_platform(tmp_path / "p", NOW, "云泽市政府网站集约化平台", example=True)
    result = build(tmp_path / "p")
    assert {site.site: site.status for site in result.sites} == {
        "city": "published",
        "county-a": "published",
        "dept-sj": "published",
    }, shown(result.findings)
    assert load_platform(tmp_path / "p").config.site("city").name == "云泽市人民政府"
    listed = (tmp_path / "p/build/city/zwdt/yw/index.html").read_text("utf-8")
    assert "云泽市数据局召开政务公开工作推进会" in listed


def test_the_samples_warn_of_nothing_but_yearly_quotas(fresh: Path) -> None:
    found = {one.rule for one in check(fresh)["city"].findings if one.level.value == "warning"}
    assert found <= {"survey-quota"}


def test_every_sample_says_that_it_is_one(fresh: Path) -> None:
    items = list((fresh / "content").rglob("2026/*.md"))
    assert len(items) == len(load_rulebook(None).profiles["portal"].require)
    for item in items:
        text = item.read_text("utf-8")
        assert "title: 【示例】" in text
        assert "::: notice 示例内容" in text
        assert "$" not in text


def test_there_is_a_sample_and_a_place_for_every_mandatory_type() -> None:
    required = {name for types in builtin()["profiles"].values() for name in types}
    assert required <= set(sample_types())


def test_the_layout_has_a_place_for_every_column_type() -> None:
    placed = {column.type for column in site_columns(COLUMN_TYPES)}
    assert placed == set(COLUMN_TYPES)


def test_groups_come_only_with_their_columns() -> None:
    paths = [column.path for column in site_columns(["policy", "services"])]
    assert paths == ["zwgk", "zwgk/zcwj", "bsfw"]


def test_a_folder_in_which_something_stands_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    with pytest.raises(UsageError, match="不是空的"):
        new_platform(tmp_path, NOW)
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("x")
    with pytest.raises(UsageError, match="不是目录"):
        new_platform(tmp_path / "p", NOW)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("x")
    with pytest.raises(UsageError, match="不能新建目录"):
        new_platform(tmp_path / "p" / "q", NOW)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    assert new_platform(tmp_path / "p", NOW)


def test_the_same_moment_gives_the_same_files() -> None:
    assert platform_files(NOW, DEFAULT_NAME) == platform_files(NOW, DEFAULT_NAME)


def test_a_name_with_signs_of_yaml_stays_what_it_is(tmp_path: Path) -> None:
    new_platform(tmp_path / "p", NOW, "平台: #1 '甲'")
    assert load_platform(tmp_path / "p").config.platform.name == "平台: #1 '甲'"


def test_the_editor_is_wired_to_schemas_that_are_there(fresh: Path) -> None:
    settings = json.loads((fresh / ".vscode/settings.json").read_text("utf-8"))
    wired = settings["yaml.schemas"]
    assert len(wired) == 6
    for schema in wired:
        assert json.loads((fresh / schema).read_text("utf-8"))["title"]


def test_the_commit_hook_is_the_one_that_the_project_offers(fresh: Path) -> None:
    made = yaml.safe_load((fresh / ".pre-commit-config.yaml").read_text("utf-8"))
    hook = made["repos"][0]["hooks"][0]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
    for key in ("id", "entry", "files", "require_serial"):
        assert hook[key] == offered[key]


def test_the_theme_is_put_into_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["themes/gov"] == "sitegen/themes/gov"


def test_the_command_says_what_comes_next(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["init", str(tmp_path / "p")])
    assert result.exit_code == 0, result.output
    assert "sitegen build" in result.output
    assert (tmp_path / "p/sites.yaml").is_file()
