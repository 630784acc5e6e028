"""From the bytes of a Word document to an item: the whole way, without touching a disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sitegen.importers.destination import slugify
from sitegen.importers.docx.analysis import analyse, restriction_remark
from sitegen.importers.docx.captions import describe_pictures
from sitegen.importers.docx.notice import Notice
from sitegen.importers.docx.outline import arrange
from sitegen.importers.docx.pictures import PictureShelf
from sitegen.importers.docx.proposal import Proposal, Wishes, propose
from sitegen.importers.docx.reader import read_docx
from sitegen.importers.docx.revisions import Decision
from sitegen.importers.docx.writer import MarkdownWriter
from sitegen.importers.ooxml import PackageLimits
from sitegen.importers.remark import Evidence, Remark
from sitegen.model.kinds import Kind


@dataclass(frozen=True)
class Options:
    """How to convert: the column's kind, the site's organ, the clock, and the user's wishes.

    `now` is `YYYY-MM-DD HH:MM`; `stem` names the item's file, by default from its number and date.
    """

    now: str
    kind: Kind = Kind.ARTICLE
    organ: str = ""
    changes: Decision | None = None
    wishes: Wishes = field(default_factory=Wishes)
    stem: str = ""


@dataclass(frozen=True)
class Converted:
    """An item ready to be written, or the reason (`restricted`) for which it must not be.

    `key` tells the same document in a later run: its number, else its title.
    """

    title: str
    key: str
    stem: str
    front: dict[str, Any]
    body: str
    files: dict[str, bytes]
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    restricted: str = ""


def convert_docx(
    data: bytes, name: str, options: Options, limits: PackageLimits | None = None
) -> Converted:
    """Convert a .docx or .docm held in memory; `name` is its file name without extension.

    Raises:
        ImportFault: the file cannot be read, is no Word document, or is over a limit.
    """
    reading = read_docx(data, changes=options.changes, limits=limits)
    notice = analyse(reading.document, name)
    proposal = propose(notice, options.kind, options.organ, options.now, options.wishes)
    stem = options.stem or file_stem(name, notice, proposal)
    shelf = PictureShelf(reading.package, stem)
    writer = MarkdownWriter(reading.document.notes, shelf.name)
    body = writer.write(arrange(describe_pictures(notice.closing.pieces)))
    remarks = [*reading.remarks, *notice.remarks, *proposal.remarks, *shelf.remarks]
    if not body:
        remarks.append(
            Remark(
                "error",
                "文件中没有可发布的正文。",
                fix="请核对原文件是否只有标题、图片或隐藏内容。",
            )
        )
    if notice.restricted:
        remarks.append(restriction_remark(notice.restricted))
    return Converted(
        title=notice.title,
        key=notice.front.number or notice.title,
        stem=stem,
        front=proposal.front,
        body=body,
        files=shelf.files,
        evidence=proposal.evidence,
        remarks=tuple(remarks),
        restricted=notice.restricted,
    )


def file_stem(name: str, notice: Notice, proposal: Proposal) -> str:
    """A readable ASCII file name: the source's own if it is ASCII, else date and number."""
    if name.isascii() and len(slugify(name)) >= 3:
        return slugify(name)
    day = notice.closing.signed
    stamp = f"{day:%Y%m%d}" if day else str(proposal.front["date"])[:10].replace("-", "")
    digits = "".join(c for c in notice.front.number.rsplit("〕", 1)[-1] if c.isdigit())
    return f"{stamp}-{digits}" if digits else stamp
