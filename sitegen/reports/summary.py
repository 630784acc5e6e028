"""A site's line on the verdict page: small, plain, computed while the site is judged."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.finding import Level, count_levels

if TYPE_CHECKING:
    from sitegen.reports.case import SiteCase
    from sitegen.reports.scorecard import ScoreBook

DAYS = 30
MOST_FINDINGS = 300
MOST_DUES = 20
KEPT_DAYS = 400
"""How far ahead dues are kept: a site that is not judged for a while grows into them."""


class NextDue(NamedTuple):
    """One thing that falls due."""

    deadline: str
    days: int
    subject: str
    rule: str


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What the verdict page says of a site.

    `problems` is the table of the worst findings as HTML, `counts` counts all of them by level.
    `dues` reach further ahead than the page shows (see `on_day`).
    """

    site: str
    name: str
    kind: str
    as_of: str
    passed: bool
    vetoes: tuple[str, ...]
    verdict: str
    scored: bool
    known: float
    low: float
    high: float
    total: float
    overdue: int
    dues: tuple[NextDue, ...]
    counts: dict[str, int]
    problems: str


def summarise(case: "SiteCase", book: "ScoreBook") -> SiteSummary:
    """Compute a site's summary: scorecard, what falls due, worst findings."""
    from sitegen.reports.forecast import foresee
    from sitegen.reports.problems import problems_html
    from sitegen.reports.scorecard import score

    card, ahead = score(case, book), foresee(case, KEPT_DAYS)
    order = {level: rank for rank, level in enumerate(Level)}
    findings = sorted(
        case.verdict.findings, key=lambda one: (one.waived, order[one.level], one.file, one.line)
    )
    dues = tuple(
        NextDue(due.deadline, due.days, due.subject, case.book.rules[due.rule].title)
        for due in ahead.dues
    )
    return SiteSummary(
        site=card.site,
        name=card.name,
        kind=card.kind,
        as_of=case.as_of,
        passed=case.verdict.passed,
        vetoes=tuple(one.title for one in card.vetoes if one.state == "failed"),
        verdict=card.verdict,
        scored=card.scored,
        known=card.known,
        low=card.low,
        high=card.high,
        total=card.total,
        overdue=sum(due.broken for due in ahead.dues),
        dues=dues,
        counts=count_levels(findings),
        problems=problems_html(findings, MOST_FINDINGS),
    )


def on_day(summary: SiteSummary, as_of: str, days: int = DAYS) -> SiteSummary:
    """The summary as it stands at another moment, with what falls due within so many days.

    Findings and score stay those of the day on which the site was judged.
    """
    passed = (date.fromisoformat(as_of[:10]) - date.fromisoformat(summary.as_of[:10])).days
    moved = (due._replace(days=due.days - passed) for due in summary.dues)
    dues = [due for due in moved if due.days <= days]
    overdue = sum(due.days <= 0 for due in dues)
    return replace(summary, overdue=overdue, dues=tuple(dues[:MOST_DUES]))


def as_data(summary: SiteSummary) -> dict[str, Any]:
    """The summary as JSON data."""
    data = {one.name: getattr(summary, one.name) for one in fields(summary)}
    return {**data, "dues": [due._asdict() for due in summary.dues]}


def from_data(data: dict[str, Any]) -> SiteSummary:
    """Read a summary back; raises TypeError, KeyError where it is of another make."""
    changed = {
        "vetoes": tuple(data["vetoes"]),
        "dues": tuple(NextDue(**due) for due in data["dues"]),
    }
    return SiteSummary(**{**data, **changed})
