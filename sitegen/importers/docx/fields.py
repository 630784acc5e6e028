"""Fields (域): only their cached results are read, nothing is ever evaluated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

_DROPPED: Final = {"TOC", "TOA", "INDEX", "PAGE", "NUMPAGES", "SECTIONPAGES", "MACROBUTTON", "TC"}
_TABLES: Final = {"TOC", "TOA", "INDEX"}
_ACTIVE: Final = {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "LINK", "IMPORT"}
_ADDRESS: Final = re.compile(
    r'HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE
)
_SCHEMES: Final = {"http", "https", "mailto"}
_WORD: Final = re.compile(r"[A-Za-z]+")


def safe_address(raw: str) -> str:
    """The address as it may stand in a link, or empty where it is no web or mail address."""
    address = re.sub(r"[\x00-\x20\x7f]", "", raw)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return ""
    return re.sub(r"[<>\"'`\\()]", lambda m: f"%{ord(m[0]):02X}", address)


@dataclass
class _Frame:
    code: str = ""
    phase: Literal["code", "result"] = "code"

    @property
    def name(self) -> str:
        found = _WORD.match(self.code.strip())
        return found[0].upper() if found else ""


@dataclass
class FieldState:
    """The open complex fields at one point of the text; they may span paragraphs."""

    frames: list[_Frame] = field(default_factory=list)

    def begin(self) -> None:
        """`fldChar begin`."""
        self.frames.append(_Frame())

    def code(self, text: str) -> None:
        """`instrText`: part of the innermost field's code."""
        if self.frames and self.frames[-1].phase == "code":
            self.frames[-1].code += text

    def separate(self) -> str:
        """`fldChar separate`: the result follows. Returns what to count, or empty."""
        if not self.frames:
            return ""
        frame = self.frames[-1]
        frame.phase = "result"
        return note_of(frame.code)

    def end(self) -> None:
        """`fldChar end`."""
        if self.frames:
            self.frames.pop()

    @property
    def visible(self) -> bool:
        """Whether text here is shown: in no field's code and in no dropped field's result."""
        return all(f.phase == "result" and f.name not in _DROPPED for f in self.frames)

    @property
    def address(self) -> str | None:
        """The address of the innermost hyperlink field; None outside of one."""
        for frame in reversed(self.frames):
            if frame.name == "HYPERLINK" and frame.phase == "result":
                return address_of(frame.code)
        return None


def note_of(code: str) -> str:
    """The tally kind that a field's code asks for, or empty."""
    found = _WORD.match(code.strip())
    name = found[0].upper() if found else ""
    return "active-field" if name in _ACTIVE else "toc" if name in _TABLES else ""


def address_of(code: str) -> str:
    """The address in a HYPERLINK field's code; empty for links inside the document."""
    found = _ADDRESS.search(code)
    return (found[1] or found[2] or "") if found else ""


def shown(code: str) -> bool:
    """Whether a simple field with this code shows its result."""
    found = _WORD.match(code.strip())
    return not found or found[0].upper() not in _DROPPED
