"""What earlier imports wrote, so that a repeated run updates and never duplicates.

The ledger is a JSON file that belongs into the repository beside the content: key of the source
record → item path, digest of the text as written, further files. An item whose text on disk is
no longer what was written has been edited by hand and is left alone unless told otherwise.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal

from sitegen.errors import ImportFault

Outcome = Literal["added", "updated", "unchanged", "kept"]
_VERSION: Final = 1


@dataclass(frozen=True)
class Entry:
    """One imported item: its path below `content/`, digest, date, and files beside it."""

    path: str
    digest: str
    date: str = ""
    files: tuple[str, ...] = ()


@dataclass
class Ledger:
    """The entries of one ledger file, by the key of the source record."""

    file: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    _saved: str = field(default="", repr=False)
    _paths: set[str] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self) -> None:
        self._paths = {entry.path for entry in self.entries.values()}

    def owns(self, path: str) -> bool:
        """Whether an imported item stands at `path` below `content/`."""
        return path in self._paths

    def put(self, key: str, entry: Entry) -> None:
        """Remember an item."""
        self.entries[key] = entry
        self._paths.add(entry.path)

    def save(self) -> None:
        """Write the ledger if it changed."""
        text = self._text()
        if text != self._saved:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.file, text.encode())
            self._saved = text

    def _text(self) -> str:
        rows = {key: asdict(entry) for key, entry in sorted(self.entries.items())}
        return json.dumps({"version": _VERSION, "items": rows}, ensure_ascii=False, indent=1) + "\n"


def load_ledger(file: Path) -> Ledger:
    """Read a ledger; a missing one is empty.

    Raises:
        ImportFault: the file is damaged or of another version.
    """
    if not file.exists():
        return Ledger(file)
    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text)
        if data["version"] != _VERSION:
            raise ValueError("version")
        entries = {
            str(key): Entry(row["path"], row["digest"], row["date"], tuple(row["files"]))
            for key, row in data["items"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImportFault(
            f"导入台账 {file.name} 已损坏或版本不符。请从版本库恢复；确无备份时删除它再导入，"
            "但已导入的稿件会被当作新稿件。"
        ) from error
    return Ledger(file, entries, text)


def digest(text: str) -> str:
    """The digest of an item's text as the ledger keeps it."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Delivery:
    """An item ready to be written: its key, where it should stand, its text and its files."""

    key: str
    path: Path
    text: str
    date: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


def planned(ledger: Ledger, content: Path, delivery: Delivery, *, force: bool = False) -> Outcome:
    """What `deliver` would do, without doing it."""
    entry = ledger.entries.get(delivery.key)
    target = content / entry.path if entry else delivery.path
    if not target.is_file():
        return "added"
    current = digest(target.read_text(encoding="utf-8"))
    wanted = digest(delivery.text)
    if current == wanted:
        return "unchanged" if _files_equal(target.parent, delivery.files) else "updated"
    if entry is not None and current != entry.digest and not force:
        return "kept"
    return "updated"


def _files_equal(folder: Path, files: Mapping[str, bytes]) -> bool:
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == data
        for name, data in files.items()
    )


def deliver(ledger: Ledger, content: Path, delivery: Delivery, *, force: bool = False) -> Outcome:
    """Write an item below `content`, remember it in the ledger, and say what happened.

    `kept` means that the item was edited by hand since the last import and was left alone.

    Raises:
        ImportFault: the target would lie outside of `content`.
    """
    outcome = planned(ledger, content, delivery, force=force)
    entry = ledger.entries.get(delivery.key)
    target = content / entry.path if entry else delivery.path
    if outcome == "kept":
        return outcome
    if not target.resolve().is_relative_to(content.resolve()):
        raise ImportFault(f"目标“{target.name}”在 content 目录之外，未写入。")
    if outcome in {"added", "updated"}:
        target.parent.mkdir(parents=True, exist_ok=True)
        for name, data in delivery.files.items():
            write_atomically(target.parent / name, data)
        write_atomically(target, delivery.text.encode())
        for stale in set(entry.files if entry else ()) - set(delivery.files):
            (target.parent / stale).unlink(missing_ok=True)
    relative = target.relative_to(content).as_posix()
    files = tuple(sorted(delivery.files))
    ledger.put(delivery.key, Entry(relative, digest(delivery.text), delivery.date, files))
    return outcome


def free_path(ledger: Ledger, content: Path, key: str, wanted: Path) -> Path:
    """`wanted`, or with -2, -3 … where another item stands there already."""
    entry = ledger.entries.get(key)
    if entry is not None:
        return content / entry.path
    number, candidate = 1, wanted
    while candidate.exists() or ledger.owns(candidate.relative_to(content).as_posix()):
        number += 1
        candidate = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return candidate


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".import-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
