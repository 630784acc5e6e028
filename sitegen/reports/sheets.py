"""What every report is made of: sheets of cells with roles, figures, and events for a calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Role = Literal[
    "text", "centre", "label", "head", "section", "number", "good", "bad", "warn", "entered",
    "unknown", "note",
]  # fmt: skip
Value = str | int | float


class Cell(NamedTuple):
    """One cell: what it says, what part it plays, and how many columns and rows it spans."""

    value: Value = ""
    role: Role = "text"
    across: int = 1
    down: int = 1


Row = tuple[Cell, ...]


class Placed(NamedTuple):
    """A cell with its row and column, both counted from 0."""

    row: int
    column: int
    cell: Cell


class Figure(NamedTuple):
    """A chart as `sitegen.markdown.charts.draw` takes it."""

    kind: str
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    unit: str


class Fact(NamedTuple):
    """A figure that stands out above a sheet: what it is, how much, and how that is."""

    label: str
    value: str
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form: a grid of rows under a title.

    `name` is the tab's; `subtitle` the line below the title; `widths` are the columns' widths in
    half-width characters; the first `head` rows are column heads, repeated on every printed page;
    `foot` are the lines below the grid. `wide` prints across the page, `single` on one page.
    """

    name: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    head: int = 1
    subtitle: str = ""
    foot: tuple[str, ...] = ()
    wide: bool = True
    single: bool = False
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()


class Event(NamedTuple):
    """A day in a calendar; `key` names what is due and stays the same when the day moves."""

    key: str
    day: str
    summary: str
    description: str
    category: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its sheets for people, its data (JSON types) for machines.

    `as_of` is the moment it holds for, `YYYY-MM-DD HH:MM` in `timezone`.
    """

    id: str
    title: str
    as_of: str
    sheets: tuple[Sheet, ...]
    data: dict[str, Any]
    events: tuple[Event, ...] = ()
    timezone: str = "Asia/Shanghai"


def placed(rows: Sequence[Row]) -> Iterator[Placed]:
    """Give every cell its place, past the cells that reach down from the rows above."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            yield Placed(number, column, cell)
            taken.update(
                (number + below, column + beside)
                for below in range(cell.down)
                for beside in range(cell.across)
            )
            column += cell.across


def heads(*titles: str) -> Row:
    """A row of column heads."""
    return tuple(Cell(title, "head") for title in titles)


def section(title: str, across: int) -> Row:
    """A row that opens a part of the form."""
    return (Cell(title, "section", across),)


def number(value: float) -> Value:
    """A figure without a needless decimal point."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
