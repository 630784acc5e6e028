"""Candidates for a field, where each comes from, and how they are settled against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

How = Literal["tag", "mark", "guess"]
"""tag: an official or standard meta tag; mark: a mark of the system or a visible label;
guess: concluded from shape or place."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of a field; `where` names the place in the page, for the report."""

    value: str
    how: How
    confidence: float
    where: str


@dataclass(frozen=True, slots=True)
class Field:
    """The settled value of a field; `rivals` are the values that lost and still differ."""

    value: str = ""
    how: How = "guess"
    confidence: float = 0.0
    where: str = ""
    rivals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.value)


NOTHING = Field()


def settle(
    candidates: Iterable[Candidate],
    same: Callable[[str], str],
    prefer: Callable[[Candidate], tuple[float, ...]] | None = None,
) -> Field:
    """Let candidates that agree support each other and return the winner.

    `same` maps a value to the key by which two values count as equal. Independent places that
    agree add up (1 − ∏(1 − c)); the same place counts once. Of the winning group the candidate
    with the highest `prefer` (default: confidence) gives the wording.
    """
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        key = same(candidate.value)
        if key:
            groups.setdefault(key, []).append(candidate)
    if not groups:
        return NOTHING
    ranked = sorted(groups.values(), key=_support, reverse=True)
    best = max(ranked[0], key=prefer or (lambda candidate: (candidate.confidence,)))
    rivals = tuple(max(group, key=lambda c: c.confidence).value for group in ranked[1:4])
    strongest = max(ranked[0], key=lambda c: c.confidence)
    confidence = _support(ranked[0])
    if len(ranked) > 1 and _support(ranked[1]) > 0.8:
        confidence *= 0.85  # two strong opinions that differ: an editor should look
    return Field(best.value, strongest.how, round(confidence, 3), strongest.where, rivals)


def _support(group: list[Candidate]) -> float:
    places: dict[str, float] = {}
    for candidate in group:
        places[candidate.where] = max(places.get(candidate.where, 0.0), candidate.confidence)
    doubt = 1.0
    for confidence in places.values():
        doubt *= 1 - min(confidence, 0.99)
    return 1 - doubt
