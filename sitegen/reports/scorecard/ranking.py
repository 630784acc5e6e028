"""Ranking the sites of a city: portals by score, others by the veto items alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.reports.scorecard.judging import Scorecard


@dataclass(frozen=True, slots=True)
class Place:
    """A site's rank; equal ones share it, and the next counts past them (1, 1, 3)."""

    rank: int
    card: Scorecard


def ranking(cards: Sequence[Scorecard], *, scored: bool) -> tuple[Place, ...]:
    """Rank the portals (`scored`), or the other sites.

    A veto ends scoring: vetoed sites come last and share a rank. Sites that are judged on the veto
    items only are otherwise equal.
    """
    chosen = [card for card in cards if card.scored == scored]
    keys = {card.site: _key(card) for card in chosen}
    ordered = sorted(chosen, key=lambda card: (keys[card.site], -card.total, card.site))
    values = [keys[card.site] for card in ordered]
    return tuple(
        Place(values.index(key) + 1, card) for key, card in zip(values, ordered, strict=True)
    )


def _key(card: Scorecard) -> tuple[bool, float]:
    return card.vetoed, 0.0 if card.vetoed or not card.scored else -card.total
