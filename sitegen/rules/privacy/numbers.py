"""Finding numbers that identify or reach a person (身份证号、手机号、银行卡号).

A number counts only as a whole: digits inside a longer run, in an address or in a file name are
no leak, nor is a masked number, an office telephone, an amount or a 统一社会信用代码.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sitegen.rules.privacy.checksums import (
    is_credit_code,
    is_id_number,
    like_id_number,
    like_old_id_number,
    luhn,
)

WIDE = "０１２３４５６７８９Ｘｘ×‐‑–—－·\u00a0\u3000"
HALF = "0123456789XxX------  "
FULL_X = ("Ｘ", "ｘ", "×")
NARROW = str.maketrans(WIDE, HALF)
DIGIT = "0-9０-９"
LOOSE = rf"[{DIGIT} \-‐‑–—－·\u00a0\u3000]"
LONG = 11
# Written out, and one for each width: counted repeats and mixed classes take three times as long.
STARTS = tuple(re.compile(first + LOOSE * (LONG - 1)) for first in ("[0-9]", "[０-９]"))
STRETCH = re.compile(f"{LOOSE}+")
# In Chinese prose few characters are ASCII, so eleven digits with nothing else of ASCII between
# are looked for among these alone first; full-width digits cannot be seen there.
_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)
WIDE_DIGITS = WIDE[:10]

MASK = r"\*{4}"
UNMASKED_BEFORE = rf"(?<!{MASK})"
"""Four stars hide digits; fewer are Markdown's emphasis around a number."""

