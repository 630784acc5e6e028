"""The report of the move and the command that prints it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from sitegen.cli.import_ import command
from sitegen.importers.html.notes import CODES
from sitegen.importers.html.report_html import write_html
from sitegen.importers.html.samples import harmless

from .articles import ARTICLES
from .moving import items, listed, platform, run, save


@pytest.fixture
def root(tmp_path: Path) -> Path:
    save(tmp_path / "m", "/zwgk/zcwj/202104/t20210409_21.html")
    save(tmp_path / "m", "/xw/201904/t20190419_8.html", ARTICLES[1], "modern")
    save(tmp_path / "m", "/zwgk/index.html", old="<h2", new="<h2").write_text("<ul><li>x</li></ul>")
    return platform(tmp_path / "platform")


def invoke(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["html", *arguments], obj=root)


def test_report_counts_pages_fields_and_how_they_were_found(root: Path, tmp_path: Path) -> None:
    report = run(root, tmp_path / "m")
    assert report.kinds["article"] == 2
    title = next(tally for tally in report.fields if tally.name == "title")
    assert (title.tag, title.guess, title.missing) == (1, 1, 0)
    row = next(row for row in report.pages if "t2021" in row.address)
    assert (row.item, row.outcome) == ("zwgk/zcwj/2021/0409-21.md", "added")
    assert row.fields["date"]["how"] == "tag"
    assert 0.9 < row.fields["date"]["confidence"] <= 1


def test_every_code_of_a_note_is_explained(root: Path, tmp_path: Path) -> None:
    assert {note.code for note in run(root, tmp_path / "m").notes} <= CODES.keys()


def test_json_on_standard_output_is_the_report_alone(root: Path, tmp_path: Path) -> None:
    result = invoke(root, str(tmp_path / "m"), "--site", "city", "--json", "--as-of", "2026-01-31")
    data = json.loads(result.stdout)
    assert data["site"] == "city"
    assert data["outcomes"] == {"added": 2}
    assert len(items(root)) == 2


def test_command_leaves_map_state_and_reports_beside_each_other(root: Path, tmp_path: Path) -> None:
    result = invoke(root, str(tmp_path / "m"), "--site", "city", "--as-of", "2026-01-31")
    assert result.exit_code == 0, result.output
    names = {path.name for path in (root / "imports/city").iterdir()}
    assert names == {"import.yaml", "import.state.json", "report.json", "report.html"}


def test_dry_run_of_the_command_writes_no_items(root: Path, tmp_path: Path) -> None:
    invoke(root, str(tmp_path / "m"), "--site", "city", "--dry-run")
    assert items(root) == {}
    assert (root / "imports/city/import.yaml").is_file()


def test_page_that_cannot_be_imported_makes_the_command_fail(root: Path, tmp_path: Path) -> None:
    (tmp_path / "m" / "big.html").write_bytes(b"<html>" + b"x" * 9_000_000)
    assert invoke(root, str(tmp_path / "m"), "--site", "city").exit_code == 1


@pytest.mark.parametrize(
    "option",
    [("--site", "../x"), ("--site", "city", "--base-url", "x"), ("--site", "city", "--as-of", "x")],
)
def test_wrong_options_are_usage_errors(
    root: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    result = invoke(root, str(tmp_path / "m"), *option)
    assert getattr(result.exception, "exit_status", None) == 2


def test_html_report_shows_old_and_new_without_anything_that_acts(
    root: Path, tmp_path: Path
) -> None:
    bad = (
        "<script>evil()</script><img src=//e.cn/x onerror=evil()><a "
        "href='javascript:evil()'>点</a>\"><b>"
    )
    save(tmp_path / "m", "/zwgk/zcwj/202104/t20210409_21.html", old="（此件公开发布）", new=bad)
    report = run(root, tmp_path / "m")
    write_html(report, root, tmp_path / "report.html")
    document = html.document_fromstring((tmp_path / "report.html").read_text(encoding="utf-8"))
    frames = document.findall(".//iframe")
    assert len(frames) == 4
    assert all(frame.get("sandbox") == "" for frame in frames)
    assert document.findall(".//script") == []
    assert not any("evil" in frame.get("srcdoc", "") for frame in frames)
    shown = ["各县（市、区）人民政府" in frame.get("srcdoc", "") for frame in frames]
    assert sorted(shown) == [False, False, True, True]


def test_titles_from_old_pages_are_escaped_in_the_report(root: Path, tmp_path: Path) -> None:
    title = "关于&lt;script&gt;alert(1)&lt;/script&gt;的通知"
    save(tmp_path / "m", "/zwgk/zcwj/202104/t20210409_21.html", old=ARTICLES[0].title, new=title)
    report = run(root, tmp_path / "m")
    write_html(report, root, tmp_path / "report.html")
    assert "<script" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_harmless_html_keeps_text_and_loads_nothing() -> None:
    source = (
        "<body onload=x()><p style='background:url(x)'>甲<img src=x srcset=y><form "
        "action=z><input></form></p><link href=q></body>"
    )
    text = harmless(html.document_fromstring(source))
    assert "甲" in text
    assert not any(word in text for word in ("onload", "src", "style", "action", "href", "form"))


def test_columns_without_a_home_are_listed(root: Path, tmp_path: Path) -> None:
    map_file = root / "imports/city/import.yaml"
    map_file.parent.mkdir(parents=True)
    map_file.write_text("columns: []\n", encoding="utf-8")
    report = run(root, tmp_path / "m")
    assert {row.to for row in report.columns} == {""}
    assert report.skipped["no-column"] == 2


def test_html_report_of_a_packed_source_still_shows_old_pages(root: Path, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        for path in (tmp_path / "m").rglob("*.html"):
            packed.write(path, path.relative_to(tmp_path / "m").as_posix())
    report = run(root, tmp_path / "x.zip")
    assert all("无法显示" not in old for old in report.samples.values())
    assert len(report.samples) == 2


def test_old_article_inside_a_form_is_shown() -> None:
    form = "<form action='/x'><p>正文在表单里。</p><input value='1'></form>"
    shown = harmless(html.document_fromstring(f"<html><body>{form}</body></html>"))
    assert "正文在表单里。" in shown
    assert "form" not in shown
    assert "input" not in shown


def test_html_report_tells_lists_and_evidence_in_chinese(root: Path, tmp_path: Path) -> None:
    listed(tmp_path / "m", "/old/index.html", ("政务公开", "政策文件"))
    write_html(run(root, tmp_path / "m"), root, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.search(r"旧列表页转到新栏目：[^<]*zwgk/zcwj 1", text)
    assert "标注“来源”" in text


@pytest.mark.parametrize(
    ("option", "step"), [("--dry-run", "去掉 --dry-run"), ("--force", "check")]
)
def test_command_ends_with_the_next_step(
    root: Path, tmp_path: Path, option: str, step: str
) -> None:
    result = invoke(root, str(tmp_path / "m"), "--site", "city", option)
    assert step in result.stderr.split("下一步")[1]
