"""What earlier runs wrote (`import.state.json`): a second run updates and never duplicates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from sitegen.errors import ImportFault
from sitegen.importers.html.evidence import Field
from sitegen.importers.html.summary import Summary
from sitegen.importers.ledger import write_atomically

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One page of earlier runs: its summary, the item made of it and the item's digest.

    `frame` is a digest of everything else the item depends on (aliases, where its links lead).
    """

    summary: Summary
    item: str = ""
    written: str = ""
    frame: str = ""
    files: tuple[str, ...] = ()


@dataclass
class State:
    """All records by canonical address; `settings` is a digest of the map and the version,
    `lists` the old list addresses that were written into columns.
    """

    file: Path
    settings: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)

    def items(self) -> dict[str, str]:
        """Item paths by address."""
        return {address: record.item for address, record in self.records.items() if record.item}

    def save(self) -> bool:
        """Write the file if anything changed; returns whether it did."""
        rows = {address: _row(record) for address, record in sorted(self.records.items())}
        lists = dict(sorted(self.lists.items()))
        data = {"version": _VERSION, "settings": self.settings, "lists": lists, "pages": rows}
        text = (
            json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace('},"//', '},\n"//')
            + "\n"
        )
        if self.file.is_file() and self.file.read_text(encoding="utf-8") == text:
            return False
        self.file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.file, text.encode("utf-8", "replace"))
        return True


def load_state(file: Path) -> State:
    """Read the state; a missing file is an empty one. Raises ImportFault for a damaged one."""
    if not file.exists():
        return State(file)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise ValueError("version")
        records = {address: _record(row) for address, row in data["pages"].items()}
        lists = {str(path): str(column) for path, column in data.get("lists", {}).items()}
        return State(file, str(data["settings"]), records, lists)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ImportFault(
            f"导入状态 {file.name} 已损坏。请从备份恢复；删除它会使已导入的稿件被当作新稿件"
        ) from error


def _row(record: Record) -> dict[str, Any]:
    row = {key: value for key, value in asdict(record).items() if value}
    row["summary"] = {key: value for key, value in row["summary"].items() if value}
    row["summary"]["fields"] = [
        [name, f.value, f.how, f.confidence, f.where, list(f.rivals)]
        for name, f in record.summary.fields
        if f
    ]
    return row


def _record(row: dict[str, Any]) -> Record:
    short = dict(row["summary"])
    short["fields"] = tuple(
        (name, Field(value, how, confidence, where, tuple(rivals)))
        for name, value, how, confidence, where, rivals in short.get("fields", ())
    )
    for name in ("trail", "links", "faults"):
        short[name] = tuple(short.get(name, ()))
    return Record(
        Summary(**short),
        row.get("item", ""),
        row.get("written", ""),
        row.get("frame", ""),
        tuple(row.get("files", ())),
    )


def digest(*parts: str | bytes) -> str:
    """A digest of several parts in order."""
    whole = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "replace")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:32]


def digest_of(values: Iterable[str]) -> str:
    """A digest of a sequence of texts."""
    return digest(*values)
