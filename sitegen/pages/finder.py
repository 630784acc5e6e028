"""Finding one page by its path without planning the whole site: what a live preview needs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.model.entry import Column, SiteModel
from sitegen.model.kinds import Kind
from sitegen.pages.addresses import Addresses
from sitegen.pages.home import home_page
from sitegen.pages.items import ItemPlanner
from sitegen.pages.library import Library
from sitegen.pages.plan import Planned, planned_page
from sitegen.pages.service_pages import redirect_pages, service_pages
from sitegen.pages.site_pages import pages_of_column

_OWN = re.compile(r"index\.html|(?:list_|year-|topic-)\w+\.html|feed\.xml")
"""What the pages of a column itself are called; an item may be called so, too."""


@dataclass(frozen=True, slots=True)
class PageFinder:
    """Finds pages of one site; nothing but the page that is asked for is planned."""

    model: SiteModel
    addresses: Addresses
    library: Library
    redirects: Mapping[str, str]
    search: bool

    def find(self, path: str) -> Planned | None:
        """Return the page at a path below the site's root (`zwgk/index.html`), or None."""
        if path == "index.html":
            return planned_page(home_page(self.model, self.addresses))
        for candidates in (self._own(path), self._items(path), self._service(path)):
            for planned in candidates:
                if planned.path == path:
                    return planned
        return None

    def _own(self, path: str) -> Iterator[Planned]:
        """The page of a column itself."""
        folder, _, name = path.rpartition("/")
        column = self.model.columns.get(folder)
        if column and not column.hidden and _OWN.fullmatch(name):
            for page in pages_of_column(self.model, column, self.addresses):
                if page.path == path:
                    yield planned_page(page)

    def _items(self, path: str) -> Iterator[Planned]:
        """The pages of items at that address, or whose files stand there."""
        planner = ItemPlanner(self.model, self.addresses, self.library)
        for column in self._columns(path):
            for index, shown in enumerate(column.items):
                dataset = shown.stub.kind == Kind.DATASET
                if _leads(shown.url, path) or (dataset and _beside(shown.url, path)):
                    yield from planner.column(column, index, index + 1)

    def _columns(self, path: str) -> Iterator[Column]:
        """All columns, first the one that the path lies in: items may keep old addresses."""
        columns = self.model.columns
        folder = path.rpartition("/")[0]
        while folder and folder not in columns:
            folder = folder.rpartition("/")[0]
        if folder:
            yield columns[folder]
        yield from (column for column in columns.values() if column.path != folder)

    def _service(self, path: str) -> Iterator[Planned]:
        if "/" not in path or path == "search/index.html":
            yield from service_pages(self.model, self.addresses, self.search)
        old = {f"/{path}", f"/{path.removesuffix('index.html')}"} & self.redirects.keys()
        yield from redirect_pages(self.model, {one: self.redirects[one] for one in old})
        planner = ItemPlanner(self.model, self.addresses, self.library)
        for column in self.model.columns.values():
            if any(_leads(shown.url, path) for shown in column.withdrawn):
                yield from planner.withdrawn(column)


def _leads(url: str, path: str) -> bool:
    """Whether the page of an address stands at a path."""
    return url[1:] == path or (url.endswith("/") and f"{url[1:]}index.html" == path)


def _beside(url: str, path: str) -> bool:
    """Whether a file beside an item's page may be what stands at a path."""
    return path.rpartition(".")[0] == url[1:].rpartition(".")[0]
