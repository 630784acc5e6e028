"""Asking the state of a site what its items say, name and lead to."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import orjson

from sitegen.model.entry import Fact


class FactTable:
    """The facts of one site's items (see `sitegen.sources.facts`)."""

    site: str
    connection: sqlite3.Connection

    def facts(self, name: str, value: str | None = None) -> list[Fact]:
        """Return the facts of that name, in the order of paths."""
        sql = "SELECT path, name, value, line FROM facts WHERE name=?"
        values: tuple[str, ...] = (name,)
        if value is not None:
            sql += " AND value=?"
            values += (value,)
        rows = self.connection.execute(sql + " ORDER BY path, line", values)
        return [Fact(self.site, *row) for row in rows]

    def facts_by_path(self, names: Sequence[str]) -> dict[str, list[Fact]]:
        """Return the facts of these names by item."""
        found: dict[str, list[Fact]] = {}
        marks = ", ".join("?" * len(names))
        sql = f"SELECT path, name, value, line FROM facts WHERE name IN ({marks})"
        for row in self.connection.execute(f"{sql} ORDER BY path, rowid", names):
            found.setdefault(row[0], []).append(Fact(self.site, *row))
        return found

    def facts_of(self, path: str) -> list[Fact]:
        """Return one item's facts."""
        sql = "SELECT path, name, value, line FROM facts WHERE path=? ORDER BY rowid"
        return [Fact(self.site, *row) for row in self.connection.execute(sql, (path,))]

    def naming(self, names: Iterable[str], content_path: str) -> Iterator[str]:
        """Yield the paths of items with a fact of these names that leads to a content path."""
        sql = "SELECT path FROM facts WHERE name=? AND value>=? AND value<?"
        for name in names:
            # A value may have a fragment: "#" comes before "$".
            bounds = (name, content_path, f"{content_path}$")
            yield from (row[0] for row in self.connection.execute(sql, bounds))

    def values(self, name: str) -> set[str]:
        """Return the values of the facts of that name."""
        sql = "SELECT DISTINCT value FROM facts WHERE name=?"
        return {row[0] for row in self.connection.execute(sql, (name,))}

    def every(self, name: str) -> list[str]:
        """Return the value of every fact of that name.

        They come as one text, since row by row takes twice as long.
        """
        sql = "SELECT json_group_array(value) FROM facts WHERE name=?"
        found: list[str] = orjson.loads(self.connection.execute(sql, (name,)).fetchone()[0])
        return found

    def count(self, name: str, value: str) -> int:
        """Return how often a value occurs under a name."""
        sql = "SELECT count(*) FROM facts WHERE name=? AND value=?"
        return int(self.connection.execute(sql, (name, value)).fetchone()[0])

    def first_parts(self, name: str) -> Iterator[str]:
        """Yield what stands before the first slash in values of that name, each once.

        Of content paths that is the site. The cost follows the number of sites, not of values.
        """
        sql = "SELECT value FROM facts WHERE name=? AND value>=? ORDER BY value LIMIT 1"
        start = ""
        while row := self.connection.execute(sql, (name, start)).fetchone():
            part, slash, _ = row[0].partition("/")
            if slash:
                yield part
            start = f"{part}0" if slash else f"{row[0]}\0"  # "0" comes right after "/"
