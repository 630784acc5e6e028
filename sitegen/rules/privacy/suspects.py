"""Whether a text may hold a number of a person at all: hardly any does, and it is told quickly."""

from functools import lru_cache

from sitegen.rules.privacy.numbers import ELEVEN
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.wording.lexicon import has


@lru_cache(maxsize=2)
def suspect(text: str, book: Rulebook) -> bool:
    """Whether eleven digits or more may stand in a text with nothing but separators between.

    In Chinese prose few characters are ASCII, so they are looked for among these alone; full-width
    digits, which cannot be seen there, are found by the pass over the word lists.
    """
    return bool(ELEVEN.search(text.encode("ascii", "ignore"))) or has(text, book, "wide digits")
