"""An item's text and headings on their way from the state to the page, as they are stored.

Turning a text into characters and back would cost more than fetching it, and hardly any needs
it: only stored links and pictures are looked at again. Headings are for themes that show them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, overload

import orjson

from sitegen.images import Picture, with_pictures
from sitegen.pages.addresses import resolve_links


class Body:
    """HTML that the build has rendered and checked, in UTF-8.

    A template puts it into the page with the filter `markup`; `str(body)` are its characters.
    """

    __slots__ = ("html",)

    def __init__(self, html: bytes) -> None:
        self.html = html

    def __str__(self) -> str:
        return self.html.decode()

    def __bool__(self) -> bool:
        return bool(self.html)

    def complete(self, targets: Mapping[str, str], pictures: Mapping[str, Picture]) -> "Body":
        """Return the body with final addresses and with what is known of its pictures."""
        return Body(with_pictures(resolve_links(str(self), targets), pictures).encode())


class Heading(NamedTuple):
    """A heading of a body, for the table of contents."""

    level: int
    id: str
    text: str


class Headings(Sequence[Heading]):
    """The headings of a body, made of their JSON (`[[2, "h-1", "一、总则"]]`) when looked at."""

    def __init__(self, stored: str = "[]") -> None:
        self._stored = stored

    @cached_property
    def _made(self) -> tuple[Heading, ...]:
        return tuple(map(Heading._make, orjson.loads(self._stored)))

    @overload
    def __getitem__(self, index: int) -> Heading: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Heading, ...]: ...
    def __getitem__(self, index: int | slice) -> Heading | tuple[Heading, ...]:
        return self._made[index]

    def __iter__(self) -> Iterator[Heading]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
