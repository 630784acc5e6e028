"""Which interpretation belongs to which policy document, by the links between their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.html.placing import Placement

_KINDS: Final = {"interpretation", "policy"}


@dataclass(frozen=True, slots=True)
class Pairs:
    """By item path: the documents that an interpretation explains, and the other way round."""

    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    interpretations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, path: str) -> tuple[str, ...]:
        """The other side of an item's pairs."""
        return self.documents.get(path) or self.interpretations.get(path) or ()


def pair_up(
    placements: Sequence[Placement],
    targets: Mapping[str, str],
    find: Callable[[str], str | None],
) -> Pairs:
    """Pair the items whose pages link to each other in their text, in whichever direction.

    `targets` maps canonical addresses to item paths, `find` any spelling of an address to the
    canonical one. A policy page without a day of signing becomes an article and has no pairs.
    """
    kinds = {one.path: kind for one in placements if (kind := _kind(one)) in _KINDS}
    documents: dict[str, dict[str, None]] = {}
    interpretations: dict[str, dict[str, None]] = {}
    for one in placements:
        if one.path not in kinds:
            continue
        for link in one.page.links:
            other = targets.get(find(link) or link, "")
            if {kinds[one.path], kinds.get(other, "")} != _KINDS:
                continue
            here, there = one.path, other
            if kinds[here] == "policy":
                here, there = there, here
            documents.setdefault(here, {})[there] = None
            interpretations.setdefault(there, {})[here] = None
    return Pairs(_fixed(documents), _fixed(interpretations))


def _kind(placement: Placement) -> str:
    """What the item will be, as far as pairs go."""
    if placement.column.type == "policy" and not placement.page.signed:
        return ""
    return placement.column.type


def _fixed(found: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(sorted(others)) for path, others in found.items()}
