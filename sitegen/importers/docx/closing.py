"""The body's parts and end: 主送机关, 附件说明, 署名, 成文日期, 附注, 附件, 版记."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sitegen.importers.chinese_dates import find_date, only_date
from sitegen.importers.docx import patterns
from sitegen.importers.docx.blocks import Block, Paragraph, Text
from sitegen.importers.docx.notice import Closing, Piece
from sitegen.importers.docx.patterns import squeeze
from sitegen.importers.remark import Evidence, Remark

_ADDRESSEE_LENGTH: Final = 300
_SIGNERS: Final = 8
_ORGAN_LENGTH: Final = 40
_ORGAN_AND_DATE: Final = re.compile(r"^(.{2,40}?)[\s　]+(\S+年\S+月\S+日)$")


def read_closing(blocks: Sequence[Block]) -> Closing:
    """Mark the parts of a body whose head has been taken off already."""
    pieces = [Piece(block) for block in blocks]
    addressee = _mark_addressee(pieces)
    at = _signature_at(pieces)
    signers, signed = _signature(pieces, at)
    pieces, copies, printed, remarks = _drop_colophon(pieces, at)
    annexes = _mark_annexes(pieces, at)
    return Closing(
        pieces=tuple(pieces),
        addressee=addressee,
        signers=signers,
        signed=signed,
        printed=printed,
        copies_to=copies,
        annexes=annexes,
        evidence=_evidence(addressee, signers, signed, printed, annexes),
        remarks=tuple(remarks),
    )


def _evidence(
    addressee: str,
    signers: tuple[str, ...],
    signed: date | None,
    printed: date | None,
    annexes: tuple[str, ...],
) -> tuple[Evidence, ...]:
    rows = [
        Evidence("addressee", addressee, "正文之前以冒号结尾的段落（主送机关）", 0.95),
        Evidence("document.issuer", "、".join(signers), "落款", 0.93),
        Evidence("document.signed", str(signed or ""), "落款处的成文日期", 0.97),
        Evidence("printed", str(printed or ""), "版记中的印发日期", 0.97),
        Evidence("annexes", "；".join(annexes), "附件说明与附件", 0.95),
    ]
    return tuple(row for row in rows if row.value)


def _mark_addressee(pieces: list[Piece]) -> str:
    for index, piece in enumerate(pieces[:4]):
        line = piece.line
        if not isinstance(piece.block, Paragraph) or patterns.LAW_NOTE.match(line):
            continue
        ends = line.endswith(("：", ":")) and "。" not in line and len(line) <= _ADDRESSEE_LENGTH
        numbered = patterns.level_of(line) or piece.block.label
        named = re.search(r"[政府局委办部门院校司室会站所]|各", line)
        if ends and named and not numbered and not re.search(r"(如下|以下|下列).{0,6}[:：]$", line):
            pieces[index] = replace(piece, role="addressee")
            return squeeze(line).rstrip("：:")
        if line.endswith("。"):
            break
    return ""


def _signature_at(pieces: Sequence[Piece]) -> int | None:
    """The index of the line with the date of signature: the first that follows an organ."""
    fallback: int | None = None
    for index, piece in enumerate(pieces):
        block = piece.block
        if not isinstance(block, Paragraph):
            continue
        if patterns.ANNEX.match(piece.line) and index > 0:
            break
        combined = _ORGAN_AND_DATE.match(block.text.strip().replace("\n", " "))
        if combined and only_date(combined[2]) and _organ(combined[1]):
            return index
        if only_date(block.text) is None:
            continue
        if index > 0 and _is_organ_line(pieces[index - 1]):
            return index
        if block.align == "right" or index == len(pieces) - 1:
            fallback = index
    return fallback


def _organ(text: str) -> bool:
    line = squeeze(text)
    return 2 < len(line) <= _ORGAN_LENGTH and patterns.ORGAN.search(line) is not None


def _is_organ_line(piece: Piece) -> bool:
    block = piece.block
    if not isinstance(block, Paragraph) or patterns.ANNEX_LIST.match(piece.line):
        return False
    if patterns.level_of(piece.line) or block.label or piece.role == "addressee":
        return False
    parts = [p for p in re.split(r"\n|\t|[ 　]{2,}", block.text) if p.strip()]
    return bool(parts) and (all(_organ(part) for part in parts) or _organ(block.text))


def _signature(pieces: list[Piece], at: int | None) -> tuple[tuple[str, ...], date | None]:
    if at is None:
        return (), None
    block = pieces[at].block
    text = block.text if isinstance(block, Paragraph) else ""
    pieces[at] = replace(pieces[at], role="signature")
    combined = _ORGAN_AND_DATE.match(text.strip().replace("\n", " "))
    if combined and only_date(combined[2]):
        return (squeeze(combined[1]),), only_date(combined[2])
    signers: list[str] = []
    index = at - 1
    while index >= 0 and len(signers) < _SIGNERS and _is_organ_line(pieces[index]):
        organ_block = pieces[index].block
        pieces[index] = replace(pieces[index], role="signature")
        if isinstance(organ_block, Paragraph):
            parts = [p for p in re.split(r"\n|\t|[ 　]{2,}", organ_block.text) if p.strip()]
            if not all(_organ(part) for part in parts):
                parts = [organ_block.text]
            signers[:0] = [squeeze(part) for part in parts]
        index -= 1
    return tuple(signers), only_date(text)


def _drop_colophon(
    pieces: list[Piece], at: int | None
) -> tuple[list[Piece], str, date | None, list[Remark]]:
    """Take out 抄送 and 印发 lines: they belong to the printed sheet, not to the page."""
    kept: list[Piece] = []
    copies, printed, dropping = "", None, False
    for index, piece in enumerate(pieces):
        line = piece.line
        if (at is not None and index <= at) or not isinstance(piece.block, Paragraph):
            kept.append(piece)
            dropping = False
            continue
        found = patterns.PRINTED.match(line)
        if found:
            printed, dropping = find_date(found[2]), False
        elif patterns.COPIES.match(line):
            copies, dropping = copies + squeeze(line), True
        elif patterns.PRINT_RUN.match(line):
            continue
        elif dropping and not patterns.ANNEX.match(line) and len(line) <= 200:
            copies += squeeze(line)
        else:
            dropping = False
            kept.append(piece)
    if not copies and printed is None:
        return kept, "", None, []
    remark = Remark("info", "版记（抄送机关、印发机关和印发日期）不上网，已从正文略去。")
    return kept, copies, printed, [remark]


def _mark_annexes(pieces: list[Piece], at: int | None) -> tuple[str, ...]:
    """Mark the list of annexes before the signature and the heads of the annexes after it."""
    names: list[str] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        line = piece.line
        listed = patterns.ANNEX_LIST.match(line)
        if listed and (at is None or index <= at) and not names:
            index = _annex_list(pieces, index, squeeze(listed[1]), names)
            continue
        if patterns.ANNEX.match(line) and index > 0 and (at is None or index > at):
            index = _annex_head(pieces, index, names)
            continue
        index += 1
    return tuple(names)


def _annex_list(pieces: list[Piece], index: int, first: str, names: list[str]) -> int:
    pieces[index] = replace(pieces[index], role="annex-list")
    item = patterns.ANNEX_ITEM.match(first)
    if item is None:
        names.append(first)
        return index + 1
    for part in re.split(r"\s*(?=(?<!\d)\d{1,2}[.．、](?!\d))", first):
        found = patterns.ANNEX_ITEM.match(part)
        if found:
            names.append(found[2])
    index += 1
    while index < len(pieces):
        found = patterns.ANNEX_ITEM.match(squeeze(pieces[index].line))
        if found is None or int(found[1]) != len(names) + 1:
            return index
        names.append(found[2])
        pieces[index] = replace(pieces[index], role="annex-list")
        index += 1
    return index


def _annex_head(pieces: list[Piece], index: int, names: list[str]) -> int:
    """Join 附件1 and the centred title below it into one heading."""
    label = squeeze(pieces[index].line).rstrip("：:")
    title: list[str] = []
    following = index + 1
    while following < len(pieces) and _annex_title(pieces[following], title):
        title.append(pieces[following].line)
        following += 1
    name = squeeze("".join(title))
    text = f"{label}　{name}" if name else label
    pieces[index : index + 1 + len(title)] = [Piece(Paragraph((Text(text),)), "annex")]
    if name and name not in names and not any(known in name or name in known for known in names):
        names.append(name)
    return index + 1


def _annex_title(piece: Piece, so_far: list[str]) -> bool:
    block = piece.block
    if not isinstance(block, Paragraph) or piece.role or block.label or len(so_far) >= 3:
        return False
    line = squeeze(piece.line)
    if not line or len(line) > 80 or line[-1] in "。：:；;" or patterns.level_of(line):
        return False
    if so_far and patterns.GENRE.search(squeeze("".join(so_far))):
        return False
    centred = block.align == "center" or block.title or block.outline == 0
    return centred and line[0] not in "（(" and not patterns.CAPTION.match(line)
