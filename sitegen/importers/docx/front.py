"""The head of an official document: 份号, 密级, 发文机关标志, 发文字号, 签发人, 标题."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.chinese_dates import only_date
from sitegen.importers.docx import patterns
from sitegen.importers.docx.blocks import Block, Inline, Paragraph, Picture
from sitegen.importers.docx.notice import Front
from sitegen.importers.docx.patterns import squeeze
from sitegen.importers.remark import Evidence, Remark

_HEAD_BLOCKS: Final = 25
_TITLE_POINTS: Final = 16.0  # body text is 三号 (16 pt); a title is set larger
_TITLE_LENGTH: Final = 150
_SPLIT: Final = re.compile(r"[\t\n]|[ 　]{3,}")


@dataclass
class _Head:
    organs: list[str] = field(default_factory=list)
    number: str = ""
    signer: str = ""
    order: str = ""
    title: list[Paragraph] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_front(blocks: Sequence[Block]) -> Front:
    """Recognise the head of a document.

    Returns:
        its parts with evidence; `body_at` is the index of the first block of the body. Without
        a recognisable title `title` is empty.
    """
    head = _Head()
    position = 0
    while position < min(len(blocks), _HEAD_BLOCKS):
        block = blocks[position]
        if not isinstance(block, Paragraph):
            break
        if not squeeze(block.text) or _head_line(block, blocks, position, head):
            position += 1
            continue
        if not _is_title(block, first=not head.organs and position == 0):
            break
        head.title.append(block)
        position += 1
        while position < len(blocks) and _continues(head.title, blocks[position]):
            following = blocks[position]
            if isinstance(following, Paragraph):
                head.title.append(following)
            position += 1
        position = _late_number(blocks, position, head)
        break
    if not head.title and not head.evidence and not head.remarks:
        position = 0  # no head at all: then nothing is taken off the body
    return _front(head, position, blocks)


def _front(head: _Head, position: int, blocks: Sequence[Block]) -> Front:
    title = squeeze("".join(p.text + "\n" for p in head.title))
    if title:
        styled = any(p.title or p.outline == 0 for p in head.title)
        how = "标题样式" if styled else "正文之前居中或大字的段落"
        head.evidence.append(Evidence("title", title, how, 0.98 if styled else 0.95))
    elif head.order:
        title = head.order
        head.evidence.append(Evidence("title", title, "令的名称和编号", 0.7))
    if any(isinstance(part, Picture) for block in blocks[:position] for part in _inlines(block)):
        text = "版头（标题及以上）中的图片没有导入。"
        head.remarks.append(Remark("info", text, fix="如是正文插图，请手工补入。"))
    return Front(
        title=title,
        issuer="、".join(head.organs),
        number=head.number,
        signer=head.signer,
        evidence=tuple(head.evidence),
        remarks=tuple(head.remarks),
        body_at=position,
    )


def _inlines(block: Block) -> tuple[Inline, ...]:
    return block.inlines if isinstance(block, Paragraph) else ()


def _head_line(block: Paragraph, blocks: Sequence[Block], position: int, head: _Head) -> bool:
    """Take in one paragraph of the head; False where it is none."""
    parts = [part for part in map(squeeze, _SPLIT.split(block.text)) if part]
    if all(_small_part(part, head) for part in parts):
        return True
    line = squeeze(block.text)
    return _organ_line(line, block, blocks, position, head)


def _small_part(part: str, head: _Head) -> bool:
    signer = patterns.SIGNER.search(part)
    if signer:
        head.signer = "、".join(n for n in (head.signer, signer[1].strip()) if n)
        head.evidence.append(Evidence("signer", head.signer, "“签发人”标识", 0.99))
        part = part[: signer.start()].strip()
        if not part:
            return True
    if patterns.SECRECY.match(part):
        head.remarks.append(
            Remark(
                "error",
                f"文件首部标有密级“{part}”，涉密文件不得在互联网网站发布，未导入。",
                fix="请核实密级；确已解密的，删去密级标志并办理保密审查后重新导入。",
            )
        )
        return True
    number = patterns.NUMBER.fullmatch(part)
    if number:
        head.number = patterns.normal_number(part)
        head.evidence.append(Evidence("document.number", head.number, "版头中的发文字号", 0.99))
        return True
    return bool(patterns.URGENCY.match(part) or patterns.COPY_NUMBER.match(part)) or (
        bool(head.signer)
        and re.fullmatch(r"[一-鿿]{2,4}", part) is not None
        and patterns.GENRE.search(part) is None
    )


def _organ_line(
    line: str, block: Paragraph, blocks: Sequence[Block], position: int, head: _Head
) -> bool:
    order = patterns.ORDER_NUMBER.match(line)
    if order and head.order:
        head.number = f"{head.order}第{order[1]}号"
        head.order = head.number
        head.evidence.append(Evidence("document.number", head.number, "版头中的令号", 0.95))
        return True
    following = _next_line(blocks, position)
    named = patterns.RED_HEAD.match(line)
    if named and (block.red or block.align == "center" or patterns.NUMBER.search(following)):
        return _take_organ(head, named[1], "发文机关标志（红头）", 0.98)
    if line.endswith("令") and patterns.ORDER_NUMBER.match(following):
        head.order = line
        return _take_organ(head, line.removesuffix("令"), "发文机关标志（令）", 0.95)
    lettered = patterns.NUMBER.fullmatch(following) or patterns.RED_HEAD.match(following)
    if patterns.ORGAN.search(line) and "关于" not in line and (block.red or lettered):
        return _take_organ(head, line, "发文机关标志（红头）", 0.95)
    # 文件, 函, 电报 … on a line of its own beside the organs
    return block.red and not head.title and len(line) <= 4


def _take_organ(head: _Head, organ: str, how: str, confidence: float) -> bool:
    if organ not in head.organs:
        head.organs.append(organ)
        head.evidence.append(Evidence("document.issuer", organ, how, confidence))
    return True


def _next_line(blocks: Sequence[Block], position: int) -> str:
    for block in blocks[position + 1 : position + 4]:
        if isinstance(block, Paragraph) and block.text.strip():
            return squeeze(_SPLIT.split(block.text.strip())[0])
    return ""


def _is_title(block: Paragraph, *, first: bool) -> bool:
    line = squeeze(block.text)
    if not line or len(line) > _TITLE_LENGTH or line[-1] in "。：:；;，," or block.label:
        return False
    if patterns.level_of(line) or only_date(line) or patterns.ANNEX.match(line):
        return False
    if block.title or block.outline == 0 or block.align == "center":
        return True
    if block.size > _TITLE_POINTS or (block.bold and len(line) <= 60):
        return True
    return ("关于" in line or first) and patterns.GENRE.search(line) is not None


def _continues(title: list[Paragraph], block: Block) -> bool:
    """Whether a block is a further line of the title."""
    if not isinstance(block, Paragraph) or block.page_break:
        return False
    last, line = title[-1], squeeze(block.text)
    so_far = squeeze("".join(p.text for p in title))
    if not _is_title(block, first=False) or block.title != last.title:
        return False
    if block.align != last.align or abs(block.size - last.size) > 1.0:
        return False
    if len(so_far) + len(line) > _TITLE_LENGTH or line[0] in "（(":
        return False
    # A complete title ends with the kind of document; an organ after it is a signature.
    return patterns.GENRE.search(so_far) is None or patterns.GENRE.search(line) is not None


def _late_number(blocks: Sequence[Block], position: int, head: _Head) -> int:
    """Many documents on the web carry their number below the title."""
    block = blocks[position] if position < len(blocks) else None
    if head.number or not isinstance(block, Paragraph):
        return position
    line = squeeze(block.text).strip("（）()")
    number = patterns.NUMBER.fullmatch(line)
    if number is None:
        line = squeeze(block.text)
        number = patterns.NUMBER.fullmatch(line)
    if number is None:
        return position
    head.number = patterns.normal_number(line)
    head.evidence.append(Evidence("document.number", head.number, "标题下方的发文字号", 0.97))
    return position + 1
