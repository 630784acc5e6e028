"""Dates as Chinese pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

_CST: Final = timezone(timedelta(hours=8))
_TIME: Final = r"(?:[日\sT　-]*(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}))?)?"
_PATTERNS: Final = (
    re.compile(
        r"(?<!\d)((?:19|20)\d{2})\s*[-/.．－—]\s*(\d{1,2})\s*[-/.．－—]\s*(\d{1,2})(?!\d)" + _TIME
    ),
    re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?" + _TIME),
    re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?!\d)()()()"),
)
_ISO_ZONE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")
_HAN_DAY: Final = re.compile(
    r"([二一][〇○零ＯO0九一二三四五六七八]{3})年([一二三四五六七八九十]{1,2})月([一"
    r"二三四五六七八九十]{1,3})日"
)
_HAN_DIGITS: Final = {
    **{char: i for i, char in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("○零ＯO0", 0),
}


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day `YYYY-MM-DD` and, where the page gives it, a time `HH:MM`."""

    day: str
    time: str = ""

    def __str__(self) -> str:
        return f"{self.day} {self.time}".strip()

    def full(self) -> str:
        """`YYYY-MM-DD HH:MM`; midnight where no time is known."""
        return f"{self.day} {self.time or '00:00'}"


def find_moments(text: str) -> Iterator[tuple[int, Moment]]:
    """Yield every date in `text` with the offset where it begins; numbers alone count too."""
    zoned = _ISO_ZONE.search(text)
    if zoned:
        moment = _from_iso(zoned[0])
        if moment:
            yield zoned.start(), moment
            return
    hits: list[tuple[int, Moment]] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            moment = _moment(*found.groups())
            if moment:
                hits.append((found.start(), moment))
    yield from sorted(hits, key=lambda hit: hit[0])


def parse_moment(text: str) -> Moment | None:
    """Return the first date in `text`, Chinese numerals and Unix times included, or None."""
    text = text.strip()
    if _EPOCH.fullmatch(text) and not text.startswith(("19", "20")):
        seconds = int(text[:10])
        local = datetime.fromtimestamp(seconds, _CST)
        return Moment(f"{local:%Y-%m-%d}", f"{local:%H:%M}")
    for _, moment in find_moments(text):
        return moment
    return _from_han(text)


def _moment(
    year: str, month: str, day: str, hour: str | None, minute: str | None, _second: str | None
) -> Moment | None:
    try:
        at = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0))
    except ValueError:
        try:
            at = datetime(int(year), int(month), int(day))
        except ValueError:
            return None
        hour = None
    return Moment(f"{at:%Y-%m-%d}", f"{at:%H:%M}" if hour else "")


def _from_iso(text: str) -> Moment | None:
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(_CST)
    except ValueError:
        return None
    return Moment(f"{at:%Y-%m-%d}", f"{at:%H:%M}")


def _from_han(text: str) -> Moment | None:
    found = _HAN_DAY.search(text)
    if not found:
        return None
    year = "".join(str(_HAN_DIGITS.get(char, "")) for char in found[1])
    return _moment(year, str(_han_number(found[2])), str(_han_number(found[3])), None, None, None)


def _han_number(text: str) -> int:
    if "十" not in text:
        return _HAN_DIGITS.get(text, 0)
    tens, _, ones = text.partition("十")
    return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (
        _HAN_DIGITS.get(ones, 0) if ones else 0
    )
