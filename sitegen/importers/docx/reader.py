"""From the bytes of a .docx to a `Document`: the parts, tied together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sitegen.errors import ImportFault
from sitegen.importers.docx.blocks import Block, Document
from sitegen.importers.docx.body import read_blocks
from sitegen.importers.docx.names import Element, W, child, local
from sitegen.importers.docx.numbering import read_numbering
from sitegen.importers.docx.revisions import Decision, RevisionCount, decide
from sitegen.importers.docx.session import Session
from sitegen.importers.docx.styles import read_styles
from sitegen.importers.docx.tally import Tally
from sitegen.importers.ooxml import Package, PackageLimits, Relation, open_package
from sitegen.importers.remark import Remark

_NOTE_PARTS: Final = (("footnotes", "footnote", "f"), ("endnotes", "endnote", "e"))
_PROPERTIES: Final = {"title", "subject", "keywords", "description", "created", "modified"}
_MARGIN_KINDS: Final = {"header", "footer"}
_MARGIN_CHARACTERS: Final = 20_000


@dataclass(frozen=True)
class Reading:
    """A document with its pictures' package, and what was left out or decided on the way."""

    document: Document
    package: Package
    remarks: tuple[Remark, ...]


def read_docx(
    data: bytes, *, changes: Decision | None = None, limits: PackageLimits | None = None
) -> Reading:
    """Read a .docx or .docm held in memory.

    Args:
        data: the file.
        changes: what to do with tracked changes; None accepts them and says so loudly.
        limits: bounds for the package.

    Raises:
        ImportFault: the file cannot be read, is no Word document, or is over a limit.
    """
    package = open_package(data, limits)
    main = package.main_part("word/document.xml")
    root = package.xml(main)
    if root is None or local(root) != "document":
        raise ImportFault("文件包内没有 Word 正文（word/document.xml），不是 Word 文档或已损坏。")
    body = child(root, "body")
    if body is None:
        raise ImportFault("Word 文档没有正文部分，文件可能已损坏。")
    relations = package.relations(main)
    by_kind = {relation.kind: relation.target for relation in relations.values()}
    tally = Tally()
    count = decide(root, changes or "accept")
    notes = _note_roots(package, by_kind)
    for note_root, _, _ in notes.values():
        count += decide(note_root, changes or "accept")
    session = Session(
        package=package,
        styles=read_styles(package.xml(by_kind.get("styles", "word/styles.xml"))),
        numbering=read_numbering(package.xml(by_kind.get("numbering", "word/numbering.xml"))),
        tally=tally,
        relations=relations,
        note_keys=frozenset(_note_keys(notes)),
    )
    blocks = tuple(read_blocks(body, session))
    noted = _read_notes(notes, session)
    _count_active(package, main, by_kind, tally)
    document = Document(blocks, noted, _properties(package), _margins(package, relations))
    return Reading(document, package, (*_revision_remarks(count, changes), *tally.remarks()))


_NoteRoots = dict[str, tuple[Element, str, str]]


def _note_roots(package: Package, by_kind: dict[str, str]) -> _NoteRoots:
    """The notes parts by name: root, element name, key prefix."""
    found: _NoteRoots = {}
    for kind, element, prefix in _NOTE_PARTS:
        part = by_kind.get(kind, "")
        root = package.xml(part) if part in package.names else None
        if root is not None:
            found[part] = (root, element, prefix)
    return found


def _note_keys(notes: _NoteRoots) -> list[str]:
    return [
        prefix + node.get(W + "id", "")
        for root, element, prefix in notes.values()
        for node in root.findall(W + element)
        if node.get(W + "type") in {None, "normal"}
    ]


def _read_notes(notes: _NoteRoots, session: Session) -> dict[str, tuple[Block, ...]]:
    found: dict[str, tuple[Block, ...]] = {}
    for part, (root, element, prefix) in notes.items():
        inner = session.for_part(session.package.relations(part))
        for node in root.findall(W + element):
            key = prefix + node.get(W + "id", "")
            if key in session.note_keys:
                found[key] = tuple(read_blocks(node, inner))
    return found


def _count_active(package: Package, main: str, by_kind: dict[str, str], tally: Tally) -> None:
    if "vbaProject" in by_kind or any(name.endswith("vbaProject.bin") for name in package.names):
        tally.add("macro")
    settings = by_kind.get("settings", "")
    if settings in package.names:
        for relation in package.relations(settings).values():
            if relation.external:
                tally.add("template" if relation.kind == "attachedTemplate" else "external")
    for relation in package.relations(main).values():
        if relation.external and relation.kind not in {"hyperlink", "image"}:
            tally.add("external")


def _properties(package: Package) -> dict[str, str]:
    root = package.xml("docProps/core.xml")
    if root is None:
        return {}
    return {
        local(node): " ".join((node.text or "").split())
        for node in root
        if local(node) in _PROPERTIES and (node.text or "").strip()
    }


def _margins(package: Package, relations: dict[str, Relation]) -> str:
    text: list[str] = []
    for relation in relations.values():
        kind, target = relation.kind, relation.target
        if kind in _MARGIN_KINDS and target in package.names:
            root = package.xml(target)
            if root is not None:
                text.extend(node.text or "" for node in root.iter(W + "t"))
                text.append("\n")
    return "".join(text)[:_MARGIN_CHARACTERS]


def _revision_remarks(count: RevisionCount, changes: Decision | None) -> list[Remark]:
    if not count.total:
        return []
    detail = f"插入 {count.inserted}、删除 {count.deleted}、格式 {count.formatted}"
    if changes is None:
        return [
            Remark(
                "warning",
                f"文件中有 {count.total} 处未定稿的修订（{detail}），已按“全部接受”处理。",
                fix="请确认是否为定稿；不接受修订请加 --changes reject。",
            )
        ]
    done = "接受" if changes == "accept" else "拒绝"
    return [Remark("info", f"文件中有 {count.total} 处修订（{detail}），已按要求全部{done}。")]
