"""Running checks: drafts, switched-off rules, what does not apply."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from sitegen.model.entry import Stub
from sitegen.model.finding import Level
from sitegen.rules import check_item, check_site, load_rulebook, source_finding
from sitegen.rules.applicability import not_applicable
from tests.rules.small import SmallSite, item_text, only, small_site, view_of

BOOK = load_rulebook(None)
LEAK = {"body": "请联系甲某，电话13812345678，工作日均可拨打。\n"}


def test_a_leak_in_a_draft_is_a_warning_that_says_so() -> None:
    (published,) = check_item(view_of(item_text(LEAK)), BOOK)
    (draft,) = check_item(view_of(item_text({**LEAK, "draft": True})), BOOK)
    assert published.level is Level.ERROR
    assert draft.level is Level.WARNING
    assert "草稿，发布前须改正" in draft.message


def test_a_finding_names_site_file_column_and_line() -> None:
    (found,) = check_item(view_of(item_text(LEAK), path="xw/2026/1.md"), BOOK)
    assert (found.site, found.file, found.column) == (
        "dept",
        "content/dept/xw/2026/1.md",
        "xw/2026",
    )
    assert found.line == item_text(LEAK).splitlines().index(LEAK["body"].strip()) + 1


def test_a_rule_that_is_switched_off_is_not_run() -> None:
    rule = BOOK.rules["privacy-mobile"]
    book = replace(BOOK, rules={**BOOK.rules, "privacy-mobile": replace(rule, level=None)})
    assert check_item(view_of(item_text(LEAK)), book) == []


def test_a_raised_level_shows_in_the_finding() -> None:
    rule = BOOK.rules["wording-typo"]
    book = replace(BOOK, rules={**BOOK.rules, "wording-typo": replace(rule, level=Level.ERROR)})
    (found,) = check_item(view_of(item_text({"body": "会议布署了下一阶段的工作。\n"})), book)
    assert found.level is Level.ERROR


def test_a_rule_without_anything_to_look_at_is_not_applicable() -> None:
    empty = not_applicable(small_site({"columns": {"xx": "mailbox"}}).model, BOOK)
    letter = {"letter": {"received": "2026-03-01 09:00", "question": "怎样办理"}}
    filled = small_site({"columns": {"xx": "mailbox"}, "items": {"xx/1.md": letter}})
    with_letters = not_applicable(filled.model, BOOK)
    assert {"letter-unanswered", "letter-fields-missing", "review-missing"} <= empty
    assert "gate-column-missing" not in empty
    assert "letter-unanswered" not in with_letters
    assert "annual-row-sum" in with_letters


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        ("portal", {"report-quota"}),
        ("county", set()),
        ("department", {"interview-quota", "freshness-home-few", "directory-subjects"}),
        ("township", {"survey-quota", "interview-quota", "report-quota", "site-channels"}),
    ],
)
def test_a_rule_that_asks_nothing_of_a_kind_of_site_does_not_apply(
    kind: str, nothing: set[str]
) -> None:
    found = not_applicable(small_site({"site": {"kind": kind}}).model, BOOK)
    rules = {
        "survey-quota", "interview-quota", "report-quota", "freshness-home-few",
        "directory-subjects", "site-channels",
    }  # fmt: skip
    assert nothing <= found
    assert {"annual-missing", "workreport-missing", "file-active"}.isdisjoint(found)
    if kind in ("portal", "county"):
        assert found & rules == nothing


def test_without_a_history_or_a_list_of_hosts_nothing_can_be_compared() -> None:
    model = small_site({}).model
    assert "link-blocked" in not_applicable(model, BOOK)
    assert "date-moved-back" not in not_applicable(model, BOOK)
    assert "date-moved-back" in not_applicable(model, BOOK, history=False)


def test_records_of_a_kind_are_read_once_for_all_checks() -> None:
    class Counting(SmallSite):
        def records(self, kind: str) -> Iterator[tuple[Stub, Mapping[str, Any]]]:
            asked.append(kind)
            return super().records(kind)

    asked: list[str] = []
    site = small_site({"columns": {"xx": "mailbox"}})
    check_site(Counting(site.model, site.items, site.contents), BOOK)
    assert asked and len(asked) == len(set(asked))


def test_a_source_finding_takes_level_and_source_from_the_book() -> None:
    found = source_finding(
        "source-bom", book=BOOK, site="dept", file="content/dept/1.md", line=1, message="有 BOM",
        fix="另存", column="",
    )  # fmt: skip
    assert found.level is Level.INFO
    assert found.source == BOOK.rule("source-bom").source_text()


def test_the_gate_names_each_missing_column_of_a_bare_site() -> None:
    found = only(check_site(small_site({}), BOOK), "gate-column-missing")
    assert len(found) == len(BOOK.profiles["department"].require)
    assert all(one.level is Level.GATE for one in found)
