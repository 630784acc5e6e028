"""Calculating with the model's days and times, which are text."""

from calendar import monthrange
from datetime import date, timedelta

from sitegen.model.fields import as_day


def days_between(earlier: str, later: str) -> int:
    """Whole calendar days from one time to another (negative when reversed)."""
    return (as_day(later) - as_day(earlier)).days


def months_before(moment: str, months: int) -> date:
    """The day so many calendar months earlier, the last of the month where there is none."""
    day = as_day(moment)
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_month(moment: str) -> str:
    """The calendar month before that of `moment`, `YYYY-MM`."""
    first = as_day(moment).replace(day=1)
    return (first - timedelta(days=1)).isoformat()[:7]
