"""Opening a state file: a damaged, foreign or outdated one is noticed, said and made anew.

A new one is filled without journal and without waiting for the disk, which takes a third less. What
was not filled to the end, because the run was killed or the disk was full, counts as not there;
what was, but not brought to the disk before the machine stopped, is told by the number of its boot
(ADR 034).
"""

import os
import secrets
import sqlite3
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import ContentChanged

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, stamp TEXT NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL,
    context TEXT NOT NULL, revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_revision ON files (revision);
CREATE TABLE folders (path TEXT PRIMARY KEY, signature TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE gone (path TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE touched (value TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE passed (revision INTEGER PRIMARY KEY);
CREATE TABLE pages (unit TEXT PRIMARY KEY, paths TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
    path TEXT PRIMARY KEY, col TEXT NOT NULL, kind TEXT, title TEXT, date TEXT, source TEXT,
    url TEXT, draft INTEGER, expires TEXT, withdrawn TEXT, reason TEXT, substance INTEGER,
    pin INTEGER, summary TEXT, image TEXT, image_alt TEXT, topic TEXT, keywords TEXT,
    updated TEXT, card TEXT, digest TEXT, text_size INTEGER
);
CREATE TABLE shelves (
    col TEXT NOT NULL, part INTEGER NOT NULL, stubs BLOB NOT NULL, settled TEXT NOT NULL,
    PRIMARY KEY (col, part)
) WITHOUT ROWID;
CREATE TABLE bodies (
    path TEXT PRIMARY KEY, record TEXT, texts TEXT, headings TEXT, html TEXT
);
CREATE INDEX items_by_column ON items (col, date);
CREATE INDEX items_by_kind ON items (kind);
CREATE INDEX items_by_date ON items (date);
CREATE INDEX items_by_end ON items (expires) WHERE expires > '';
CREATE INDEX items_by_withdrawal ON items (withdrawn) WHERE withdrawn > '';
CREATE TABLE facts (path TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, line INTEGER);
CREATE INDEX facts_by_path ON facts (path);
CREATE INDEX facts_by_name ON facts (name, value, path, line);
CREATE TABLE findings (path TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE probes (key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
"""
_FORMAT = "6"
_FILLING, _UNSYNCED, _SEALING = "filling", "unsynced", "sealing"


class Opened(NamedTuple):
    """An open state file; `dropped` says in Chinese why an older one was removed, "" for none.

    As long as it is `filling`, it counts for the run that made it, and for nobody else.
    """

    connection: sqlite3.Connection
    dropped: str
    filling: bool


def open_database(path: Path, version: str) -> Opened:
    """Open a state file that was filled to the end, or make a new one.

    `version` names everything whose change makes old state useless.
    """
    dropped = ""
    if path.exists():
        try:
            known, dropped = _usable(path, version)
            if known:
                return Opened(known, "", filling=False)
        except sqlite3.DatabaseError:
            dropped = "已损坏"
        remove_database(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path)
    filling = bool(_boot())
    _hasty(connection) if filling else _careful(connection)
    connection.executescript(_SCHEMA)
    name = _FILLING if filling else "version"
    connection.execute("INSERT INTO meta VALUES (?, ?)", (name, f"{_FORMAT} {version}"))
    connection.execute("INSERT INTO meta VALUES ('identity', ?)", (secrets.token_hex(12),))
    connection.execute("INSERT INTO meta VALUES ('revision', '0')")
    connection.execute("INSERT INTO passed VALUES (0)")
    return Opened(connection, dropped, filling)


def _usable(path: Path, version: str) -> tuple[sqlite3.Connection | None, str]:
    """Open a state file, or tell in Chinese why it is of no use."""
    connection = _connect(path)
    try:
        useless = _useless(connection, version)
        if useless is None:
            _careful(connection)
            return connection, ""
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None, useless


def reopen_database(path: Path, version: str) -> Opened:
    """Open a state file that this run opened before; raises ContentChanged if it is not there."""
    if not path.exists():
        raise ContentChanged
    connection = _connect(path)
    try:
        known = _meta(connection)
        filling = known.get(_FILLING) == f"{_FORMAT} {version}"
        if not filling and known.get("version") != f"{_FORMAT} {version}":
            raise ContentChanged
        _hasty(connection) if filling else _careful(connection)
    except BaseException:
        connection.close()
        raise
    return Opened(connection, "", filling)


def complete(connection: sqlite3.Connection) -> None:
    """Note that a state file is filled; nobody else may have it open."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE meta SET key='version' WHERE key=?", (_FILLING,))
    connection.execute("INSERT INTO meta VALUES (?, ?)", (_UNSYNCED, _boot()))
    connection.execute("COMMIT")
    _careful(connection)


def seal(connection: sqlite3.Connection, path: Path) -> None:
    """Bring to the disk what was filled without waiting; from then on it outlives a crash.

    Where another process reads just now it is put off until the next call.
    """
    if _UNSYNCED not in _meta(connection):
        return
    # SQLite syncs the file when it brings the journal back, so it is given something to bring.
    # We must not open the file ourselves: to close any descriptor of it gives up the locks of all
    # connections of this process, and the next process to leave would remove their journal.
    mark = (_SEALING, secrets.token_hex(4))  # what does not change anything is not written
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", mark)
    busy, written, moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    if busy or not 0 < written == moved:
        return
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    connection.execute("DELETE FROM meta WHERE key IN (?, ?)", (_UNSYNCED, _SEALING))


def _useless(connection: sqlite3.Connection, version: str) -> str | None:
    """Why a state file cannot be used, None if it can; "" where a run ended while it filled it."""
    known = _meta(connection)
    if known.get("version") != f"{_FORMAT} {version}":
        if _FILLING in known:
            return ""
        return "由其他版本生成" if "version" in known else "不是本程序的状态文件"
    if known.get(_UNSYNCED, _boot()) != _boot():
        return "在机器停机前可能没有写完"
    return None


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    sql = "SELECT key, value FROM meta WHERE key IN ('version', ?, ?)"
    return dict(connection.execute(sql, (_FILLING, _UNSYNCED)))


@cache
def _boot() -> str:
    """What tells the machine's runs apart: what was written is whole as long as one lasts.

    Empty where the system does not say; then every write has to be safe by itself.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    try:
        connection = sqlite3.connect(path, timeout=120)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.OperationalError:  # locked, or the disk fails: nothing is known
        return True
    except sqlite3.DatabaseError:
        return False


def remove_database(path: Path) -> None:
    """Remove a state file with its journals."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=120, isolation_level=None)
    try:
        # Bodies take several kilobytes; with pages of four, storing takes a fifth longer.
        connection.execute("PRAGMA page_size=8192")
        connection.execute("PRAGMA cache_size=-8000")
    except BaseException:
        connection.close()
        raise
    return connection


def _hasty(connection: sqlite3.Connection) -> None:
    """Write into the file at once: a state that is not filled to the end is made anew anyway."""
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA synchronous=OFF")


def _careful(connection: sqlite3.Connection) -> None:
    """Write into a journal first, so that nothing is half-written whatever happens."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # Writing the journal back syncs the disk.
    connection.execute("PRAGMA wal_autocheckpoint=10000")
