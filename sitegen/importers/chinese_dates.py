"""Dates as officials write them, in Word and in spreadsheets."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_NUMERALS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "Ｏ": 0, "O": 0, "0": 0, "◯": 0, "元": 1,
}  # fmt: skip
_ARABIC: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:年|[-/.．])\s*(\d{1,2})\s*(?:月|[-/.．])\s*(\d{1,2})\s*日?(?!\d)"
)
_COMPACT: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_CHINESE: Final = re.compile(
    r"([一二][〇零○Ｏ◯O0一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十元]{1,2})\s*月\s*"
    r"([一二三四五六七八九十]{1,3})\s*日"
)
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def _small(text: str) -> int:
    """一 … 三十一 as a number."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
    return _NUMERALS[text]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    """The first date in `text`: 2026年1月5日, 二〇二六年一月五日, 2026-1-5, 2026/1/5, 20260105.

    Impossible dates (31 June) are none.
    """
    text = text.translate(_WIDE)
    for pattern in (_ARABIC, _COMPACT):
        found = pattern.search(text)
        if found:
            return _date(int(found[1]), int(found[2]), int(found[3]))
    found = _CHINESE.search(text)
    if found is None:
        return None
    year = int("".join(str(_NUMERALS[c]) for c in found[1]))
    try:
        return _date(year, _small(found[2]), _small(found[3]))
    except KeyError:
        return None


def only_date(text: str) -> date | None:
    """The date that `text` consists of, spaces and brackets aside; None where there is more."""
    bare = re.sub(r"[\s　（）()]", "", text).translate(_WIDE)
    whole = _ARABIC.fullmatch(bare) or _CHINESE.fullmatch(bare)
    return find_date(bare) if whole else None
