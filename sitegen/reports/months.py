"""Months and years as periods (`YYYY-MM`, `YYYY`): a day lies in one when it begins with it."""

import re
from datetime import date, timedelta

from sitegen.errors import UsageError


def month_of(given: str | None, as_of: str) -> str:
    """The month asked for, by default the last complete one; raises UsageError."""
    if given is None:
        return (date.fromisoformat(as_of[:10]).replace(day=1) - timedelta(days=1)).isoformat()[:7]
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", given)
    if not found or not 1 <= int(found[2]) <= 12:
        raise UsageError(f"月份“{given}”写法有误，请写成 2026-03 的形式。")
    return f"{found[1]}-{int(found[2]):02d}"


def months_of(period: str) -> tuple[str, ...]:
    """The months of a year, or the month itself."""
    if len(period) == 7:
        return (period,)
    return tuple(f"{period}-{month:02d}" for month in range(1, 13))


def name_of(period: str) -> str:
    """A month or a year as people write it: 2026年3月, 2026年."""
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"
