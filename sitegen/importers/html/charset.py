"""Which encoding a page is written in, judged by its bytes rather than by what it says.

Old sites declare GB2312 and are GBK, declare UTF-8 after a conversion that never happened, or
join includes in two encodings. Therefore the bytes decide; the declaration only breaks ties.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the encoding that was used and how sure that is (0 to 1).

    `declared` is what the page says of itself, in lower case; `mixed` tells that some lines were
    in another encoding; `lost` counts characters that no encoding explained.
    """

    text: str
    encoding: str
    confidence: float
    declared: str = ""
    mixed: bool = False
    lost: int = 0


def decode(data: bytes, hint: str = "") -> Decoded:
    """Decode the bytes of a page; never fails. `hint` is a charset from outside, such as HTTP."""
    declared = _declared(data) or hint.strip().lower()
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], name, 1.0, declared)
    if not any(byte > 0x7F for byte in data[:_SAMPLE]) and data.isascii():
        return Decoded(data.decode("ascii"), "utf-8", 1.0, declared)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0.99, declared)
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)


def _decode_legacy(data: bytes, declared: str) -> Decoded:
    """Choose between Big5, GB18030 and UTF-8 with foreign lines by what is common in each."""
    sample = data[:_SAMPLE]
    gb, big5, utf8 = _share_gb(sample), _share_big5(sample), _share_utf8(sample)
    if utf8 > 0.5:
        return _decode_lines(data, declared)
    says_big5 = declared.startswith("big5")
    if big5 > gb + (-0.02 if says_big5 else 0.08):
        name = "big5hkscs"
        return _decoded(data, name, min(0.95, 0.5 + big5 - gb), declared)
    if utf8 > 0.02:
        return _decode_lines(data, declared)
    return _decoded(data, "gb18030", 0.97 if gb > 0.8 else 0.7, declared)


def _decoded(data: bytes, name: str, confidence: float, declared: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, name, confidence, declared, lost=text.count("\ufffd"))


def _decode_lines(data: bytes, declared: str) -> Decoded:
    """Decode line by line: UTF-8 where a line is valid UTF-8, GB18030 where it is not.

    A cut character at the end of a file or of an include is the common reason for a single bad
    line, so a line that is UTF-8 but for a few bytes stays UTF-8.
    """
    usual = "utf-8" if _share_utf8(data[:_SAMPLE]) > 0.5 else "gb18030"
    lines: list[str] = []
    kinds = {"utf-8": 0, "gb18030": 0}
    for line in data.split(b"\n"):
        if line.isascii():
            lines.append(line.decode("ascii"))
            continue
        # A few bytes, such as a character cut at the end, say nothing by themselves.
        name = _line_encoding(line) if len(_HIGH.findall(line)) > 3 else usual
        kinds[name] += 1
        lines.append(line.decode(name, "replace"))
    text = "\n".join(lines)
    main = max(kinds, key=lambda name: kinds[name])
    mixed = min(kinds.values()) > 0
    return Decoded(text, main, 0.75 if mixed else 0.9, declared, mixed, text.count("\ufffd"))


def _line_encoding(line: bytes) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _share_utf8(line) > 0.6 else "gb18030"
    # Two GBK characters in a row can be valid UTF-8 by accident; then they give rare letters.
    return "gb18030" if _share_utf8(line) < 0.5 and _share_gb(line) > 0.9 else "utf-8"


_UTF8_CJK: Final = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbf][\x80-\xbf]")
_GB_PAIR: Final = re.compile(rb"[\x81-\xfe][\x30-\x39\x40-\x7e\x80-\xfe]")
_GB_COMMON: Final = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")
_BIG5_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
_BIG5_COMMON: Final = re.compile(rb"[\xa4-\xc5\xa1\xa2][\x40-\x7e\xa1-\xfe]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def _share_utf8(data: bytes) -> float:
    """Share of the high bytes that belong to Chinese characters in UTF-8."""
    high = len(_HIGH.findall(data))
    return 3 * len(_UTF8_CJK.findall(data)) / high if high else 0.0


def _share_gb(data: bytes) -> float:
    """Share of the byte pairs in the rows of GB2312 that hold the 3,755 common characters."""
    pairs = _GB_PAIR.findall(data)
    return sum(1 for pair in pairs if _GB_COMMON.fullmatch(pair)) / len(pairs) if pairs else 0.0


def _share_big5(data: bytes) -> float:
    """Share of the byte pairs in the rows of Big5 that hold the 5,401 common characters."""
    pairs = _BIG5_PAIR.findall(data)
    return sum(1 for pair in pairs if _BIG5_COMMON.fullmatch(pair)) / len(pairs) if pairs else 0.0


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    return found[1].decode("ascii").lower() if found else ""
