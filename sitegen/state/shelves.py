"""The stubs of each column, kept together: a row for each takes three times as long to read.

What is read at once is put there as one part, as bytes of JSON: a list of values for each field, of
one value where all are equal, which is read in half the time of a list for each stub. A column of
which anything is on the shelf is there with all its stubs; where that would not be so, it is taken
off, and put back when its stubs are asked for.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple

import orjson

from sitegen.model.entry import Stub

NEVER = "9999"
"""Comes after every moment."""
_MANY = 50
"""Fewer stubs than this are not worth a part of their own."""


class Shelf(NamedTuple):
    """The stubs of a column, newest first, equal times by path.

    From the moment `settled` on (`YYYY-MM-DD HH:MM`), all of them count as published for ever.
    """

    stubs: list[Stub]
    settled: str


def shelve(
    connection: sqlite3.Connection, stubs: Iterable[Stub], part: int, *, few: bool = False
) -> None:
    """Keep stubs that are about to be stored; `part` is a number that no part has yet.

    Without `few`, a column of which few are stored is taken off the shelf.
    """
    columns: dict[str, list[Stub]] = defaultdict(list)
    for stub in stubs:
        columns[stub.column].append(stub)
    for column, found in columns.items():
        if (len(found) < _MANY and not few) or not _complete(connection, column):
            connection.execute("DELETE FROM shelves WHERE col=?", (column,))
        else:
            _sort(found)
            # SQLite knows no truth values: they are numbers here as they are there.
            rows = [(*s[:8], +s[8], *s[9:12], +s[12], +s[13], *s[14:]) for s in found]
            put_on_shelf(connection, column, part, rows)


def _complete(connection: sqlite3.Connection, column: str) -> bool:
    """Whether all stored stubs of a column are on the shelf; so they are where there are none."""
    shelf = connection.execute("SELECT 1 FROM shelves WHERE col=? LIMIT 1", (column,)).fetchone()
    sql = "SELECT 1 FROM items WHERE col=? LIMIT 1"
    return bool(shelf) or not connection.execute(sql, (column,)).fetchone()


def put_on_shelf(
    connection: sqlite3.Connection, column: str, part: int, rows: Sequence[tuple[Any, ...]]
) -> None:
    """Keep the values of stubs of one column, in their order."""
    values = (column, part, _packed(rows), settled_since(map(Stub._make, rows)))
    connection.execute("INSERT OR REPLACE INTO shelves VALUES (?, ?, ?, ?)", values)


def shelved(connection: sqlite3.Connection) -> dict[str, Shelf]:
    """Return the stubs of all columns on the shelf."""
    found: dict[str, Shelf] = {}
    several: set[str] = set()
    make = partial(tuple.__new__, Stub)  # `Stub._make` takes three times as long
    for column, kept, settled in connection.execute("SELECT col, stubs, settled FROM shelves"):
        if column in found:
            several.add(column)
        before = found.get(column, Shelf([], ""))
        before.stubs.extend(map(make, _unpacked(kept)))
        found[column] = Shelf(before.stubs, max(settled, before.settled))
    for column in several:
        _sort(found[column].stubs)
    return found


def _packed(rows: Sequence[tuple[Any, ...]]) -> bytes:
    fields = [field[:1] if len(set(field)) == 1 else field for field in zip(*rows, strict=True)]
    return orjson.dumps((len(rows), fields))


def _unpacked(kept: bytes) -> Iterable[tuple[Any, ...]]:
    count, fields = orjson.loads(kept)
    return zip(*(repeat(one[0], count) if len(one) == 1 else one for one in fields), strict=True)


def settled_since(stubs: Iterable[Stub]) -> str:
    """Return the moment from which on all of them count as published for ever."""
    latest = ""
    for stub in stubs:
        if stub.draft or stub.expires or stub.withdrawn or not stub.substance:
            return NEVER
        latest = max(latest, stub.date)
    return latest


def _sort(stubs: list[Stub]) -> None:
    """Bring stubs into the order in which columns show them: newest first, equal times by path."""
    stubs.sort(key=attrgetter("path"))
    stubs.sort(key=attrgetter("date"), reverse=True)
