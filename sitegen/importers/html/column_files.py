"""The `_column.yaml` files: made where a column is new, given the old list pages' addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml

from sitegen.errors import SitegenError
from sitegen.importers.front_matter import dump_yaml
from sitegen.importers.html.mapping import OldColumn
from sitegen.importers.html.notes import Note
from sitegen.importers.ledger import write_atomically

_KEY: Final = re.compile(r"^aliases\s*:")
_INSIDE: Final = re.compile(r"^(?:[ \t]|-(?:\s|$)|#|\s*$)")


def make_columns(
    site_root: Path, wanted: Mapping[str, OldColumn], known: Collection[str]
) -> list[str]:
    """Make the columns that are missing, those above them too; return their paths."""
    made: list[str] = []
    there = set(known)
    for number, (path, entry) in enumerate(wanted.items()):
        for upper in uppers(path):
            settings = site_root / upper / "_column.yaml"
            if upper in there or settings.exists():
                continue
            own = upper == path
            title = entry.title if own else entry.source.split(" / ")[0] or upper
            data = {"title": title, "type": entry.type if own else "list", "order": 200 + number}
            if not own:
                data["when_empty"] = "hide"
            settings.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(settings, dump_yaml(data).encode())
            there.add(upper)
            made.append(upper)
    return made


def uppers(path: str) -> Iterator[str]:
    """A column's path after those of the columns above it, from the top down."""
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def keep_addresses(
    site_root: Path, wanted: Mapping[str, str], earlier: Mapping[str, str]
) -> tuple[dict[str, str], list[Note]]:
    """Write old list addresses (address → column) into the columns' `aliases`.

    `earlier` is what the last run wrote: what an editor took out since stays out, and an address
    whose column changed in the map moves along. Returns what now counts as written, and notes.
    """
    add: dict[str, list[str]] = {}
    drop: dict[str, set[str]] = {}
    for address, column in wanted.items():
        before = earlier.get(address)
        if before == column:
            continue
        add.setdefault(column, []).append(address)
        if before:
            drop.setdefault(before, set()).add(address)
    notes: list[Note] = []
    lost: set[str] = set()
    for column in sorted({*add, *drop}):
        file = site_root / column / "_column.yaml"
        try:
            _rewrite(file, add.get(column, ()), drop.get(column, ()))
        except (OSError, ValueError, yaml.YAMLError) as error:
            lost.update(add.get(column, ()))
            notes.append(_unwritten(column, error))
    kept = {address: column for address, column in wanted.items() if address not in lost}
    return {**earlier, **kept}, notes


def _unwritten(column: str, error: Exception) -> Note:
    what = error if isinstance(error, SitegenError) else type(error).__name__
    return Note(
        "list-address",
        "warning",
        f"旧列表页网址未能写入 {column}/_column.yaml（{what}）",
        column,
        "改好该文件后重新导入，或手工写入 aliases",
    )


def _rewrite(file: Path, add: Collection[str], drop: Collection[str]) -> None:
    if not file.is_file():
        if add:
            raise FileNotFoundError(file.name)
        return
    text = file.read_text(encoding="utf-8-sig")
    changed = with_aliases(text, add, drop)
    if changed != text:
        write_atomically(file, changed.encode())


def with_aliases(text: str, add: Collection[str], drop: Collection[str] = ()) -> str:
    """The text of a `_column.yaml` with its `aliases` changed and everything else left alone.

    Raises ValueError or YAMLError for a text that is no mapping.
    """
    data = yaml.load(text, Loader=yaml.CSafeLoader) or {}
    if not isinstance(data, dict):
        raise ValueError("no mapping")
    given = data.get("aliases") or []
    old = [given] if isinstance(given, str) else [str(one) for one in given]
    new = [one for one in dict.fromkeys((*old, *add)) if one not in drop or one in add]
    if new == old:
        return text
    head, tail = _around(text.splitlines(keepends=True))
    if head and not head[-1].endswith("\n"):
        head[-1] += "\n"
    return "".join([*head, dump_yaml({"aliases": new}) if new else "", *tail])


def _around(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines before and after the block of `aliases`; without one, all and none."""
    start = next((number for number, line in enumerate(lines) if _KEY.match(line)), None)
    if start is None:
        return lines, []
    end = start + 1
    while end < len(lines) and _INSIDE.match(lines[end]):
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return lines[:start], lines[end:]
