"""Whether a file may hold a number of a person at all: hardly any does, and it is told quickly."""

from sitegen.model.entry import ItemView
from sitegen.rules.privacy.numbers import eleven
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.wording.lexicon import has


def suspect(item: ItemView, book: Rulebook) -> bool:
    """Whether eleven digits or more may stand in a file with nothing but separators between.

    They are looked for among its ASCII characters alone; full-width digits, which cannot be seen
    there, are found by the pass over the word lists.
    """
    return eleven(item.signs) or has(item.source, book, "wide digits")
