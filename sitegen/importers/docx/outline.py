"""Which paragraphs are headings, which are list items, and how deep they stand.

A heading is told by its style or by its number (一、 （一） 1. （1）). A numbered line without
style is a heading only where something stands below it: 一、时间 二、地点 in sequence is a list.
Depth follows from nesting, so levels never skip; the body begins at level 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from sitegen.importers.docx import patterns
from sitegen.importers.docx.blocks import Inline, Paragraph, Table, Text
from sitegen.importers.docx.notice import Piece

_HEADING_LENGTH: Final = 60
_STYLED_LENGTH: Final = 120
_ITEM_LENGTH: Final = 120
_FIRST_LEVEL: Final = 2
_LAST_LEVEL: Final = 6
_ANNEX_KEY: Final = 0
_CENTRED_KEY: Final = 3
_ITEM_KEY: Final = 30
_STOP: Final = "。；;！？!?，,"

Shape = Literal["heading", "paragraph", "bullet", "ordered"]


@dataclass(frozen=True)
class Line:
    """A paragraph of the page: its shape, its heading level (2–6) or list depth (0…)."""

    shape: Shape
    inlines: tuple[Inline, ...]
    level: int = 0
    number: int = 0


Node = Line | Table


@dataclass(frozen=True)
class _Candidate:
    key: int
    styled: bool


def arrange(pieces: Sequence[Piece]) -> list[Node]:
    """Turn the marked pieces of a body into headings, paragraphs, list items and tables."""
    candidates = [_candidate(piece, pieces, i) for i, piece in enumerate(pieces)]
    shift = _style_shift(pieces)
    keys = [_key(c, piece, shift) for c, piece in zip(candidates, pieces, strict=True)]
    headings = _headings(pieces, candidates, keys)
    stack: list[int] = []
    nodes: list[Node] = []
    for index, piece in enumerate(pieces):
        block = piece.block
        if isinstance(block, Table):
            nodes.append(block)
            continue
        if headings[index]:
            key = keys[index] or _ANNEX_KEY
            while stack and stack[-1] >= key:
                stack.pop()
            level = min(_FIRST_LEVEL + len(stack), _LAST_LEVEL)
            stack.append(key)
            nodes.append(Line("heading", labelled(block), level))
        elif piece.role == "annex-list":
            nodes.extend(_annex_lines(piece))
        else:
            nodes.append(_plain(block, index, headings, pieces))
    return nodes


def _candidate(piece: Piece, pieces: Sequence[Piece], index: int) -> _Candidate | None:
    block = piece.block
    if not isinstance(block, Paragraph):
        return None
    if piece.role == "annex":
        return _Candidate(_ANNEX_KEY, True)
    line = piece.line
    if piece.role or not line or (block.label and block.label.bullet and block.outline is None):
        return None
    numbered = patterns.level_of(line)
    styled = block.outline is not None and len(line) <= _STYLED_LENGTH
    if numbered:
        return _numbered_candidate(line, *numbered, styled)
    if styled:
        return _Candidate(10 * ((block.outline or 0) + 1), True)
    if _centred_heading(block, line, pieces, index):
        return _Candidate(_CENTRED_KEY, True)
    return None


def _numbered_candidate(line: str, key: int, cut: int, styled: bool) -> _Candidate | None:
    """A numbered line may be a heading if it is short, and a phrase rather than a sentence."""
    rest = line[cut:].strip()
    short = bool(rest or key < 10) and len(line) <= _HEADING_LENGTH
    phrase = not line.endswith(tuple(_STOP)) and not re.search(r"[：:].|。", rest)
    if styled or (short and phrase):
        return _Candidate(key, styled or key < 10)
    return None


def _centred_heading(block: Paragraph, line: str, pieces: Sequence[Piece], index: int) -> bool:
    """A bold centred line inside the text that is no caption and no bracketed remark."""
    if block.align != "center" or not block.bold or len(line) > _HEADING_LENGTH:
        return False
    if line[0] in "（(—-" or patterns.CAPTION.match(line) or line.endswith(tuple(_STOP)):
        return False
    following = pieces[index + 1].block if index + 1 < len(pieces) else None
    return isinstance(following, Paragraph)


def _style_shift(pieces: Sequence[Piece]) -> int:
    """By how many steps styles and numbers disagree (标题 2 carrying 一、 gives 10)."""
    gaps: list[int] = []
    outlines: list[int] = []
    for piece in pieces:
        block = piece.block
        if isinstance(block, Paragraph) and block.outline is not None and piece.line:
            outlines.append(10 * (block.outline + 1))
            numbered = patterns.level_of(piece.line)
            if numbered and 10 <= numbered[0] <= 50:
                gaps.append(10 * (block.outline + 1) - numbered[0])
    if gaps:
        return int(median(gaps))
    return min(outlines, default=10) - 10


def _key(candidate: _Candidate | None, piece: Piece, shift: int) -> int | None:
    if candidate is None:
        return None
    block = piece.block
    by_style = (
        isinstance(block, Paragraph)
        and block.outline is not None
        and patterns.level_of(piece.line) is None
        and piece.role != "annex"
    )
    return max(candidate.key - shift, 2) if by_style else candidate.key


def _headings(
    pieces: Sequence[Piece], candidates: Sequence[_Candidate | None], keys: Sequence[int | None]
) -> list[bool]:
    """Decide each group of siblings together: headings are lines with something below them."""
    result = [candidate is not None and candidate.styled for candidate in candidates]
    done: set[int] = set()
    for index, key in enumerate(keys):
        if key is None or result[index] or index in done:
            continue
        group = _siblings(index, keys)
        done.update(group)
        # What follows the last of 1. 2. 3. may just go on after a list: the others decide.
        asked = group[:-1] if key >= _ITEM_KEY and len(group) > 1 else group
        filled = [i for i in asked if _has_content(i, pieces, keys)]
        enough = 1 if key < _ITEM_KEY else max(len(asked) / 2, 1)
        if len(filled) >= enough:
            for member in group:
                result[member] = True
    return result


def _siblings(start: int, keys: Sequence[int | None]) -> list[int]:
    group = []
    for index in range(start, len(keys)):
        key = keys[index]
        if key is None:
            continue
        if key < (keys[start] or 0):
            break
        if key == keys[start]:
            group.append(index)
    return group


def _has_content(index: int, pieces: Sequence[Piece], keys: Sequence[int | None]) -> bool:
    if index + 1 >= len(pieces):
        return False
    following, key = pieces[index + 1], keys[index + 1]
    if following.role in {"signature", "annex", "annex-list"}:
        return False
    if key is not None:
        return key > (keys[index] or 0)
    numbered = patterns.level_of(following.line)
    return numbered is None or numbered[0] > (keys[index] or 0)


def _plain(
    block: Paragraph,
    index: int,
    headings: Sequence[bool],
    pieces: Sequence[Piece],
) -> Line:
    if block.label and block.label.bullet:
        return Line("bullet", block.inlines, block.label.depth)
    numbered = patterns.level_of(block.line)
    if numbered and numbered[0] == _ITEM_KEY and _in_list(index, headings, pieces):
        whole = labelled(block)
        figure = int(re.match(r"\d+", block.line)[0])  # type: ignore[index]
        return Line("ordered", cut_front(whole, numbered[1]), 0, figure)
    return Line("paragraph", labelled(block))


def _in_list(index: int, headings: Sequence[bool], pieces: Sequence[Piece]) -> bool:
    """Whether a short line 2. stands right beside 1. or 3., so that both are items of a list."""
    figure = _figure(pieces[index])
    for neighbour, expected in ((index - 1, figure - 1), (index + 1, figure + 1)):
        if 0 <= neighbour < len(pieces) and not headings[neighbour]:
            other = pieces[neighbour]
            if _figure(other) == expected and len(other.line) <= _ITEM_LENGTH:
                return len(pieces[index].line) <= _ITEM_LENGTH
    return False


def _figure(piece: Piece) -> int:
    numbered = patterns.level_of(piece.line)
    if numbered is None or numbered[0] != _ITEM_KEY or piece.role:
        return -9
    return int(re.match(r"\d+", piece.line)[0])  # type: ignore[index]


def _annex_lines(piece: Piece) -> list[Line]:
    """附件：1.甲 2.乙 as a line 附件： and a list."""
    line = patterns.squeeze(piece.line)
    listed = patterns.ANNEX_LIST.match(line)
    rest = listed[1] if listed else line
    if not patterns.ANNEX_ITEM.match(rest):
        return [Line("paragraph", (Text(line),))]
    lines = [Line("paragraph", (Text("附件："),))] if listed else []
    for part in re.split(r"\s*(?=(?<!\d)\d{1,2}[.．、](?!\d))", rest):
        found = patterns.ANNEX_ITEM.match(part)
        if found:
            lines.append(Line("ordered", (Text(found[2]),), 0, int(found[1])))
    return lines


def labelled(block: Paragraph) -> tuple[Inline, ...]:
    """The inlines of a paragraph with its number, as text, in front."""
    label = block.label
    if label is None or label.bullet:
        return block.inlines
    gap = " " if label.text[-1:].isascii() and label.text[-1:] not in ".)" else ""
    first = block.inlines[0] if block.inlines else None
    look = first.look if isinstance(first, Text) else Text("").look
    return (Text(label.text + gap, look), *cut_front(block.inlines, 0))


def cut_front(inlines: tuple[Inline, ...], characters: int) -> tuple[Inline, ...]:
    """Drop leading blanks and then `characters` characters from the front of the text."""
    rest = list(inlines)
    left, started = characters, False
    while rest:
        first = rest[0]
        if not isinstance(first, Text):
            break
        text = first.text if started else first.text.lstrip()
        started = started or bool(text)
        taken = min(left, len(text))
        left -= taken
        text = text[taken:]
        if left == 0:
            text = text.lstrip() if characters else text
        if text:
            rest[0] = Text(text, first.look, first.href)
            break
        rest.pop(0)
    return tuple(rest)
