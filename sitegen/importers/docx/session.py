"""What the readers of one part share: styles, numbering, relations, open fields, counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from sitegen.importers.docx.fields import FieldState
from sitegen.importers.docx.numbering import Numbering
from sitegen.importers.docx.styles import Styles
from sitegen.importers.docx.tally import Tally
from sitegen.importers.ooxml import Package, Relation

MAX_TABLE_DEPTH: Final = 4
MAX_BLOCKS: Final = 100_000


@dataclass
class Session:
    """State while one part (the body, the footnotes …) is read in document order."""

    package: Package
    styles: Styles
    numbering: Numbering
    tally: Tally
    relations: dict[str, Relation]
    fields: FieldState = field(default_factory=FieldState)
    note_keys: frozenset[str] = frozenset()
    table_depth: int = 0
    blocks: Counter[str] = field(default_factory=Counter)

    def for_part(self, relations: dict[str, Relation]) -> Session:
        """The same document's session for another part, with that part's relations."""
        return replace(self, relations=relations, fields=FieldState(), table_depth=0)

    def full(self) -> bool:
        """Whether the document has as many blocks as are read; counts one more."""
        self.blocks["all"] += 1
        if self.blocks["all"] == MAX_BLOCKS + 1:
            self.tally.add("many-blocks", MAX_BLOCKS)
        return self.blocks["all"] > MAX_BLOCKS
