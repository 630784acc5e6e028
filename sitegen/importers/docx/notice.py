"""The parts of an official document (公文要素), as they were recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.importers.docx.blocks import Block, Paragraph
from sitegen.importers.remark import Evidence, Remark

Role = Literal["", "addressee", "annex", "annex-list", "signature"]


@dataclass(frozen=True)
class Piece:
    """A block of the body, and the part it plays."""

    block: Block
    role: Role = ""

    @property
    def line(self) -> str:
        """The text of a paragraph on one line; empty for a table."""
        return self.block.line if isinstance(self.block, Paragraph) else ""


@dataclass(frozen=True)
class Front:
    """What stands before the body: red head, number, signer, title."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    signer: str = ""
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    body_at: int = 0


@dataclass(frozen=True)
class Closing:
    """The body with its parts marked, and what stands at its end."""

    pieces: tuple[Piece, ...]
    addressee: str = ""
    signers: tuple[str, ...] = ()
    signed: date | None = None
    printed: date | None = None
    copies_to: str = ""
    annexes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Notice:
    """An official document taken apart; `restricted` says why it may not be published."""

    title: str
    front: Front
    closing: Closing
    evidence: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]
    restricted: str = ""
