"""The state of one site (or of the shared trees): what was read of every file, and found in it."""

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from sitegen.errors import ContentChanged
from sitegen.model.entry import Fact, Stub
from sitegen.state.database import complete, open_database, reopen_database, seal
from sitegen.state.facts import FactTable
from sitegen.state.shelves import Shelf, put_on_shelf, settled_since, shelve, shelved

_STUB = (
    "path, col, kind, title, date, source, url, draft, expires, withdrawn, reason, substance, pin, "
    "summary, image, image_alt, topic, keywords, updated, card, digest"
)

_FILE = "path, stamp, size, digest, context"


class FileRow(NamedTuple):
    """A file as it was when it was last read; `context` is what else its reading depended on."""

    path: str
    stamp: str
    size: int
    digest: str
    context: str


class Revision(NamedTuple):
    """Where a state stands: `identity` names the state file, `number` grows with its changes.

    No number comes twice, not even in a file that has lost its last changes: a machine that lost
    its power brings back what it had written to the disk, of each state another moment, and so do
    backups. What others remember of this one is then of a revision that it has never passed.
    """

    identity: str
    number: int


class Changed(NamedTuple):
    """What changed: paths of files, and content paths of documents whose interpretations did."""

    paths: frozenset[str]
    interpreted: frozenset[str]


class ItemRow(NamedTuple):
    """All that was read of an item; JSON texts where the value is structured."""

    stub: Stub
    record: str
    html: str
    texts: str
    headings: str
    text_size: int
    facts: tuple[Fact, ...]


