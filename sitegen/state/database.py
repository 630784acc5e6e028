"""Opening a state file: a damaged, foreign or outdated one is noticed, said and made anew."""

import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from sitegen.errors import ContentChanged

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    path TEXT PRIMARY KEY, stamp TEXT NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL,
    context TEXT NOT NULL, revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE folders (path TEXT PRIMARY KEY, signature TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE gone (path TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE touched (value TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (unit TEXT PRIMARY KEY, paths TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
    path TEXT PRIMARY KEY, col TEXT NOT NULL, kind TEXT, title TEXT, date TEXT, source TEXT,
    url TEXT, draft INTEGER, expires TEXT, withdrawn TEXT, reason TEXT, substance INTEGER,
    pin INTEGER, summary TEXT, image TEXT, image_alt TEXT, topic TEXT, keywords TEXT,
    updated TEXT, card TEXT, digest TEXT, text_size INTEGER
);
CREATE TABLE shelves (
    col TEXT NOT NULL, part INTEGER NOT NULL, stubs BLOB NOT NULL, PRIMARY KEY (col, part)
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
_FORMAT = "4"


def open_database(path: Path, version: str, *, make: bool = True) -> tuple[sqlite3.Connection, str]:
    """Open a state file, or make a new one.

    `version` names everything whose change makes old state useless. Returns the connection and
    why the old file was dropped, in Chinese (empty when it was not). Without `make` the file has
    to be there; raises ContentChanged if it is not, or is another's by now.
    """
    if not make:
        return _existing(path, version), ""
    existed = path.exists()
    if existed:
        try:
            connection = _connect(path)
            row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
            if row == (f"{_FORMAT} {version}",):
                return connection, ""
            reason = "由其他版本生成" if row else "不是本程序的状态文件"
            connection.close()
        except sqlite3.DatabaseError:
            reason = "已损坏"
        remove_database(path)
    else:
        reason = ""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path)
    connection.executescript(_SCHEMA)
    connection.execute("INSERT INTO meta VALUES ('version', ?)", (f"{_FORMAT} {version}",))
    connection.execute("INSERT INTO meta VALUES ('identity', ?)", (secrets.token_hex(12),))
    connection.execute("INSERT INTO meta VALUES ('revision', '0')")
    connection.commit()
    return connection, reason


def _existing(path: Path, version: str) -> sqlite3.Connection:
    if not path.exists():
        raise ContentChanged
    connection = _connect(path)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
        if row != (f"{_FORMAT} {version}",):
            raise ContentChanged
    except BaseException:
        connection.close()
        raise
    return connection


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
    # Bodies take several kilobytes; with pages of four, storing takes a fifth longer.
    connection.execute("PRAGMA page_size=8192")
    connection.execute("PRAGMA cache_size=-8000")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # Writing the journal back syncs the disk; a first reading of a large site would do so often.
    connection.execute("PRAGMA wal_autocheckpoint=10000")
    return connection