ID = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"\d{6}[ -]?(?:19|20)\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{3}[ -]?[\dXx]"
    r"|\d{4}([ -])\d{4}\1\d{4}\1\d{4}\1\d[\dXx]"
    r"|\d{3}([ -])\d{3}\2\d{4}\2\d{4}\2\d{3}[\dXx]"
    r"|\d(?: \d){16} [\dXx])(?![0-9A-Za-z])"
)
OLD_ID = re.compile(r"(?<![0-9A-Za-z.])\d{6}[ -]?\d{6}[ -]?\d{3}(?![0-9A-Za-z]|[.-]\d)")
ID_WORDS = re.compile("身份证|公民身份|身份号码|证件号")
CELL = "|\t,，;；\"'\n"
"""What stands before and after a number that fills a cell or a line."""
MOBILE = re.compile(
    rf"(?:(?<![0-9A-Za-z.]){UNMASKED_BEFORE}|(?<=[Tt][Ee][Ll]))(?:(?:\+|00)?86[ -]?)?"
    r"(1[3-9]\d(?:\d{8}|-\d{4}-\d{4}| \d{4} \d{4}|[ -]\d{8}|\d{4}[ -]\d{4}))"
    rf"(?![0-9A-Za-z]|{MASK}|[.-]\d| ?(?:元|万|亿|吨|千瓦|度|立方|平方|公斤|美元|人次|米))"
)
CARD = re.compile(
    rf"(?<![0-9A-Za-z.]){UNMASKED_BEFORE}"
    r"\d{4}(?:\d{12,15}|(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)"
    rf"(?![0-9A-Za-z]|{MASK}|[.-]\d)"
)
ISSUED = re.compile(r"6[02]\d{14,17}|4\d{15}|5[1-5]\d{14}|35\d{14}|955\d{16}")
CREDIT_WORDS = re.compile("信用代码|机构代码|税号|识别号|注册号")
PHONE_WORDS = re.compile(
    r"电话|手机|联系|热线|号码|tel|微信|mobile|phone|\bcell\b|contact|\bcall\b|wechat|whatsapp"
    r"|(?<!\d)(?:\+|00)86",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[0-9A-Za-z_\-./:?=&%#~+@!,;$'*]*")
NAMED = re.compile(
    r"://|^www\.|[A-Za-z_]/|/[A-Za-z_]"
    r"|\.(?:s?html?|pdf|docx?|xlsx?|pptx?|wps|ofd|jpe?g|png|gif|webp|zip|rar|mp[34]|md|ya?ml)\b",
    re.IGNORECASE,
)


class Leak(NamedTuple):
    """Where a number stands in the text, how it looks masked, and where it ends."""

    start: int
    masked: str
    end: int


def id_numbers(text: str) -> Iterator[Leak]:
    """Every 18-digit 公民身份号码 with a known province, a real date and a right check digit."""
    for found, narrow in _matches(ID, text):
        number = _plain(found[0]).upper()
        before = narrow[max(0, found.start() - 12) : found.start()]
        credit = is_credit_code(number) and CREDIT_WORDS.search(before)
        if is_id_number(number) and not credit:
            yield Leak(found.start(), f"{number[:2]}{'*' * 13}{number[-3:]}", found.end())


def old_id_numbers(text: str, *, anywhere: bool = False) -> Iterator[Leak]:
    """Every 15-digit 身份证号 of before 1999 with a known province and a real date.

    It has no check digit, so it counts only where a word like 身份证 stands shortly before, or
    anywhere in the text if it fills a cell and most such cells hold one: of the numbers of other
    lists one in eighty looks like it. With `anywhere` it always counts.
    """
    found = list(_matches(OLD_ID, text))
    listed = _lists_old_ids(found)
    for match, narrow in found:
        number, begin = _plain(match[0]), match.start()
        near = ID_WORDS.search(narrow[max(0, begin - 30) : begin])
        if like_old_id_number(number) and (
            anywhere or near or (listed and _fills_cell(narrow, match))
        ):
            yield Leak(begin, f"{number[:2]}{'*' * 11}{number[-2:]}", match.end())


def _lists_old_ids(found: list[tuple[re.Match[str], str]]) -> bool:
    cells = [_plain(match[0]) for match, narrow in found if _fills_cell(narrow, match)]
    alike = sum(map(like_old_id_number, cells))
    return bool(alike) and 2 * alike > len(cells) and bool(ID_WORDS.search(found[0][1]))


def every_id_number(text: str) -> Iterator[Leak]:
    """The numbers of both generations, those of 18 digits first."""
    yield from id_numbers(text)
    yield from old_id_numbers(text)


def _fills_cell(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()].rstrip(" ")[-1:], text[found.end() :].lstrip(" ")[:1]
    return before in CELL and after in CELL


def mobiles(text: str) -> Iterator[Leak]:
    """Every mobile number that is not part of a longer number, an amount or an address.

    Groups set apart by spaces count only near a word like 电话: rows of figures look the same.
    """
    for found, narrow in _matches(MOBILE, text):
        position = found.start(1)
        near = narrow[max(0, position - 20) : position]
        if _in_address(narrow, position) or (" " in found[1] and not PHONE_WORDS.search(near)):
            continue
        number = _plain(found[1])
        yield Leak(position, f"{number[:3]}****{number[-4:]}", found.end(1))


def bank_cards(text: str, context: str) -> Iterator[Leak]:
    """Every 16- to 19-digit number with a right Luhn digit and a card issuer's prefix.

    Other prefixes count where `context` (a pattern) matches shortly before.
    """
    for found, narrow in _matches(CARD, text):
        number, position = _plain(found[0]), found.start()
        near = narrow[max(0, position - 30) : position]
        known = ISSUED.fullmatch(number) or re.search(context, near)
        if not known or not luhn(number) or _in_address(narrow, position):
            continue
        if not like_id_number(number) and not is_credit_code(number):
            masked = f"{number[:4]}{'*' * (len(number) - 7)}{number[-3:]}"
            yield Leak(position, masked, found.end())


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    spans, narrow = _stretches(text)
    for begin, end in spans:
        for found in pattern.finditer(narrow, begin, end + 4):
            yield found, narrow


def eleven(signs: bytes) -> bool:
    """Whether eleven digits stand among ASCII signs with nothing but separators between."""
    return b"0" * LONG in signs.translate(_ALIKE, b" -")


@lru_cache(maxsize=2)
def _stretches(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Where eleven digits or more stand with nothing but separators between, and the text.

    If any of them are full-width, the text comes back with half-width ones.
    """
    if not eleven(text.encode("ascii", "ignore")) and not any(map(text.__contains__, WIDE_DIGITS)):
        return (), text
    return long_stretches(text)


def long_stretches(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Search the whole text for what `_stretches` returns."""
    spans: list[tuple[int, int]] = []
    done = 0
    for begin in sorted(match.start() for start in STARTS for match in start.finditer(text)):
        stretch = STRETCH.match(text, begin)
        if begin < done or stretch is None:
            continue
        done = stretch.end()
        if sum(map(str.isdigit, stretch[0])) >= LONG:
            spans.append((begin, done))
    wide = any(
        not text[begin:end].isascii() or text[end : end + 1] in FULL_X for begin, end in spans
    )
    return tuple(spans), text.translate(NARROW) if wide else text


def _plain(number: str) -> str:
    return number.replace("-", "").replace(" ", "")


def _in_address(text: str, position: int) -> bool:
    begin = position
    while begin > max(0, position - 200) and ADDRESS.fullmatch(text[begin - 1]):
        begin -= 1
    tail = ADDRESS.match(text, position)
    token = text[begin : tail.end() if tail else position]
    return bool(NAMED.search(token)) and not token.lower().startswith("tel:")
