"""The report of the move as data: what was found, what became of it and how sure that is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sitegen.importers.html.notes import Note


@dataclass(frozen=True, slots=True)
class FieldTally:
    """How often a field was found and how; `low` counts values of little confidence."""

    name: str
    tag: int = 0
    mark: int = 0
    guess: int = 0
    missing: int = 0
    low: int = 0
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One old column and its home."""

    source: str
    to: str
    type: str
    pages: int
    new: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page: its old path, what it is, its item and the evidence for its fields."""

    address: str
    kind: str
    item: str
    outcome: str
    system: str
    encoding: str
    fields: dict[str, dict[str, Any]]

    @property
    def confidence(self) -> float:
        """The least sure of title, date, source and body."""
        names = ("title", "date", "source", "body")
        return min((self.fields.get(n, {}).get("confidence", 0.0) for n in names), default=0.0)


@dataclass(frozen=True, slots=True)
class MoveReport:
    """Everything the report shows; `samples` maps old paths to the harmless HTML of the
    old page, in the order in which they are to be shown."""

    site: str
    source: str
    dry_run: bool
    kinds: dict[str, int]
    outcomes: dict[str, int]
    skipped: dict[str, int]
    systems: dict[str, int]
    encodings: dict[str, int]
    fields: tuple[FieldTally, ...]
    columns: tuple[ColumnRow, ...]
    new_columns: tuple[str, ...]
    lists: dict[str, str]
    notes: tuple[Note, ...]
    pages: tuple[PageRow, ...]
    samples: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def failed(self) -> bool:
        """Whether anything could not be imported that should have been."""
        return any(note.level == "error" for note in self.notes)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data."""
        data = asdict(self)
        data.pop("samples")
        return data

    def as_json(self) -> str:
        """The report as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n"
