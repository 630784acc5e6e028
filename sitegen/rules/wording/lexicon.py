"""Finding many words at once: one pass over the text for all word lists (Aho–Corasick)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sitegen.rules.rulebook import Rulebook

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

LISTS = ("grave", "typos", "forbidden", "placeholders")
MARKS = "，。、；："
POSTS = ("书记", "主任", "市长", "县长", "区长", "镇长", "乡长", "局长", "处长", "科长", "部长")
SIGNS = {
    "marks": [one + other for one in MARKS for other in MARKS],
    "posts": POSTS,
    "wide digits": "０１２３４５６７８９",
    "invisible": "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
}
"""What other checks look for in each text, found in the same pass: few texts have any of it."""
TITLE = re.compile(r"《[^《》\n]{1,120}》")


class Hit(NamedTuple):
    """A listed word in a text: which list, where, and what to write instead."""

    list: str
    start: int
    wrong: str
    right: str


class Word(NamedTuple):
    """A listed word."""

    wrong: str
    right: str
    list: str


class Found(NamedTuple):
    """What stands in a text: listed words, and names of `SIGNS`."""

    hits: tuple[Hit, ...]
    signs: frozenset[str]


class Lexicon(NamedTuple):
    """The word lists and `SIGNS` made ready; the automaton answers with places in `words`."""

    automaton: "BytesAhoCorasick"
    words: tuple[Word, ...]
    exceptions: Mapping[str, str]


@lru_cache(maxsize=4)
def lexicon(book: Rulebook) -> Lexicon:
    """Make the book's word lists ready; once per book and process."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    words = tuple(
        Word(wrong, right, name)
        for name in LISTS
        for wrong, right in book.words.get(name, {}).items()
        if len(wrong) > 1
    )
    words += tuple(Word(text, "", name) for name, texts in SIGNS.items() for text in texts)
    return Lexicon(
        # The table for every byte and state takes a megabyte and reads texts twice as fast.
        BytesAhoCorasick(
            [word.wrong.encode() for word in words], implementation=Implementation.DFA
        ),
        words,
        book.words.get("exceptions", {}),
    )


def hits(text: str, book: Rulebook) -> tuple[Hit, ...]:
    """All listed words in a text, outside quoted titles and excepted contexts."""
    return _found(text, book).hits


def has(text: str, book: Rulebook, sign: str) -> bool:
    """Whether any text of a name of `SIGNS` stands in a text."""
    return sign in _found(text, book).signs


@lru_cache(maxsize=2)
def _found(text: str, book: Rulebook) -> Found:
    ready = lexicon(book)
    # As bytes: for a text, the place of every character would be counted beforehand.
    data = text.encode("utf-8", "replace")
    found = [
        (ready.words[index], start)
        for index, start, _ in ready.automaton.find_matches_as_indexes(data, overlapping=True)
    ]
    signs = frozenset(word.list for word, _ in found if word.list in SIGNS)
    listed = [(word, len(data[:start].decode())) for word, start in found if word.list not in SIGNS]
    if not listed:
        return Found((), signs)
    titles = [match.span() for match in TITLE.finditer(text)]
    hits = tuple(
        Hit(word.list, start, word.wrong, word.right)
        for word, start in listed
        if not any(begin < start < end for begin, end in titles)
        and not _excepted(text, start, word.wrong, ready)
    )
    return Found(hits, signs)


def of_list(text: str, book: Rulebook, name: str) -> Iterator[Hit]:
    """The hits of one list."""
    return (hit for hit in hits(text, book) if hit.list == name)


def _excepted(text: str, start: int, wrong: str, ready: Lexicon) -> bool:
    exception = ready.exceptions.get(wrong)
    if exception is None:
        return False
    around = text[max(0, start - 3) : start + len(wrong) + 3]
    return _compiled(exception).search(around) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Few of the words are ever met, so few of the patterns are needed."""
    return re.compile(pattern)
