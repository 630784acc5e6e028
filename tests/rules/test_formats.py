"""The report of a check in its five forms."""

import json
import xml.etree.ElementTree as ET

import pytest

from sitegen.model.finding import Finding, Level, Verdict
from sitegen.rules import load_rulebook
from sitegen.rules.formats import FORMATS, render
from sitegen.rules.formats.report import CheckReport

BOOK = load_rulebook(None)
FILE = "content/dept/通知/1.md"


def finding(rule: str, level: Level, line: int = 3, **more: object) -> Finding:
    values = {"site": "dept", "file": FILE, "fix": "改正它。", "source": "某号文件", **more}
    return Finding(rule, level, message=f"{rule} 出错：50%，a,b。", line=line, **values)  # type: ignore[arg-type]


MOBILE = finding("privacy-mobile", Level.ERROR)
GATE = finding("gate-column-empty", Level.GATE, 0, file="")
TYPO = finding("wording-typo", Level.WARNING)
HINT = finding("date-future", Level.INFO)
WAIVED = finding("privacy-id-number", Level.ERROR, waived=True)


def report(*findings: Finding, only: tuple[str, ...] | None = None) -> CheckReport:
    return CheckReport(
        as_of="2026-03-20 09:00",
        verdicts=[Verdict("dept", tuple(findings)), Verdict("city", ())],
        book=BOOK,
        names={"dept": "云泽市民政局", "city": "云泽市人民政府"},
        not_applicable={"dept": frozenset({"letter-unanswered"}), "city": frozenset()},
        only=only,
        line_of=lambda file, line: f"第 {line} 行" if file == FILE else "",
    )


def test_text_groups_by_site_with_the_worst_first_and_shows_the_line() -> None:
    text = render(report(HINT, TYPO, MOBILE, GATE), "text")
    places = [
        text.index(word) for word in ("■ 云泽市民政局", "[否决]", "[错误]", "[警告]", "[提示]")
    ]
    assert places == sorted(places)
    assert "│ 第 3 行" in text
    assert "改法：改正它。" in text and "依据：某号文件" in text
    assert "云泽市民政局：不能发布（否决 1，错误 1，警告 1，提示 1）" in text
    assert "云泽市人民政府：可以发布（没有发现问题）" in text


def test_text_says_that_a_finding_was_waived() -> None:
    text = render(report(WAIVED), "text")
    assert "[已豁免]" in text
    assert "可以发布（豁免 1）" in text


def test_json_has_verdicts_and_findings_with_the_promised_keys() -> None:
    data = json.loads(render(report(MOBILE, TYPO), "json"))
    assert data["as_of"] == "2026-03-20 09:00"
    assert data["sites"] == {"dept": {"verdict": "blocked"}, "city": {"verdict": "pass"}}
    promised = "rule level site column file line message fix source".split()
    assert all(set(promised) <= set(one) for one in data["findings"])
    assert [one["level"] for one in data["findings"]] == ["error", "warning"]


def test_sarif_names_rules_places_and_suppressions() -> None:
    data = json.loads(render(report(MOBILE, GATE, HINT, WAIVED), "sarif"))
    run = data["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert data["version"] == "2.1.0"
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    by_rule = {result["ruleId"]: result for result in run["results"]}
    assert by_rule["gate-column-empty"]["level"] == "error"
    assert "locations" not in by_rule["gate-column-empty"]
    assert by_rule["date-future"]["level"] == "note"
    assert by_rule["privacy-id-number"]["suppressions"]
    place = by_rule["privacy-mobile"]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/dept/%E9%80%9A%E7%9F%A5/1.md"
    assert place["region"] == {"startLine": 3}


def test_junit_fails_what_blocks_and_skips_what_does_not_apply() -> None:
    root = ET.fromstring(render(report(MOBILE, TYPO), "junit"))
    suite = root.find("testsuite[@id='dept']")
    assert suite is not None
    assert suite.get("failures") == "1"
    assert suite.get("skipped") == "1"
    assert suite.get("tests") == str(len(BOOK.rules))
    cases = {case.get("name"): case for case in suite}
    assert cases["privacy-mobile"].find("failure") is not None
    assert cases["wording-typo"].find("failure") is None
    assert cases["wording-typo"].find("system-out") is not None
    skipped = cases["letter-unanswered"].find("skipped")
    assert skipped is not None and skipped.get("message") == "不适用"
    assert len(cases["privacy-bank-card"]) == 0


def test_junit_survives_control_characters() -> None:
    bad = finding("privacy-mobile", Level.ERROR, fix="坏\x0b字<&>")
    assert ET.fromstring(render(report(bad), "junit")) is not None


def test_github_annotations_are_escaped() -> None:
    lines = render(report(MOBILE, TYPO, HINT, GATE), "github").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("::error title=gate-column-empty::")
    assert lines[1].startswith(f"::error file={FILE},line=3,title=privacy-mobile::")
    assert "50%25，a,b" in lines[1]
    assert lines[2].startswith("::warning ")
    assert lines[3].startswith("::notice ")


def test_only_the_paths_asked_for_are_shown_and_counted() -> None:
    elsewhere = finding("privacy-mobile", Level.ERROR, file="content/dept/xw/2.md")
    whole = report(TYPO, elsewhere)
    part = report(TYPO, elsewhere, only=(FILE,))
    folder = report(TYPO, elsewhere, only=("content/dept/xw/",))
    assert (whole.exit_status, part.exit_status, folder.exit_status) == (1, 0, 1)
    assert part.findings() == [TYPO]
    assert folder.findings() == [elsewhere]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_prints_an_empty_report(form: str) -> None:
    assert isinstance(render(report(), form), str)


def test_a_waived_error_does_not_fail_the_command() -> None:
    assert report(WAIVED, TYPO).exit_status == 0
    assert report(MOBILE).exit_status == 1


def test_text_on_some_files_says_what_stands_elsewhere() -> None:
    text = render(report(TYPO, GATE, only=(TYPO.file,)), "text")
    assert "云泽市民政局：不能发布（所列文件：警告 1；其他：否决 1）" in text
    assert "云泽市人民政府" not in text


def test_text_on_files_without_findings_says_so() -> None:
    assert render(report(only=("sites.yaml",)), "text") == "所列文件没有发现问题。"
