"""A short way for the front matter that nearly every item has: one plain `key: value` a line.

It answers for keys with a plain text, or a plain list or `{key: value}` in one line, and for one
level of keys below a key, indented by two spaces. Whatever else YAML knows (quotes, comments, blank
lines, null, tags, texts over several lines …), and whatever is wrong, is left to the full reader; a
property test compares the two.
"""

import re
from typing import Any

Spots = dict[str, tuple[int, Any]]
"""Each key's line in the text, from 0, and what is below it: spots, a list's length, or None."""

# Control characters, line breaks of YAML's own, byte order marks and what is no character.
_ODD = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufff0-\uffff"
_MARKS = r"\-?:,\[\]{}#&*!|>'\"%@`~ "
_VALUE = rf"[^{_MARKS}{_ODD}](?:[^{_ODD}]*[^: {_ODD}])?"
_ITEM = rf"[^{_MARKS}{_ODD}](?:[^?:,\[\]{{}}#{_ODD}]*[^?:,\[\]{{}}# {_ODD}])?"
_PAIR = rf"[a-z_]+: {_ITEM}"
_LIST = rf"\[({_ITEM}(?:, {_ITEM})*)\]"
_BLOCK = rf"\{{({_PAIR}(?:, {_PAIR})*)\}}"
_LINE = re.compile(rf"(  )?([a-z_]+):(?: (?:({_VALUE})|{_LIST}|{_BLOCK}))?")


def read_flat(text: str) -> tuple[dict[str, Any], Spots] | None:
    """Return the data of a text and where its keys stand, or None if it is not flat."""
    if not text.endswith("\n") or " #" in text or "null" in text:
        return None
    data: dict[str, Any] = {}
    spots: Spots = {}
    inner, inner_spots, opener = data, spots, ""
    colons = 0
    for number, line in enumerate(text[:-1].split("\n")):
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        indent, key, value, items, pairs = found.groups()
        if not indent:
            if opener and not inner:
                return None  # a key without a value
            inner, inner_spots, opener = data, spots, ""
        if key in inner or (indent and inner is data):
            return None
        colons += 1
        if value is not None:
            inner[key], inner_spots[key] = value, (number, None)
        elif items is not None:
            parts = items.split(", ")
            inner[key], inner_spots[key] = parts, (number, len(parts))
        elif pairs is not None:
            written = [pair.split(": ") for pair in pairs.split(", ")]
            inner[key] = block = dict(written)
            inner_spots[key] = (number, dict.fromkeys(block, (number, None)))
            colons += len(block)  # fewer than were written if a key stands twice
        elif indent:
            return None
        else:
            colons -= 1
            opener, inner, inner_spots = key, {}, {}
            data[key], spots[key] = inner, (number, inner_spots)
    # A colon before a space inside a value would be a key of its own.
    return (data, spots) if colons == text.count(": ") and (inner or not opener) else None
