"""Tracked changes: decided on the tree before anything reads it.

Accepting keeps insertions and drops deletions; rejecting does the reverse and restores the
recorded formatting. A deleted paragraph mark joins its paragraph to the next one, which keeps
its own properties, as Word does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sitegen.importers.docx.names import Element, W, child, local

Decision = Literal["accept", "reject"]
_INSERTED: Final = ("ins", "moveTo")
_DELETED: Final = ("del", "moveFrom")
_FORMER: Final = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange")


@dataclass(frozen=True)
class RevisionCount:
    """How many tracked changes a part held."""

    inserted: int = 0
    deleted: int = 0
    formatted: int = 0

    @property
    def total(self) -> int:
        """All of them together."""
        return self.inserted + self.deleted + self.formatted

    def __add__(self, other: RevisionCount) -> RevisionCount:
        return RevisionCount(
            self.inserted + other.inserted,
            self.deleted + other.deleted,
            self.formatted + other.formatted,
        )


def decide(root: Element, decision: Decision) -> RevisionCount:
    """Apply `decision` to every tracked change below `root`, in place.

    Returns:
        How many changes there were.
    """
    count = _count(root)
    if not count.total:
        return count
    gone = _DELETED if decision == "accept" else _INSERTED
    kept = _INSERTED if decision == "accept" else _DELETED
    if decision == "reject":
        _restore_formatting(root)
    _drop_rows_and_cells(root, gone)
    joined = [p for p in root.iter(W + "p") if _mark_changed(p, gone)]
    for name in gone:
        for node in list(root.iter(W + name)):
            if not _is_mark(node):
                _remove(node)
    for name in kept:
        for node in list(root.iter(W + name)):
            if not _is_mark(node):
                _unwrap(node)
    _revive(root)
    for paragraph in joined:
        _join_to_next(paragraph)
    return count


def _count(root: Element) -> RevisionCount:
    tally = {"ins": 0, "del": 0, "fmt": 0}
    for node in root.iter():
        name = local(node)
        if name in _INSERTED or name == "cellIns":
            tally["ins"] += 1
        elif name in _DELETED or name == "cellDel":
            tally["del"] += 1
        elif name in _FORMER:
            tally["fmt"] += 1
    return RevisionCount(tally["ins"], tally["del"], tally["fmt"])


def _is_mark(node: Element) -> bool:
    """Whether a change element marks a property (paragraph mark, row) and wraps no content."""
    parent = node.getparent()
    return parent is not None and local(parent) in {"rPr", "trPr"}


def _mark_changed(paragraph: Element, names: tuple[str, ...]) -> bool:
    properties = child(paragraph, "pPr", "rPr")
    return any(child(properties, name) is not None for name in names)


def _drop_rows_and_cells(root: Element, gone: tuple[str, ...]) -> None:
    for row in list(root.iter(W + "tr")):
        if any(child(row, "trPr", name) is not None for name in gone):
            _remove(row)
    cell_mark = "cellDel" if "del" in gone else "cellIns"
    for cell in list(root.iter(W + "tc")):
        if child(cell, "tcPr", cell_mark) is not None:
            _remove(cell)


def _restore_formatting(root: Element) -> None:
    for name in _FORMER:
        for change in list(root.iter(W + name)):
            holder = change.getparent()
            former = change.find(W + name.removesuffix("Change"))
            if holder is None:
                continue
            # Marks of inserted and deleted paragraphs live beside the formatting: keep them.
            marks = [n for n in holder if local(n) in (*_INSERTED, *_DELETED, "rPr", "sectPr")]
            for node in list(holder):
                holder.remove(node)
            holder.extend(marks)
            holder.extend(list(former) if former is not None else [])


def _revive(root: Element) -> None:
    """Text that a rejected deletion brings back is ordinary text again."""
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for node in root.iter(W + old):
            node.tag = W + new


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    position = parent.index(node)
    for offset, item in enumerate(list(node)):
        parent.insert(position + offset, item)
    parent.remove(node)


def _join_to_next(paragraph: Element) -> None:
    following = paragraph.getnext()
    while following is not None and local(following).startswith(("bookmark", "comment", "proof")):
        following = following.getnext()
    content = [node for node in paragraph if local(node) != "pPr"]
    if following is None or local(following) != "p":
        if not content:
            _remove(paragraph)
        return
    start = 1 if following.find(W + "pPr") is not None else 0
    for offset, node in enumerate(content):
        following.insert(start + offset, node)
    _remove(paragraph)
