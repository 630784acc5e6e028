"""Nothing that the checks print repeats a private number."""

from dataclasses import replace

import pytest

from sitegen.model.finding import Finding, Level, Verdict
from sitegen.rules import check_item, load_rulebook
from sitegen.rules.formats import render
from sitegen.rules.formats.report import CheckReport
from sitegen.rules.privacy.masking import hide_numbers
from sitegen.rules.views import around
from tests.rules.small import item_text, view_of

BOOK = load_rulebook(None)
ID, MOBILE, CARD = "11010519491231002X", "13812345678", "6222021234567890128"


@pytest.mark.parametrize("number", [ID, MOBILE, CARD, "138 1234 5678", "１３８１２３４５６７８"])
def test_the_middle_of_a_private_number_is_hidden(number: str) -> None:
    text = f"联系电话{number}，请核对。"
    hidden = hide_numbers(text)
    assert len(hidden) == len(text)
    assert hidden.startswith(f"联系电话{number[:3]}")
    assert number not in hidden and "***" in hidden


@pytest.mark.parametrize(
    "text", ["电话 0590-6612345", "京公网安备 99010002000018号", "138****5678"]
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert hide_numbers(text) == text


@pytest.mark.parametrize("number", [ID, MOBILE, CARD])
@pytest.mark.parametrize("text", ["布署{}", "{}布署", "电话{}，会议布署", "布署工作，{}"])
def test_an_excerpt_hides_a_number_even_where_it_cuts_it(text: str, number: str) -> None:
    line = text.format(number)
    excerpt = around(line, line.index("布署"), 2)
    assert "布署" in excerpt
    assert not any(number[at : at + 9] in excerpt for at in range(len(number) - 8))


@pytest.mark.parametrize("number", [ID, MOBILE, CARD])
def test_no_finding_of_an_item_repeats_the_number(number: str) -> None:
    text = item_text({"title": f"布署{number}", "body": f"会议布署，,{number}。。卡号{number}\n"})
    findings = check_item(view_of(text), BOOK)
    assert {one.rule for one in findings} >= {"wording-typo", "wording-punctuation"}
    assert not any(number in one.message for one in findings)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github"])
def test_no_format_prints_the_number_with_the_line_it_stands_on(form: str) -> None:
    found = Finding("privacy-mobile", Level.ERROR, "dept", "有手机号码。", file="a.md", line=3)
    report = CheckReport(
        as_of="2026-03-20 09:00",
        verdicts=[Verdict("dept", (found, replace(found, rule="wording-typo")))],
        book=BOOK,
        line_of=lambda _file, _line: f"电话{MOBILE}，身份证{ID}",
    )
    printed = render(report, form)
    assert MOBILE not in printed and ID not in printed
