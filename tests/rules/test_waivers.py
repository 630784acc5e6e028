"""Waivers lift errors until a day, never gates, and come to light when they have expired."""

from pathlib import Path

import pytest

from sitegen.model.finding import Finding, Level, Verdict
from sitegen.rules import Waiver, apply_waivers, load_waivers

AS_OF = "2026-03-20 09:00"
FILE = "content/dept/xw/1.md"


def finding(level: Level = Level.ERROR, rule: str = "privacy-mobile", file: str = FILE) -> Finding:
    return Finding(rule, level, "dept", "有完整的手机号码", file=file, line=5)


def waiver(path: str = FILE, until: str = "2026-03-20", rule: str = "privacy-mobile") -> Waiver:
    return Waiver(rule, path, "经本人书面同意", "市政府办公室", until, 1)


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "waivers.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("path", [FILE, "content/dept/xw/", "content/*/xw/*.md", "content/dept/"])
def test_a_waiver_lifts_an_error_on_its_path_through_its_last_day(path: str) -> None:
    found = apply_waivers([finding()], [waiver(path)], AS_OF)
    assert [one.waived for one in found] == [True]
    assert Verdict("dept", tuple(found)).passed


@pytest.mark.parametrize(
    "other",
    [
        waiver("content/dept/xw/2.md"),
        waiver("content/dept/x"),
        waiver("content/other/"),
        waiver(rule="privacy-id-number"),
    ],
)
def test_a_waiver_lifts_nothing_else(other: Waiver) -> None:
    assert [one.waived for one in apply_waivers([finding()], [other], AS_OF)] == [False]


def test_an_expired_waiver_lifts_nothing_and_is_a_finding_itself() -> None:
    found = apply_waivers([finding()], [waiver(until="2026-03-19")], AS_OF)
    assert [(one.rule, one.waived) for one in found] == [
        ("privacy-mobile", False),
        ("waiver-expired", False),
    ]
    assert found[1].site == "dept"
    assert "2026-03-19 到期" in found[1].message


def test_an_expired_waiver_over_all_sites_shows_on_each() -> None:
    found = apply_waivers([finding()], [waiver("content/*/xw/", until="2026-03-19")], AS_OF)
    assert [one.site for one in found if one.rule == "waiver-expired"] == ["dept"]


def test_a_gate_is_never_waived() -> None:
    gate = finding(Level.GATE, "gate-column-empty")
    found = apply_waivers([gate], [waiver(rule="gate-column-empty")], AS_OF)
    assert [one.waived for one in found] == [False]


def test_a_site_wide_finding_is_waived_by_the_sites_folder() -> None:
    found = apply_waivers(
        [finding(rule="annual-missing", file="")], [waiver("content/dept/", rule="annual-missing")],
        AS_OF,
    )  # fmt: skip
    assert found[0].waived


def test_no_file_means_no_waivers(tmp_path: Path) -> None:
    assert load_waivers(tmp_path) == ([], [])


def test_waivers_are_read_with_their_lines(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        "# 豁免\n"
        "- {rule: privacy-mobile, path: content/dept/xw/1.md, reason: 招商热线,"
        " approver: 办公室, until: 2026-12-31}\n",
    )
    waivers, findings = load_waivers(root)
    assert findings == []
    assert waivers == [Waiver("privacy-mobile", FILE, "招商热线", "办公室", "2026-12-31", 2)]


@pytest.mark.parametrize(
    ("entry", "rule", "message"),
    [
        ("{rule: privacy-mobile, path: x}", "waiver-invalid", "缺少原因、批准人、截止日期"),
        (
            "{rule: no-such, path: x, reason: a, approver: b, until: 2026-01-01}",
            "waiver-invalid",
            "“no-such”不存在",
        ),
        (
            "{rule: privacy-mobile, path: x, reason: a, approver: b, until: 年底}",
            "waiver-invalid",
            "YYYY-MM-DD",
        ),
        (
            "{rule: column-empty, path: x, reason: a, approver: b, until: 2026-01-01}",
            "waiver-refused",
            "不得豁免",
        ),
        ("只有文字", "waiver-invalid", "缺少"),
    ],
)
def test_a_waiver_that_cannot_be_used_is_a_finding(
    tmp_path: Path, entry: str, rule: str, message: str
) -> None:
    waivers, findings = load_waivers(written(tmp_path, f"- {entry}\n"))
    assert waivers == []
    assert [(one.rule, one.line, one.file) for one in findings] == [(rule, 1, "waivers.yaml")]
    assert message in findings[0].message


@pytest.mark.parametrize("text", ["rule: x\n", "- [\n"])
def test_a_file_of_another_form_is_a_finding(tmp_path: Path, text: str) -> None:
    waivers, findings = load_waivers(written(tmp_path, text))
    assert waivers == []
    assert [one.rule for one in findings] == ["waiver-invalid"]
