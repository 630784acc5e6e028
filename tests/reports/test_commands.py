"""The whole command on a small platform, and the verdict page that a build leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from sitegen.cli import group
from tests.support.platform import TestPlatform, blocking
from tests.support.samples import item

SITES = {"city": "portal", "county-a": "county", "dept-a": "department"}
Make = Callable[[Mapping[str, str]], TestPlatform]


@pytest.fixture
def platform(make_platform: Make) -> TestPlatform:
    """A portal that takes items, a county, a department."""
    made = make_platform(SITES)
    made.replace("content/city/yw/_column.yaml", "type: news", "type: news\naccept: all")
    pushed = item("news", "望溪要闻", "county-a").replace("---\n", "---\npublish_to: city/yw\n", 1)
    made.write("content/county-a/yw/2.md", pushed)
    made.write(
        "content/county-a/yw/3.md",
        pushed.replace("望溪要闻", "又一要闻").replace("city/yw", "city/tzgg"),
    )
    return made


def run(platform: TestPlatform, *words: str) -> Result:
    return CliRunner().invoke(
        group,
        ["-C", str(platform.root), "report", *words, "--as-of", platform.as_of, "--jobs", "1"],
    )


def data_of(platform: TestPlatform, *words: str) -> dict[str, Any]:
    target = platform.root / "out.json"
    result = run(platform, *words, "-o", str(target))
    assert result.exit_code == 0, result.output + repr(result.exception)
    data: dict[str, Any] = json.loads(target.read_text("utf-8"))
    return data


def test_every_report_runs_on_a_platform(platform: TestPlatform) -> None:
    for words in (
        ("scorecard",), ("sites",), ("columns",), ("forecast", "--days", "60"),
        ("work-report", "--year", "2026"), ("submissions", "--month", "2026-06"),
        ("submissions", "--year", "2026"), ("monthly", "--month", "2026-06"),
    ):  # fmt: skip
        data = data_of(platform, *words)
        assert data["report"] == words[0]
        shown = run(platform, *words)
        assert shown.exit_code == 0
        assert data["title"][:4] in shown.output.replace("\n", "")


def test_pushed_items_count_and_accepted_ones_are_told_apart(platform: TestPlatform) -> None:
    data = data_of(platform, "submissions", "--month", "2026-6")
    found = {one["site"]: one for one in data["sites"]}
    county = found["county-a"]
    assert (county["submitted"], county["accepted"], county["quota"]) == (2, 1, 20)
    assert county["met"] is False
    assert (county["rank"], found["dept-a"]["rank"]) == (1, 2)
    assert found["dept-a"]["quota"] == 5
    assert "city" not in found


def test_the_quota_of_a_running_year_covers_the_months_so_far(platform: TestPlatform) -> None:
    running = data_of(platform, "submissions", "--year", "2026")["sites"]
    assert {one["site"]: one["quota"] for one in running} == {"county-a": 120, "dept-a": 30}
    over = data_of(platform, "submissions", "--year", "2025")["sites"]
    assert {one["site"]: one["quota"] for one in over} == {"county-a": 240, "dept-a": 60}


def test_items_of_another_month_do_not_count(platform: TestPlatform) -> None:
    data = data_of(platform, "submissions", "--month", "2026-05")
    assert [one["submitted"] for one in data["sites"]] == [0, 0]
    assert [one["rank"] for one in data["sites"]] == [1, 1]


def test_columns_name_period_newest_item_and_state(platform: TestPlatform) -> None:
    data = data_of(platform, "columns", "--site", "city")
    (site,) = data["sites"]
    column = next(one for one in site["columns"] if one["column"] == "yw")
    assert (column["limit"], column["newest"], column["idle"]) == (14, "2026-06-05", 5)
    assert column["items"] == 2  # its own, and the county's
    assert column["state"] == "正常"


def test_the_work_report_counts_content_and_marks_what_was_entered(platform: TestPlatform) -> None:
    entered = {"visits": {"views": 1234}, "interaction": {"surveys": 9}, "head": "某某"}
    platform.write(
        "content/city/_work-report-2026.yaml", yaml.safe_dump(entered, allow_unicode=True)
    )
    (site,) = data_of(platform, "work-report", "--year", "2026", "--site", "city")["sites"]
    fields = site["fields"]
    assert fields["visits.views"] == {"value": 1234, "from": "entered"}
    assert fields["interaction.surveys"] == {"value": 9, "from": "entered", "content": 1}
    assert fields["published.total"] == {"value": 23, "from": "content"}
    assert fields["services.items"] == {"value": 1, "from": "content"}
    assert fields["security.checks"] == {"value": None, "from": "open"}


@pytest.mark.parametrize("suffix", ["md", "yaml"])
def test_the_work_report_can_be_published_as_an_item(platform: TestPlatform, suffix: str) -> None:
    target = platform.root / f"content/city/gzbb/2026.{suffix}"
    done = run(platform, "work-report", "--year", "2026", "--site", "city", "-o", str(target))
    assert done.exit_code == 0, done.output
    found = [one for one in platform.check("city") if "gzbb/2026" in one.file]
    assert blocking(found) == []
    assert data_of(platform, "columns", "--site", "city")["sites"][0]["columns"]


def test_entered_figures_that_do_not_fit_are_refused(platform: TestPlatform) -> None:
    platform.write("content/city/_work-report-2026.yaml", "visits: {vews: 3}\n")
    result = run(platform, "work-report", "--year", "2026", "--site", "city")
    assert "visits.vews" in str(result.exception)


@pytest.mark.parametrize(
    "words",
    [
        ("submissions", "--month", "2026-13"),
        ("submissions", "--month", "2026-01", "--year", "2026"),
        ("work-report", "--year", "2026", "-o", "x.md"),
        ("scorecard", "-o", "x.pdf"),
        ("scorecard", "--site", "nowhere"),
    ],
)
def test_wrong_wishes_are_refused_with_a_reason(
    platform: TestPlatform, words: tuple[str, ...]
) -> None:
    result = run(platform, *words)
    assert result.exit_code != 0
    assert str(result.exception)


def test_the_self_report_counts_the_month(platform: TestPlatform) -> None:
    data = data_of(platform, "monthly", "--month", "2026-06", "--site", "county-a")
    (site,) = data["sites"]
    lines = {line["item"]: line for line in site["lines"]}
    assert site["published"] == 25
    assert lines["网民留言"]["found"] == "公开留言 1 件，答复 1 件，平均 1.0 个工作日"
    assert (lines["向门户报送"]["found"], lines["向门户报送"]["good"]) == ("2 条", False)
    assert lines["站点访问"] == {
        "part": "运行维护", "item": "站点访问", "found": "未填报", "good": None, "note": "",
    }  # fmt: skip


# --- the verdict page ---------------------------------------------------------------------------


def page_of(platform: TestPlatform) -> str:
    return (platform.root / "build/.state/verdict/index.html").read_text("utf-8")


def test_a_build_leaves_the_verdict_page_outside_of_every_site(platform: TestPlatform) -> None:
    platform.delete("content/county-a/zcjd/1.md")
    platform.build()
    page = page_of(platform)
    assert "已拦截" in page
    assert "已发布" in page
    assert 'href="../../../content/county-a/zcjd/_column.yaml"' in page
    assert not any("verdict" in path for path in platform.tree("city"))


def test_a_build_of_one_site_keeps_the_lines_of_the_others(platform: TestPlatform) -> None:
    platform.build()
    platform.build("city")
    for site in SITES:
        assert f'href="#{site}"' in page_of(platform)


def test_damaged_summaries_cost_their_line_only(platform: TestPlatform) -> None:
    platform.build()
    folder: Path = platform.root / "build/.state/verdict"
    (folder / "dept-a.json").write_text("{", "utf-8")
    (folder / "outcomes.json").write_text("[]", "utf-8")
    platform.build("city")
    assert 'href="#county-a"' in page_of(platform)
    assert 'href="#dept-a"' not in page_of(platform)
