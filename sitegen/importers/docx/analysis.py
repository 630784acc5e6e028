"""Taking an official document apart: front, body and end, and what may not be published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.importers.docx import patterns
from sitegen.importers.docx.blocks import Block, Document, Paragraph, Table
from sitegen.importers.docx.closing import read_closing
from sitegen.importers.docx.front import read_front
from sitegen.importers.docx.notice import Closing, Front, Notice
from sitegen.importers.remark import Remark

_LAYOUT = re.compile(r"签\s*发\s*人|抄\s*送|印\s*发|主\s*送")


def analyse(document: Document, name: str) -> Notice:
    """Recognise the parts of a document; `name` (the file's) is the title of last resort."""
    blocks = unfold(document.blocks)
    front = read_front(blocks)
    closing = read_closing(blocks[front.body_at :])
    restricted = _restricted(front, closing, document)
    return Notice(
        title=front.title or document.properties.get("title", "") or name,
        front=front,
        closing=closing,
        evidence=(*front.evidence, *closing.evidence),
        remarks=(*front.remarks, *closing.remarks),
        restricted=restricted,
    )


def unfold(blocks: Sequence[Block]) -> list[Block]:
    """Replace tables that only lay text out (one column; head and colophon) by their content."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and _is_layout(block):
            inner = [item for row in block.rows for cell in row for item in cell.blocks]
            result.extend(unfold(inner))
        else:
            result.append(block)
    return result


def _is_layout(table: Table) -> bool:
    if all(len(row) <= 1 for row in table.rows):
        return True
    if len(table.rows) > 4 or any(cell.rowspan > 1 for row in table.rows for cell in row):
        return False
    lines = [
        item.line
        for row in table.rows
        for cell in row
        for item in cell.blocks
        if isinstance(item, Paragraph)
    ]
    return len(table.rows[0]) <= 3 and any(
        patterns.COPIES.match(line)
        or patterns.PRINTED.match(line)
        or (patterns.SIGNER.match(line) and len(table.rows) <= 2)
        for line in lines
    )


def _restricted(front: Front, closing: Closing, document: Document) -> str:
    """Why the document may not be published, in the document's own words; empty if it may."""
    secrecy = [remark for remark in front.remarks if remark.level == "error"]
    if secrecy:
        return secrecy[0].message
    for piece in closing.pieces:
        line = piece.line
        if patterns.ANNOTATION.match(line) and patterns.RESTRICTED.search(line):
            return f"原文标注“{line}”，不属于主动公开内容，未导入。"
    for line in document.margins.splitlines():
        if patterns.RESTRICTED.search(line) or patterns.SECRECY.match(line.strip()):
            return f"页眉或页脚标有“{line.strip()[:40]}”，不得直接上网，未导入。"
    return ""


def restriction_remark(reason: str) -> Remark:
    """The remark that goes with a restricted document."""
    return Remark(
        "error", reason, fix="请先办理保密审查和公开属性确认；确可公开的，加 --reviewed 重新导入。"
    )
