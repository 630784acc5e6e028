"""Cuts text into the tokens that Pagefind indexes; `client/grams.js` does the same to a query.

Text is folded (compatibility forms, case and accents vanish) and read as *units*: one Chinese
character, or one run of Latin letters and digits. Every unit with the one after it makes a
*token*, so any string of two or more units is a run of tokens that stand side by side. What lies
between two units is part of the token: a mark of punctuation or a line break (any of them, so that
〔 and [ are the same) is `GAP`; a mere space beside a Chinese character counts for nothing, for it
is a matter of typesetting. `STOP` closes a Latin unit: 20 is not found in 2026.

A single unit has no pair. Latin words therefore get a token of their own in the body, and single
Chinese characters in the title alone: in the body they would make the index a quarter larger to
answer a question that nobody can use the answer of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

GAP = "\u01c1"
STOP = "\u01c0"
TITLE = "\u01c3"
_RESERVED = str.maketrans(
    dict.fromkeys((GAP, STOP, TITLE), " ")
    # Signs without a width, which come with texts out of word processors and chats.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)

# Ideographs and kana; what stands here is one unit a character. Everything in it must be a letter
# or number to Unicode, or Pagefind would drop it from the word.
CJK = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNIT = re.compile(f"([{CJK}])|([^\\W_{CJK}]+)|[ \\t\\u3000]+|([\\s\\S])")


def fold(text: str) -> str:
    """`text` in lower case, in compatibility form, without accents, reserved or invisible signs."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).lower()
    for char in set(folded):
        if unicodedata.category(char)[0] == "M":
            folded = folded.replace(char, "")
    return folded.translate(_RESERVED)


def _pairs(text: str) -> Iterator[str]:
    """The tokens of `text` in order; the last unit is closed by `GAP`."""
    last, last_latin, gap = "", False, False
    for cjk, latin, mark in _UNIT.findall(fold(text)):
        unit = cjk or latin
        if not unit:
            gap = gap or bool(mark)
            continue
        if last:
            yield _pair(last, last_latin, unit, bool(latin), gap)
        last, last_latin, gap = unit, bool(latin), False
    if last:
        yield last + (STOP if last_latin else "") + GAP


def _pair(left: str, left_latin: bool, right: str, right_latin: bool, gap: bool) -> str:
    if left_latin:
        # Two Latin units are always parted by something; what it is does not matter.
        return f"{left}{STOP}{'' if right_latin or not gap else GAP}{right}"
    return f"{left}{GAP if gap else ''}{right}"


def _latin(text: str) -> set[str]:
    return {latin for _, latin, _ in _UNIT.findall(fold(text)) if latin}


def page_tokens(title: str, text: str) -> tuple[list[str], list[str]]:
    """The words of one page for Pagefind: those of its title, which come first, and the others.

    A phrase that is found at a place before the end of the first list stands in the title.
    """
    units = _UNIT.findall(fold(title))
    latin = {unit for _, unit, _ in units if unit}
    head = [*_pairs(title), *sorted(unit + STOP for unit in latin)]
    head += sorted({TITLE + unit for unit, _, _ in units if unit})
    body = [*_pairs(text), *sorted(unit + STOP for unit in _latin(text) - latin)]
    return head, body
