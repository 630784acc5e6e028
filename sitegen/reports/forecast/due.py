"""The words of a forecast."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sitegen.reports.case import SiteCase
from sitegen.rules.periods import days_between


class Matter(NamedTuple):
    """What is due, whenever: the rule, its subject, what to do, and where.

    `key` tells it from other matters of the same rule on the site.
    """

    rule: str
    subject: str
    text: str
    key: str
    column: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that breaks a rule on a day.

    `deadline` is the last day on which all is well, `breaks` the first on which it is not, and
    `days` how far that is from the forecast's day (zero or less: broken already). `key` names the
    obligation: it stays the same when the day moves. `file` is relative to the platform's root,
    `column` to the site's folder.
    """

    site: str
    key: str
    rule: str
    deadline: str
    breaks: str
    days: int
    subject: str
    text: str
    column: str = ""
    file: str = ""

    @property
    def broken(self) -> bool:
        """Whether the rule is broken already."""
        return self.days <= 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """A column with an update period: until when it holds (days are `YYYY-MM-DD`)."""

    column: str
    title: str
    type: str
    newest: str
    limit: int
    breaks: str
    days: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that is due on a site within the horizon, the soonest first, and all its columns."""

    site: str
    name: str
    as_of: str
    horizon: int
    dues: tuple[Due, ...]
    columns: tuple[Outlook, ...]


def later(day: str, days: int) -> str:
    """The day so many days after another."""
    return (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


def due(case: SiteCase, matter: Matter, breaks: str) -> Due:
    """A matter that breaks its rule on a day."""
    site = case.config.id
    return Due(
        site=site,
        key=f"{matter.rule} {site} {matter.key}",
        rule=matter.rule,
        deadline=later(breaks, -1),
        breaks=breaks,
        days=days_between(case.as_of, breaks),
        subject=matter.subject,
        text=matter.text,
        column=matter.column,
        file=matter.file,
    )
