"""What the plan of the move needs to know of each page; small enough to keep for all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sitegen.importers.html.archive import absolute, canonical
from sitegen.importers.html.crumbs import folder_of
from sitegen.importers.html.evidence import Field
from sitegen.importers.html.extract import ExtractedPage
from sitegen.importers.html.files import is_file
from sitegen.importers.html.paper import is_signed

FIELDS = ("title", "date", "source", "author", "editor", "body")


@dataclass(frozen=True, slots=True)
class Summary:
    """One page of the old site in short.

    `address` and `links` are canonical; `stated` is the address that the page gives for itself;
    `folder` is the old column by the address, `trail` by the breadcrumb; `content` a digest of
    title and text by which doubles are found; `signed` whether a day of signing is known; `fault`
    why the page could not be read.
    """

    address: str
    digest: str
    kind: str = "chrome"
    kind_confidence: float = 0.0
    system: str = ""
    encoding: str = ""
    site: str = ""
    stated: str = ""
    folder: str = ""
    trail: tuple[str, ...] = ()
    column: str = ""
    fields: tuple[tuple[str, Field], ...] = ()
    document: bool = False
    signed: bool = False
    links: tuple[str, ...] = ()
    content: str = ""
    length: int = 0
    faults: tuple[str, ...] = ()
    fault: str = ""

    def field(self, name: str) -> Field:
        """The evidence for one field."""
        return dict(self.fields).get(name, Field())


def summarise(page: ExtractedPage, address: str, digest: str) -> Summary:
    """Shorten a page for planning."""
    stated = canonical(page.stated) if page.stated else ""
    links = {absolute(address, href) for href in page.links if not is_file(href)}
    said = "\n".join((page.title.value, page.date.value[:10], page.text))
    content = hashlib.sha256(said.encode("utf-8", "replace"))
    return Summary(
        address=address,
        digest=digest,
        kind=page.kind,
        kind_confidence=page.kind_confidence,
        system=page.system,
        encoding=page.encoding,
        site=page.site,
        stated=stated,
        folder=folder_of("http:" + (stated or address)),
        trail=page.trail.names,
        column=page.column,
        fields=tuple((name, getattr(page, name)) for name in FIELDS),
        document=bool(page.document.keys() - {"topic"}),
        signed=is_signed(page),
        links=tuple(sorted(link for link in links if link)),
        content=content.hexdigest()[:32] if page.text else "",
        length=len(page.text),
        faults=page.faults,
    )
