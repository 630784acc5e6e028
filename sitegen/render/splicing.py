"""Parts of a page that stand ready in bytes: its head and foot, and an item's text.

They are most of a page. A template that prints one gets a mark of a few characters in its place,
and the bytes are put in when everything else is drawn: they are neither joined nor encoded again
for every page.
"""

import secrets
from collections.abc import Mapping

from markupsafe import Markup

_TOKEN = secrets.token_hex(4)
"""Makes marks that no content can hold: they are others in every process, and in no output."""

_EDGE = "\0"


class Ready(Markup):
    """A part by its name; where a template does more than print it, a text like any other."""

    mark: Markup

    @classmethod
    def of(cls, name: str, text: str) -> "Ready":
        """Return the part `name` with that text."""
        part = cls(text)
        part.mark = mark(name)
        return part


def mark(name: str) -> Markup:
    """Return what stands for a part while the page is drawn."""
    return Markup(f"{_EDGE}{_TOKEN}{name}{_EDGE}")


def key(name: str) -> bytes:
    """Return the name of a part as `splice` wants it."""
    return f"{_TOKEN}{name}".encode()


def splice(drawn: str, parts: Mapping[bytes, bytes]) -> bytes:
    """Return a page in UTF-8, with `parts` (by `key`) put in for their marks.

    NUL, which HTML does not know as a character, is left out.
    """
    pieces = drawn.encode().split(_EDGE.encode())
    return b"".join([parts.get(piece, piece) for piece in pieces])
