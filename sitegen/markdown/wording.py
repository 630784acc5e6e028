"""What the build itself says in a body (labels of tables, charts, videos), in the body's language.

A body is converted once and shown by every site that shares it, so that the language of its labels
is that of its own text, whichever site asks.
"""

import re
import string
from itertools import islice
from typing import NamedTuple

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = string.ascii_letters.encode()
_LETTERS = 4
"""Letters of Latin script for one Chinese character: so many are needed to write a word."""


class BodyWords(NamedTuple):
    """The labels of one language."""

    table: str
    video: str
    english: bool = False


CHINESE = BodyWords("表格，可左右滚动", "视频")
ENGLISH = BodyWords("Table, scrolls sideways", "Video", english=True)


def words_of(text: str) -> BodyWords:
    """Return the labels for a text: English where it is written in Latin letters, else Chinese."""
    signs = text.encode("ascii", "ignore")
    latin = len(signs) - len(signs.translate(None, _LATIN))
    # So many Chinese characters outweigh them; in a Chinese text they stand right at its beginning.
    enough = -(-latin // _LETTERS)
    found = sum(1 for _ in islice(_CHINESE.finditer(text), enough))
    return CHINESE if found == enough else ENGLISH
