"""Which columns are past their update period: the ground of several rules."""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from sitegen.model.entry import Column, SiteModel
from sitegen.rules.columns.emptiness import filled, subtree, under_hidden
from sitegen.rules.periods import days_between
from sitegen.rules.rulebook import Rulebook


class Idle(NamedTuple):
    """A column, its newest item's date, and how long it may stay as it is (days)."""

    column: Column
    newest: str
    days: int
    limit: int

    @property
    def overdue(self) -> bool:
        """Whether the period is over."""
        return self.days > self.limit


def idle_columns(model: SiteModel, book: Rulebook) -> Iterator[Idle]:
    """Every filled column that has an update period, by its type or its own `max_age`.

    `max_age` can only make the rulebook's period shorter. Items of sub-columns count.
    """
    periods = book.param("freshness-column", "days")
    for column in model.columns.values():
        own = (periods.get(column.config.type), column.config.max_age)
        limits = [days for days in own if days]
        if limits and filled(model, column) and not under_hidden(model, column):
            newest = max(part.items[0].stub.date for part in subtree(model, column) if part.items)
            yield Idle(column, newest, days_between(newest, model.as_of), min(limits))


def newest_times(model: SiteModel, since: str = "") -> list[str]:
    """Dates of the items that the home page draws from, newest first, none before `since`.

    The columns of its blocks count; a site without blocks shows every first-level column.
    """
    items = {
        (item.stub.site, item.stub.path): item.stub.date
        for part in _drawn_from(model)
        for item in takewhile(lambda one: one.stub.date >= since, part.items)
    }
    return sorted(items.values(), reverse=True)


def newest_time(model: SiteModel) -> str:
    """The date of the newest item that the home page draws from, "" where there is none."""
    newest = (part.items[0].stub.date for part in _drawn_from(model) if part.items)
    return max(newest, default="")


def _drawn_from(model: SiteModel) -> Iterator[Column]:
    named = [path.strip("/") for block in model.file.home for path in getattr(block, "columns", ())]
    columns = [model.columns[path] for path in named if path in model.columns] or model.top()
    for column in columns:
        yield from subtree(model, column)
