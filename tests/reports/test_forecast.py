"""Forecasts: the day on which each rule breaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import icalendar
import pytest

from sitegen.model.finding import Verdict
from sitegen.reports.forecast import Due, foresee
from sitegen.reports.forecast.forms import report
from sitegen.reports.scorecard import load_scorebook
from sitegen.reports.sheets import Event, Report
from sitegen.reports.summary import as_data, from_data, on_day, summarise
from sitegen.reports.writers.calendar import calendar, fold
from sitegen.rules import Waiver, load_rulebook
from tests.reports.county import AS_OF, LETTER, make_case


def dues(change: Mapping[str, Any] | None = None, days: int = 400) -> list[Due]:
    return list(foresee(make_case(change), days).dues)


def day_of(found: list[Due], rule: str, subject: str = "") -> tuple[str, str]:
    """Deadline and first broken day of the only due of a rule."""
    (one,) = [due for due in found if due.rule == rule and subject in due.subject]
    return one.deadline, one.breaks


def article(date: str, **more: str) -> dict[str, Any]:
    return {"b1/1.md": {"title": "动态", "date": date, **more}}


def test_a_column_breaks_the_day_after_its_period() -> None:
    assert day_of(dues(), "freshness-column", "要闻") == ("2026-04-01", "2026-04-02")


def test_a_stale_column_is_shown_as_broken_since_the_day_it_broke() -> None:
    found = dues({"items": article("2026-02-28 09:00")}, days=1)
    (one,) = [due for due in found if due.rule == "freshness-column"]
    assert (one.breaks, one.broken) == ("2026-03-15", True)


def test_a_scheduled_item_keeps_its_column_fresh_longer() -> None:
    later = {"b1/2.md": {"title": "定时", "date": "2026-03-30 09:00"}}
    assert day_of(dues({"items": later}), "freshness-column", "要闻")[0] == "2026-04-13"


def test_an_item_scheduled_after_the_break_does_not_help() -> None:
    later = {"b1/2.md": {"title": "定时", "date": "2026-05-30 09:00"}}
    assert day_of(dues({"items": later}), "freshness-column", "要闻")[0] == "2026-04-01"


def test_a_mandatory_column_empties_when_its_last_item_expires() -> None:
    found = dues({"items": article("2026-03-18 09:00", expires="2026-03-25 18:00")})
    assert day_of(found, "gate-column-empty") == ("2026-03-24", "2026-03-25")


def test_the_home_page_lives_from_all_its_columns() -> None:
    assert day_of(dues(), "freshness-home") == ("2026-04-01", "2026-04-02")


def test_an_open_letter_has_five_working_days_and_three_months() -> None:
    letter = {key: LETTER[key] for key in ("received", "question")}
    found = dues({"items": {"e1/2.md": {"title": "来信", "date": AS_OF, "letter": letter}}})
    assert day_of(found, "letter-reply-late") == ("2026-03-17", "2026-03-18")
    assert day_of(found, "letter-unanswered") == ("2026-06-10", "2026-06-11")


def test_a_survey_owes_its_result_within_the_period() -> None:
    assert day_of(dues(), "survey-result-late") == ("2026-05-02", "2026-05-03")


def test_a_document_without_interpretation_has_its_days_of_grace() -> None:
    found = dues(
        {"items": {"b4/1.md": {"title": "别的解读", "date": AS_OF, "interprets": ["x.md"]}}}
    )
    assert day_of(found, "interpretation-owed") == ("2026-03-21", "2026-03-22")


def test_documents_about_to_expire_are_named() -> None:
    document = {
        "index_no": "WX001/2026-00003", "number": "望政发〔2026〕3号", "issuer": "望溪县人民政府",
        "signed": "2026-03-16", "expires": "2026-06-30", "topic": "综合政务",
    }  # fmt: skip
    item = {"title": "试行办法", "date": AS_OF, "document": document}
    found = dues({"items": {"b3/2.md": item}})
    assert day_of(found, "policy-status-date") == ("2026-06-30", "2026-07-01")


def test_the_annual_reports_fall_due_by_kind_of_site() -> None:
    gone = {"c4/1.md": {"title": "年报说明", "date": AS_OF, "kind": "article"}}
    found = dues({"items": gone}, days=30)
    assert day_of(found, "annual-missing", "2025") == ("2026-03-31", "2026-04-01")
    assert day_of(found, "annual-missing", "2024") == ("2025-03-31", "2025-04-01")
    assert day_of(dues(days=700), "workreport-missing") == ("2027-01-31", "2027-02-01")


def test_surveys_are_owed_now_and_interviews_when_the_last_one_is_a_year_old() -> None:
    found = dues()
    (survey,) = [due for due in found if due.rule == "survey-quota"]
    assert survey.broken
    assert day_of(found, "interview-quota") == ("2027-02-28", "2027-03-01")


def test_the_horizon_leaves_out_what_is_farther() -> None:
    assert all(due.days <= 10 for due in dues(days=10))
    assert len(dues(days=10)) < len(dues(days=400))


def test_a_rule_switched_off_is_not_foreseen() -> None:
    book = load_rulebook(None)
    off = replace(book.rules["freshness-home"], level=None)
    case = make_case(book=replace(book, rules={**book.rules, off.id: off}))
    assert "freshness-home" not in {due.rule for due in foresee(case, 400).dues}


def test_five_stale_columns_foretell_the_veto() -> None:
    column = {"type": "news", "title": "动态", "description": "动态", "keywords": ["动态"]}
    columns = {f"n{index}": column for index in range(4)}
    items = {
        f"n{index}/1.md": {"title": f"动态{index}", "date": f"2026-03-1{index} 09:00"}
        for index in range(4)
    }
    found = dues({"columns": columns, "items": items}, days=60)
    assert day_of(found, "freshness-veto", "工作动态")[1] == "2026-04-02"


def test_a_waiver_about_to_end_is_foretold_where_it_covers_something() -> None:
    case = make_case({"items": article("2026-02-01 09:00")})
    found = [
        replace(one, waived=True) for one in case.verdict.findings if one.rule == "freshness-column"
    ]
    given = [
        Waiver("freshness-column", found[0].file, "系统改版", "县政府办公室", "2026-04-10"),
        Waiver("freshness-column", "content/county-x/b9/", "未用到", "县政府办公室", "2026-04-01"),
        Waiver("freshness-column", found[0].file, "已到期", "县政府办公室", "2026-03-01"),
    ]
    waived = replace(case, verdict=Verdict("county-x", tuple(found)), waivers=given)
    ends = [due for due in foresee(waived, 60).dues if due.rule == "waiver-expired"]
    assert [(due.deadline, due.subject) for due in ends] == [
        ("2026-04-10", f"对 {found[0].file} 的豁免")
    ]


def test_the_next_statistics_of_cases_are_foretold() -> None:
    found = day_of(dues(days=60), "service-statistics-late", "办事统计")
    assert found == ("2026-04-05", "2026-04-06")


def test_the_verdict_page_moves_what_is_due_to_its_own_day() -> None:
    judged = summarise(make_case(), load_scorebook())
    today, later = on_day(judged, AS_OF), on_day(judged, "2026-04-02 09:00")
    assert today.overdue < later.overdue
    news = [due for due in later.dues if "要闻" in due.subject]
    assert [(due.deadline, due.days) for due in news] == [("2026-04-01", 0)]
    assert all(due.days <= 30 for due in today.dues)
    assert from_data(json.loads(json.dumps(as_data(judged)))) == judged


# --- the calendar -------------------------------------------------------------------------------


def made(change: Mapping[str, Any] | None = None) -> Report:
    return report([foresee(make_case(change), 90)], load_rulebook(None), AS_OF, 90)


def test_the_calendar_can_be_read_by_others() -> None:
    found = icalendar.Calendar.from_ical(calendar(made()))
    events = found.events
    assert len(events) == len(made().events) == 6
    assert len({str(event["UID"]) for event in events}) == len(events)
    column = next(event for event in events if "栏目“要闻”" in str(event["SUMMARY"]))
    assert column.start.isoformat() == "2026-04-01"
    assert column.DTSTAMP is not None
    assert column.DTSTAMP.isoformat() == "2026-03-20T01:00:00+00:00"


def test_lines_are_folded_by_octets_between_characters() -> None:
    data = calendar(made())
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_a_folded_line_unfolds_to_itself() -> None:
    line = "SUMMARY:" + "县政府网站更新预警" * 20
    assert fold(line).replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == line


def test_an_obligation_keeps_its_uid_when_its_day_moves() -> None:
    def uid(change: Mapping[str, Any] | None) -> str:
        found = icalendar.Calendar.from_ical(calendar(made(change)))
        events = found.walk("VEVENT")
        return str(next(one["UID"] for one in events if "栏目“要闻”" in str(one["SUMMARY"])))

    assert uid(None) == uid({"items": article("2026-03-19 09:00")})


@pytest.mark.parametrize("text", ["甲，乙; 丙, 丁\\戊", "两行\n文字"])
def test_special_signs_survive_the_calendar(text: str) -> None:
    event = Event("k", "2026-03-01", text, text, "类")
    found = icalendar.Calendar.from_ical(calendar(replace(made(), events=(event,))))
    assert str(found.walk("VEVENT")[0]["DESCRIPTION"]) == text
