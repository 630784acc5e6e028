"""Working days and calendar periods."""

from datetime import date

import pytest

from sitegen.model.platform import PlatformSettings
from sitegen.rules import Workdays
from sitegen.rules.periods import days_between, last_month, months_before

PLAIN = Workdays()
FESTIVAL = Workdays.of(
    PlatformSettings.model_validate(
        {"name": "平台", "holidays": ["2026-02-16", "2026-02-17"], "workdays": ["2026-02-14"]}
    )
)


def test_weekends_and_holidays_are_free_and_exchanged_days_are_worked() -> None:
    assert not PLAIN.works(date(2026, 2, 14))
    assert FESTIVAL.works(date(2026, 2, 14))
    assert PLAIN.works(date(2026, 2, 16))
    assert not FESTIVAL.works(date(2026, 2, 16))


@pytest.mark.parametrize(
    ("calendar", "count", "due"),
    [
        (PLAIN, 1, date(2026, 2, 16)),
        (PLAIN, 5, date(2026, 2, 20)),
        (FESTIVAL, 1, date(2026, 2, 14)),
        (FESTIVAL, 2, date(2026, 2, 18)),
        (PLAIN, 0, date(2026, 2, 13)),
    ],
)
def test_the_day_so_many_working_days_after_a_friday(
    calendar: Workdays, count: int, due: date
) -> None:
    assert calendar.after(date(2026, 2, 13), count) == due


def test_counting_working_days_agrees_with_stepping() -> None:
    start = date(2026, 2, 1)
    for count in range(30):
        assert FESTIVAL.between(start, FESTIVAL.after(start, count)) == count


def test_months_end_on_the_last_day_where_the_month_is_shorter() -> None:
    assert months_before("2026-05-31 09:00", 3) == date(2026, 2, 28)
    assert months_before("2026-01-15", 1) == date(2025, 12, 15)
    assert months_before("2026-01-15", 13) == date(2024, 12, 15)


def test_the_last_complete_month() -> None:
    assert last_month("2026-01-31 23:59") == "2025-12"
    assert last_month("2026-03-01 00:00") == "2026-02"


def test_days_count_by_the_calendar_not_the_clock() -> None:
    assert days_between("2026-03-01 23:59", "2026-03-02 00:01") == 1
