"""Structure that was only typed: bold or numbered lines that are headings, lists by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sitegen.importers.html.blocks import (
    Block,
    Break,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Picture,
    Run,
    line_of,
)

_LEVELS: Final = (
    (re.compile(r"^第[一二三四五六七八九十百\d]+(?:章|编|部分)(?:[\s　:：]|(?=[一-鿿]))"), 2),
    (re.compile(r"^第[一二三四五六七八九十百\d]+节(?:[\s　:：]|(?=[一-鿿]))"), 3),
    (re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、．.]"), 2),
    (re.compile(r"^[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]"), 3),
)
_FIGURES: Final = re.compile(r"^\d{1,2}\s*[.．、](?!\d)")
_STOPS: Final = re.compile(r"[。；;！!？?，,：:]$")
_INNER: Final = re.compile(r"[。；;！!]")
_SIGNED: Final = re.compile(
    r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月|[〇○]年|号$|^附件|^附[:：]|^（此件|^\(|^联系"
)
_BULLET: Final = re.compile(r"^[•·●■◆▲★※○□►▪–—-]\s*(?=\S)")
_COUNTED: Final = re.compile(r"^(\d{1,2})[.)]\s+(?=\S)|^(\d{1,2})\.(?=[^\d\s])")
_LONGEST: Final = 45


def shape(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Recognise headings and lists among paragraphs and put the levels of headings in order."""
    found = [_as_heading(blocks, index) for index in range(len(blocks))]
    return tuple(_levelled(_listed(found)))


def _as_heading(blocks: Sequence[Block], index: int) -> Block:
    block = blocks[index]
    if not isinstance(block, Paragraph) or not _may_be(block):
        return block
    text = line_of(block.runs)
    bold = _bold(block)
    level = _level(text)
    if level and (bold or _opens(blocks, index, level)):
        return Heading(level, _unbold(block.runs))
    if bold and _FIGURES.match(text) and index + 1 < len(blocks):
        return Heading(4, _unbold(block.runs))
    if bold and not level and _stands_alone(blocks, index, text, block.align):
        return Heading(2, _unbold(block.runs))
    return block


def _may_be(block: Paragraph) -> bool:
    text = line_of(block.runs)
    return (
        2 <= len(text) <= _LONGEST
        and block.align != "right"
        and not _STOPS.search(text)
        and not _INNER.search(text)
        and not any(isinstance(run, (Break, Picture)) or run.href for run in block.runs)
    )


def _level(text: str) -> int:
    return next((level for pattern, level in _LEVELS if pattern.match(text)), 0)


def _opens(blocks: Sequence[Block], index: int, level: int) -> bool:
    """Whether something stands under a numbered line that is not bold; else it is a list."""
    text = line_of(blocks[index].runs) if isinstance(blocks[index], Paragraph) else ""  # type: ignore[union-attr]
    if re.search(r"[：:].", text) or index + 1 >= len(blocks):
        return False
    beside = [blocks[index + 1], *blocks[max(index - 1, 0) : index]]
    return not any(
        isinstance(block, Paragraph) and _level(line_of(block.runs)) == level and _may_be(block)
        for block in beside
    )


def _stands_alone(blocks: Sequence[Block], index: int, text: str, align: str) -> bool:
    """Whether a wholly bold line without number is a heading: prose follows, no title before."""
    if index == 0 or index >= len(blocks) - 1 or len(text) > 30 or _SIGNED.search(text):
        return False
    if align == "center" and index < 4:
        return False
    following = blocks[index + 1]
    return (
        isinstance(following, Paragraph)
        and not _bold(following)
        and len(line_of(following.runs)) > 25
    )


def _bold(block: Paragraph) -> bool:
    runs = [run for run in block.runs if isinstance(run, Run) and run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _unbold(runs: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(replace(run, bold=False) if isinstance(run, Run) else run for run in runs)


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Levels begin at 2 and never skip one on the way down."""
    used = sorted({block.level for block in blocks if isinstance(block, Heading)})
    rank = {level: 2 + place for place, level in enumerate(used)}
    result: list[Block] = []
    last = 1
    for block in blocks:
        if isinstance(block, Heading):
            last = min(rank[block.level], last + 1, 6)
            result.append(Heading(last, block.runs))
        else:
            result.append(block)
    return result


def _listed(blocks: Sequence[Block]) -> list[Block]:
    """Join runs of paragraphs with typed bullets, or counted from 1, into lists."""
    result: list[Block] = []
    index = 0
    while index < len(blocks):
        items, start = _bullets(blocks, index), 1
        ordered = False
        if len(items) < 2:
            items, ordered = _counted(blocks, index), True
        if len(items) >= 2:
            result.append(Listing(tuple((item,) for item in items), ordered, start))
            index += len(items)
        else:
            result.append(blocks[index])
            index += 1
    return result


def _bullets(blocks: Sequence[Block], index: int) -> list[Block]:
    items: list[Block] = []
    for block in blocks[index:]:
        hit = _BULLET.match(line_of(block.runs)) if isinstance(block, Paragraph) else None
        if hit is None or not isinstance(block, Paragraph):
            break
        items.append(_shortened(block, hit.end()))
    return items


def _counted(blocks: Sequence[Block], index: int) -> list[Block]:
    items: list[Block] = []
    for block in blocks[index:]:
        hit = _COUNTED.match(line_of(block.runs)) if isinstance(block, Paragraph) else None
        if (
            hit is None
            or not isinstance(block, Paragraph)
            or int(hit[1] or hit[2]) != len(items) + 1
        ):
            break
        items.append(_shortened(block, hit.end()))
    return items


def _shortened(block: Paragraph, count: int) -> Paragraph:
    """The paragraph without its first `count` characters."""
    runs: list[Inline] = []
    for run in block.runs:
        if not count or not isinstance(run, Run):
            runs.append(run)
            continue
        cut = min(count, len(run.text))
        count -= cut
        if run.text[cut:]:
            runs.append(replace(run, text=run.text[cut:]))
    return Paragraph(tuple(runs), block.align)
