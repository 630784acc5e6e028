"""What speaks for a deduction, a bonus or a veto."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.model.finding import Finding
from sitegen.reports.case import SiteCase
from sitegen.reports.scorecard.specs import ScoreBook, Spec

_POINTS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:分.*|/\s*\d+(?:\.\d+)?.*|[:：,，;；].*)?", re.DOTALL)


class Mark(NamedTuple):
    """One deduction or bonus: its points, why, and where it shows.

    `file` is relative to the platform's root, `column` to the site's folder.
    """

    points: float
    text: str
    file: str = ""
    line: int = 0
    column: str = ""
    rule: str = ""

    def place(self) -> str:
        """File and line, or the column."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file or self.column


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a check saw: marks, and `open` points that nothing in the content decides.

    `note` says why points stay open, or anything else a reader should know.
    """

    marks: tuple[Mark, ...] = ()
    open: float = 0.0
    note: str = ""


class Entered(NamedTuple):
    """What `sites.yaml` states by hand: the text as written, and its points if it gives any."""

    text: str
    points: float | None


def mark(finding: Finding, points: float) -> Mark:
    """A finding as a mark."""
    return Mark(points, finding.message, finding.file, finding.line, finding.column, finding.rule)


def marks(case: SiteCase, spec: Spec) -> list[Mark]:
    """Every finding of the indicator's rules, with its points; one a file where it says so."""
    found = [mark(one, spec.findings[one.rule]) for one in case.findings(*spec.findings)]
    if spec.options.get("per_file"):
        found = list({one.file: one for one in reversed(found)}.values())[::-1]
    return found[:1] if spec.options.get("once") else found


def joined(*notes: str) -> str:
    """Notes in one line, empty ones left out."""
    return "；".join(note for note in notes if note)


def silence(case: SiteCase, rules: Iterable[str]) -> str:
    """A note on rules that are switched off, "" where none is."""
    off = case.off(*rules)
    return f"规则 {'、'.join(off)} 已停用，无法判断" if off else ""


def entered(case: SiteCase, spec: Spec, book: ScoreBook) -> Entered | None:
    """What was entered by hand for an indicator; None where nothing was.

    A number is the points reached; words of the book's patterns mean all or nothing; any other
    text is shown, and its points stay open.
    """
    given = case.config.entered
    text = next((given[key] for key in spec.keys if given.get(key)), None)
    if text is None:
        return None
    if number := _POINTS.fullmatch(text):
        return Entered(text, min(float(number[1]), spec.max))
    if re.fullmatch(book.none, text):
        return Entered(text, 0.0)
    return Entered(text, spec.max if re.fullmatch(book.full, text) else None)
