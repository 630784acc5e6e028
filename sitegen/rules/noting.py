"""What a site's checks want to know of each item, noted when its file is read.

A site has tens of thousands of items and one of them changes. A check of scope `site` or
`platform` that opened every record would cost the same after each edit, so what it needs is noted
once, right after the item's own checks, and kept among the item's facts.

    @note("signed", kinds=("policy",))
    def signed(item: ItemView, book: Rulebook) -> Iterator[tuple[str, int]]:
        yield value, line

The check then reads `site.noted("signed")`. A note depends on nothing but the item and the
rulebook: never on the clock, never on other items. Its name must differ from those of
`sitegen.sources.facts`. Notes may stand in any module of a family.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from sitegen.model.entry import Fact, ItemView
from sitegen.rules.registry import modules
from sitegen.rules.rulebook import Rulebook

Take = Callable[[ItemView, Rulebook], Iterable[tuple[str, int]]]
TakeT = TypeVar("TakeT", bound=Take)


class Note(NamedTuple):
    """A function that notes something under `name`, of items of these kinds (none: all)."""

    name: str
    kinds: tuple[str, ...]
    take: Take


def note(name: str, *, kinds: tuple[str, ...] = ()) -> Callable[[TakeT], TakeT]:
    """Mark a function as the source of notes of that name; it yields values with lines."""

    def mark(function: TakeT) -> TakeT:
        function.__dict__["note"] = Note(name, kinds, function)
        return function

    return mark


@lru_cache(maxsize=32)
def notes_for(kind: str) -> tuple[Note, ...]:
    """The notes to be taken of items of that kind."""
    found = {
        mark.name: mark
        for module in modules()
        for value in vars(module).values()
        if isinstance(mark := getattr(value, "note", None), Note)
    }
    every = (found[name] for name in sorted(found))
    return tuple(one for one in every if not one.kinds or kind in one.kinds)


def take_notes(view: ItemView, book: Rulebook) -> list[Fact]:
    """What checks of wider scope will ask of this item, as facts."""
    stub = view.stub
    return [
        Fact(stub.site, stub.path, one.name, value, line)
        for one in notes_for(stub.kind)
        for value, line in one.take(view, book)
    ]
