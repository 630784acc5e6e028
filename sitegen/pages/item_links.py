"""What the facts of one item lead to, as seen from the site that shows it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from sitegen.images import Picture
from sitegen.model.entry import Column, Fact, Shown
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import Entry, Link
from sitegen.pages.parts import entry

SHOWN = ("interprets", "related", "replaced_by", "link", "file", "picture")
"""The facts that pages are made from; the others are for checks."""


class Files(Protocol):
    """What is known of files below `content/`."""

    def size(self, content_path: str) -> int:
        """Return the size of a file in bytes; 0 if it is not there."""
        ...

    def digest(self, content_path: str) -> str:
        """Return the SHA-256 of a file; empty if it is not there."""
        ...


def linked_entries(content_paths: Sequence[str], addresses: Addresses) -> tuple[Entry, ...]:
    """Return entries of items, wherever they are published; unpublished ones are left out.

    They come without pictures: those of other sites are not measured here, and a new picture of
    one item need not touch the pages that name it.
    """
    found: list[Entry] = []
    for path in content_paths:
        target = addresses.item(path)
        if target:
            url, stub = target
            one = entry(Shown(stub, url), stub.column, addresses)
            found.append(one._replace(picture=None))
    return tuple(found)


class LinkedFacts:
    """The links, files and pictures of one item."""

    def __init__(
        self,
        addresses: Addresses,
        files: Files,
        place: tuple[Shown, Column],
        facts: Sequence[Fact],
    ) -> None:
        self.addresses = addresses
        self.files = files
        self.shown, self.column = place
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for fact in facts:
            self.by_name[fact.name].append(fact.value)

    def entries(self, name: str) -> tuple[Entry, ...]:
        """Items that the facts of that name lead to."""
        return linked_entries(self.by_name.get(name, ()), self.addresses)

    def first(self, name: str) -> Link | None:
        """The first of them."""
        found = self.entries(name)
        return Link(found[0].title, found[0].url) if found else None

    def targets(self) -> tuple[tuple[str, str], ...]:
        """Stored links with the addresses that they lead to."""
        wanted = self.by_name.get("link", []) + self.by_name.get("file", [])
        resolve = self.addresses.target
        path = self.column.path
        return tuple(
            (value, resolve(self.shown, path, value))
            for value in dict.fromkeys(wanted)
            if not value.startswith(("http:", "https:", "mailto:", "tel:"))
        )

    def tables(self) -> tuple[str, ...]:
        """Digests of the files that a dataset may take its rows from."""
        return tuple(self.files.digest(path) for path in self.by_name.get("file", ()))

    def sizes(self) -> tuple[tuple[str, int], ...]:
        """Addresses and sizes of the files that the item publishes."""
        return tuple(
            (self.addresses.file(self.shown, self.column.path, path), self.files.size(path))
            for path in dict.fromkeys(self.by_name.get("file", ()))
        )

    def pictures(self) -> tuple[Picture, ...]:
        """What is known of the pictures that the item shows."""
        addresses = self.addresses
        paths = (value.partition("#")[0] for value in self.by_name.get("picture", ()))
        found = (
            addresses.picture(addresses.file(self.shown, self.column.path, path), path)
            for path in dict.fromkeys(paths)
        )
        return tuple(picture for picture in found if picture)
