"""A picture without alternative text that stands right above its caption is described by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitegen.importers.docx import patterns
from sitegen.importers.docx.blocks import Paragraph, Picture
from sitegen.importers.docx.notice import Piece


def describe_pictures(pieces: Sequence[Piece]) -> list[Piece]:
    """Give the captions (图1 …) of lone pictures to them as alternative text."""
    described = list(pieces)
    for index, piece in enumerate(pieces[:-1]):
        block, caption = piece.block, pieces[index + 1].line
        if not isinstance(block, Paragraph) or block.text.strip():
            continue
        silent = [p for p in block.inlines if isinstance(p, Picture) and not p.alt]
        if len(silent) == 1 and caption.startswith("图") and patterns.CAPTION.match(caption):
            inlines = tuple(replace(p, alt=caption) if p is silent[0] else p for p in block.inlines)
            described[index] = replace(piece, block=replace(block, inlines=inlines))
    return described
