"""White space, indents and line breaks inside a paragraph, as editors typed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitegen.importers.html.blocks import Break, Inline, Picture, Run

_INDENT: Final = re.compile(
    r"^(?:[\s\u00a0\u3000\u2002\u2003]*[\u00a0\u3000\u2002\u2003][\s\u00a0\u3000"
    r"\u2002\u2003]+|\u3000|[ \t]{4,})"
)
_SPACE: Final = re.compile(r"[\s\u00a0\u3000\u2002-\u200a\u202f]+")
_NO_WIDTH: Final = re.compile(
    r"[\u200b-\u200f\u2060\ufeff\u00ad\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_WIDE: Final = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2018-\u201d]"
_BETWEEN_WIDE: Final = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")
_ENDS: Final = ("。", "；", "：", "！", "？", "”", ";", ":")


def paragraphs(runs: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    """Split runs at what were meant as ends of paragraphs and tidy the white space of each."""
    result: list[tuple[Inline, ...]] = []
    for part in _split(runs):
        tidy = _tidy(part)
        if tidy:
            result.append(tidy)
    return result


def _split(runs: Sequence[Inline]) -> list[list[Inline]]:
    """Two breaks, a break before an indent and a break after a full stop end a paragraph."""
    parts: list[list[Inline]] = [[]]
    for index, run in enumerate(runs):
        if not isinstance(run, Break):
            parts[-1].append(run)
            continue
        following = _text_after(runs, index)
        before = _text_before(parts[-1])
        if (
            following is None
            or not before.strip()
            or _INDENT.match(following)
            or before.rstrip().endswith(_ENDS)
        ):
            parts.append([])
        else:
            parts[-1].append(run)
    return parts


def _text_after(runs: Sequence[Inline], index: int) -> str | None:
    """The text up to the next break; None if there is none but another break."""
    text = ""
    for run in runs[index + 1 :]:
        if isinstance(run, Break):
            break
        text += run.text if isinstance(run, Run) else "图"
    return text if _SPACE.sub("", text) else None


def _text_before(part: Sequence[Inline]) -> str:
    return "".join(run.text if isinstance(run, Run) else "" for run in part[-6:])


def _tidy(runs: Sequence[Inline]) -> tuple[Inline, ...]:
    merged = _merge(runs)
    tidy: list[Inline] = []
    for run in merged:
        if not isinstance(run, Run):
            tidy.append(run)
            continue
        text = _NO_WIDTH.sub("", _BETWEEN_WIDE.sub(_join, run.text))
        text = _SPACE.sub(" ", text)
        previous = tidy[-1] if tidy else None
        if previous is None or isinstance(previous, Break) or _ends_blank(previous):
            text = text.lstrip()
        if text:
            tidy.append(replace(run, text=text))
    return _strip_end(tidy)


def _join(space: re.Match[str]) -> str:
    """A line break in the source between two Chinese characters is no blank."""
    return "" if "\n" in space[0] else space[0]


def _ends_blank(run: Inline) -> bool:
    return isinstance(run, Run) and run.text.endswith(" ")


def _strip_end(runs: list[Inline]) -> tuple[Inline, ...]:
    while runs:
        last = runs[-1]
        if isinstance(last, Break):
            runs.pop()
        elif isinstance(last, Run) and last.text.rstrip() != last.text:
            runs.pop()
            if last.text.rstrip():
                runs.append(replace(last, text=last.text.rstrip()))
        else:
            break
    return tuple(runs)


def _merge(runs: Sequence[Inline]) -> list[Inline]:
    """Join neighbours of the same look; blanks between take the look of what is before them."""
    merged: list[Inline] = []
    for run in runs:
        last = merged[-1] if merged else None
        if isinstance(run, Run) and isinstance(last, Run):
            blank = not _SPACE.sub("", run.text)
            if replace(run, text="") == replace(last, text="") or (blank and not last.href):
                merged[-1] = replace(last, text=last.text + run.text)
                continue
        if isinstance(run, Picture) and last == run:
            continue
        merged.append(run)
    return merged
