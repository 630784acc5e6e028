"""Which sites the values of facts lead to is told without looking at all of them."""

from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from sitegen.state.facts import FactTable

# What sorts next to the slash, what links are made of, and more than one byte.
parts = st.text(alphabet="ab-.0/:#市\U0010ffff", min_size=1, max_size=6)


class _Table(FactTable):
    def __init__(self, values: list[str]) -> None:
        self.site = "city"
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE TABLE facts (path TEXT, name TEXT, value TEXT, line INT)")
        rows = [(f"{index}.md", "link", value, 1) for index, value in enumerate(values)]
        rows.append(("0.md", "number", "other/1.md", 1))
        self.connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", rows)


@given(st.lists(parts, max_size=12))
def test_the_first_parts_are_those_of_all_values(values: list[str]) -> None:
    table = _Table(values)

    found = list(table.first_parts("link"))

    assert sorted(found) == sorted({one.partition("/")[0] for one in values if "/" in one})


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=12))
def test_every_value_comes_as_it_was_stored(values: list[str]) -> None:
    assert sorted(_Table(values).every("link")) == sorted(values)


def test_the_cost_follows_the_number_of_sites() -> None:
    table = _Table([f"{site}/yw/{index}.md" for site in ("city", "dept-a") for index in range(500)])
    asked: list[str] = []
    table.connection.set_trace_callback(asked.append)

    assert list(table.first_parts("link")) == ["city", "dept-a"]
    assert len(asked) == 3