class SiteState(FactTable):
    """A connection to one site's state; every process opens its own."""

    def __init__(self, path: Path, site: str, version: str, *, make: bool = True) -> None:
        """Open the state file, or with `make` make one where there is none that can be used."""
        self.path = path
        self.site = site
        opened = open_database(path, version) if make else reopen_database(path, version)
        self.connection, self.dropped, self.filling = opened
        self._inode = path.stat().st_ino

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def complete(self) -> None:
        """Note that all was read, if this state is new; nobody else may have it open."""
        if self.filling:
            complete(self.connection)
            self.filling = False

    def seal(self) -> None:
        """Bring a new state to the disk, if that was not done yet."""
        seal(self.connection, self.path)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that takes the write lock at once; all or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def meta(self, key: str) -> str:
        """Return a remembered value, or an empty text."""
        row = self.connection.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remember a value."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def attached(self) -> dict[str, FileRow]:
        """Return every known file that is neither an item nor a setting, by path."""
        rows = self.connection.execute(f"SELECT {_FILE} FROM files WHERE context='file'")
        return {row[0]: FileRow._make(row) for row in rows}

    def files_in(self, folder: str) -> dict[str, FileRow]:
        """Return the known files right in a folder (`zwgk/`, the site's own: "") by path."""
        sql = f"SELECT {_FILE} FROM files WHERE instr(substr(path, ?), '/') = 0"
        values: tuple[object, ...] = (len(folder) + 1,)
        if folder:
            sql += " AND path > ? AND path < ?"
            values += (folder, f"{folder[:-1]}0")  # "0" comes right after "/"
        return {row[0]: FileRow._make(row) for row in self.connection.execute(sql, values)}

    def folders(self) -> dict[str, str]:
        """Return every folder that was looked into with its signature, "" where it was not read."""
        return dict(self.connection.execute("SELECT path, signature FROM folders"))

    def set_folders(self, signatures: Mapping[str, str]) -> None:
        """Remember the signatures of folders."""
        rows = signatures.items()
        self.connection.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?)", rows)

    def forget_folders(self, paths: Iterable[str]) -> None:
        """Forget folders that are gone."""
        rows = [(path,) for path in paths]
        self.connection.executemany("DELETE FROM folders WHERE path=?", rows)

    def file(self, path: str) -> FileRow | None:
        """Return a known file."""
        sql = f"SELECT {_FILE} FROM files WHERE path=?"
        row = self.connection.execute(sql, (path,)).fetchone()
        return FileRow._make(row) if row else None

    @property
    def revision(self) -> Revision:
        """Where the state stands after what was read anew or forgotten last.

        Raises ContentChanged where another run has removed the file meanwhile.
        """
        try:
            if self.path.stat().st_ino != self._inode:
                raise ContentChanged
        except FileNotFoundError:
            raise ContentChanged from None
        sql = "SELECT value FROM meta WHERE key IN ('identity', 'revision') ORDER BY key"
        (identity,), (number,) = self.connection.execute(sql)
        return Revision(identity, int(number))

    def _revise(self) -> int:
        """Name a change; called inside the transaction that makes it."""
        sql = "UPDATE meta SET value = max(value + 1, ?) WHERE key = 'revision' RETURNING value"
        number = int(self.connection.execute(sql, (time.time_ns(),)).fetchone()[0])
        self.connection.execute("INSERT INTO passed VALUES (?)", (number,))
        return number

    def has_passed(self, revision: Revision) -> bool:
        """Whether the state stands at that revision, or stood there before what it holds now."""
        sql = "SELECT 1 FROM passed WHERE revision=?"
        passed = self.connection.execute(sql, (revision.number,)).fetchone() is not None
        return passed and revision.identity == self.revision.identity

    def changed_since(self, number: int) -> Changed:
        """Return what was read anew or forgotten after that revision, which the state passed."""

        def column(sql: str) -> frozenset[str]:
            return frozenset(row[0] for row in self.connection.execute(sql, (number,)))

        paths = column("SELECT path FROM files WHERE revision > ?")
        gone = column("SELECT path FROM gone WHERE revision > ?")
        return Changed(paths | gone, column("SELECT value FROM touched WHERE revision > ?"))

    def restamp(self, rows: Iterable[FileRow]) -> None:
        """Note new stamps of files whose content and context are what they were."""
        self.connection.executemany(
            "UPDATE files SET stamp=? WHERE path=?", [(row.stamp, row.path) for row in rows]
        )

    def forget(self, paths: Sequence[str]) -> None:
        """Forget files that are gone."""
        revision = self._revise()
        self._clear(paths, revision)
        run = self.connection.executemany
        run("DELETE FROM files WHERE path=?", [(path,) for path in paths])
        run("INSERT OR REPLACE INTO gone VALUES (?, ?)", [(path, revision) for path in paths])

    def _clear(self, paths: Sequence[str], revision: int) -> None:
        """Take out what was read of files; documents that they interpreted are touched by it."""
        # On a first reading nothing is known: the deletions would find nothing, and take longer.
        known = "SELECT 1 FROM files WHERE path=?"
        paths = [path for path in paths if self.connection.execute(known, (path,)).fetchone()]
        sql = "DELETE FROM shelves WHERE col IN (SELECT col FROM items WHERE path=?)"
        self.connection.executemany(sql, [(path,) for path in paths])
        for table in ("items", "bodies", "findings"):
            self.connection.executemany(
                f"DELETE FROM {table} WHERE path=?", [(path,) for path in paths]
            )
        sql = "DELETE FROM facts WHERE path=? RETURNING name, value"
        for path in paths:
            self._touch(self.connection.execute(sql, (path,)), revision)

    def _touch(self, facts: Iterable[tuple[str, str]], revision: int) -> None:
        touched = [(value, revision) for name, value in facts if name == "interprets"]
        if touched:
            self.connection.executemany("INSERT OR REPLACE INTO touched VALUES (?, ?)", touched)

    def store(
        self, rows: Sequence[tuple[FileRow, ItemRow | None, Sequence[Mapping[str, Any]]]]
    ) -> None:
        """Store what was read of files: the item if there is one, and the findings."""
        revision = self._revise()
        self._clear([row.path for row, _, _ in rows], revision)
        run = self.connection.executemany
        files = [(*row, revision) for row, _, _ in rows]
        run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", files)
        items = [item for _, item, _ in rows if item]
        self._touch(((fact.name, fact.value) for item in items for fact in item.facts), revision)
        # While a state is filled every column comes in a few parts, however small some are.
        shelve(self.connection, [item.stub for item in items], revision, few=self.filling)
        run(
            f"INSERT INTO items VALUES ({','.join('?' * 22)})",
            [(*item.stub[1:], item.text_size) for item in items],
        )
        run(
            "INSERT INTO bodies (path, record, html, texts, headings) VALUES (?, ?, ?, ?, ?)",
            [(item.stub.path, *item[1:5]) for item in items],
        )
        run(
            "INSERT INTO facts VALUES (?, ?, ?, ?)",
            [fact[1:] for item in items for fact in item.facts],
        )
        run(
            "INSERT INTO findings VALUES (?, ?)",
            [(row.path, json.dumps(found, ensure_ascii=False)) for row, _, found in rows if found],
        )

    def stubs(self, where: str = "", values: Sequence[Any] = ()) -> list[Stub]:
        """Return stubs, newest first; `where` is a fixed SQL condition."""
        return [*map(Stub._make, self._stub_rows(where, values))]

    def _stub_rows(self, where: str, values: Sequence[Any]) -> sqlite3.Cursor:
        sql = f"SELECT ?, {_STUB} FROM items {where and 'WHERE ' + where} ORDER BY date DESC, path"
        return self.connection.execute(sql, (self.site, *values))

    def shelves(self) -> dict[str, Shelf]:
        """Return every column's stubs."""
        found = shelved(self.connection)
        columns = {row[0] for row in self.connection.execute("SELECT DISTINCT col FROM items")}
        if not columns <= found.keys():
            with self.writing():  # nobody may change the items between reading and keeping them
                for column in columns - found.keys():
                    rows = self._stub_rows("col=?", (column,)).fetchall()
                    put_on_shelf(self.connection, column, 0, rows)
                    stubs = [*map(Stub._make, rows)]
                    found[column] = Shelf(stubs, settled_since(stubs))
        return found

    def stub(self, path: str) -> Stub | None:
        """Return one stub."""
        found = self.stubs("path=?", (path,))
        return found[0] if found else None

    def item_count(self) -> int:
        """Return how many items are known."""
        return int(self.connection.execute("SELECT count(*) FROM items").fetchone()[0])

    def text_sizes(self) -> dict[str, int]:
        """Return the length in characters of every item's text."""
        return dict(self.connection.execute("SELECT path, text_size FROM items"))

    def next_event(self, as_of: str) -> str:
        """Return the first moment after `as_of` when an item comes or goes, "" for none."""
        moments: list[str] = []
        for column, moment in (("date", as_of), ("expires", as_of), ("withdrawn", as_of[:10])):
            # The first condition lets SQLite use the index of those that end at all.
            sql = f"SELECT min({column}) FROM items WHERE {column} > '' AND {column} > ?"
            row = self.connection.execute(sql, (moment,)).fetchone()
            if row[0]:
                moments.append(str(row[0]))
        return min(moments, default="")

    def due(self, since: str, as_of: str) -> set[str]:
        """Return the paths of items that came or went after `since` and until `as_of`."""
        found: set[str] = set()
        for column, first, last in (
            ("date", since, as_of),
            ("expires", since, as_of),
            ("withdrawn", since[:10], as_of[:10]),
        ):
            sql = f"SELECT path FROM items WHERE {column} > '' AND {column} > ? AND {column} <= ?"
            found |= {row[0] for row in self.connection.execute(sql, (first, last))}
        return found

    def units(self) -> set[str]:
        """Return the names of the units of which pages are remembered."""
        return {row[0] for row in self.connection.execute("SELECT unit FROM pages")}

    def pages(self, units: Iterable[str]) -> set[str]:
        """Return the paths of the pages of some units that the last build published."""
        found: set[str] = set()
        for unit in units:
            sql = "SELECT paths FROM pages WHERE unit=?"
            for (paths,) in self.connection.execute(sql, (unit,)):
                found.update(orjson.loads(paths))
        return found

    def set_pages(self, units: Mapping[str, Sequence[str]]) -> None:
        """Remember the pages of these units; the others keep theirs."""
        rows = [(unit, json.dumps(paths, ensure_ascii=False)) for unit, paths in units.items()]
        self.connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?)", rows)

    def findings(self, below: str = "") -> Iterator[Mapping[str, Any]]:
        """Yield everything that was found in files when they were read."""
        sql = "SELECT path, data FROM findings ORDER BY path"
        for path, data in self.connection.execute(sql):
            if path.startswith(below):
                yield from json.loads(data)

    def set_probe(self, key: str, data: str) -> None:
        """Remember a result; the key holds the file's digest."""
        self.connection.execute("INSERT OR REPLACE INTO probes VALUES (?, ?)", (key, data))

    def probes(self, prefix: str) -> dict[str, str]:
        """Return the remembered results whose keys begin with `prefix`, by what follows it."""
        sql = "SELECT key, data FROM probes WHERE substr(key, 1, ?) = ?"
        rows = self.connection.execute(sql, (len(prefix), prefix))
        return {key[len(prefix) :]: data for key, data in rows}

    def forget_probes(self, keys: Iterable[str]) -> None:
        """Forget remembered results."""
        self.connection.executemany("DELETE FROM probes WHERE key=?", [(key,) for key in keys])

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a known file, "" for others."""
        row = self.connection.execute("SELECT digest FROM files WHERE path=?", (path,)).fetchone()
        return str(row[0]) if row else ""

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of those of some files that are known."""
        sql = "SELECT path, digest FROM files WHERE path IN (SELECT value FROM json_each(?))"
        rows = self.connection.execute(sql, (orjson.dumps([*paths]).decode(),))
        return {path: digest for path, digest in rows if digest}

    def parts(self, path: str) -> tuple[dict[str, Any], bytes, dict[str, str], str]:
        """Return record, html in UTF-8, texts and headings (JSON) of an item.

        Raises ContentChanged when it is not there any more.
        """
        row = self.connection.execute(
            "SELECT record, CAST(html AS BLOB), texts, headings FROM bodies WHERE path=?", (path,)
        ).fetchone()
        if row is None:
            raise ContentChanged
        record, html, texts, headings = row
        return _plain(record), html, _plain(texts), headings

    def html(self, path: str) -> str:
        """Return the body of an item, "" if it is not there."""
        row = self.connection.execute("SELECT html FROM bodies WHERE path=?", (path,)).fetchone()
        return str(row[0]) if row else ""

    def records(self, kind: str) -> Iterator[tuple[Stub, dict[str, Any]]]:
        """Yield stub and record of every item of a kind."""
        joined = "items JOIN bodies USING (path)"
        sql = f"SELECT ?, {_STUB}, record FROM {joined} WHERE kind=? ORDER BY path"
        for row in self.connection.execute(sql, (self.site, kind)):
            yield Stub(*row[:-1]), json.loads(row[-1])


def _plain(stored: str) -> Any:
    """Return what JSON tells, in a third of the time of `json`, which alone knows infinity."""
    try:
        return orjson.loads(stored)
    except orjson.JSONDecodeError:
        return json.loads(stored)
