"""Where what pages are made from comes from."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from sitegen.model.entry import Fact, Shown
from sitegen.pages.body import Body, Headings


class Parts(NamedTuple):
    """What the state holds of an item beyond its stub."""

    record: Mapping[str, Any]
    body: Body
    texts: Mapping[str, str]
    headings: Headings


class Library(Protocol):
    """Where records, bodies and facts come from while pages are planned and made."""

    def parts(self, shown: Shown) -> Parts:
        """Return the record and body of an item."""
        ...

    def facts(self, shown: Shown) -> tuple[Fact, ...]:
        """Return the facts of an item, at least those of the names in `item_links.SHOWN`."""
        ...

    def size(self, content_path: str) -> int:
        """Return the size of a file below `content/` in bytes; 0 if it is not there."""
        ...

    def digest(self, content_path: str) -> str:
        """Return the SHA-256 of a file below `content/`; empty if it is not there."""
        ...

    def read(self, content_path: str) -> bytes:
        """Return a file below `content/`; empty if it is not there."""
        ...

    def interpreters(self, content_path: str) -> tuple[str, ...]:
        """Return the content paths of items that interpret a document, on any site."""
        ...
