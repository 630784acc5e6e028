"""Finding one page by its path without planning the whole site: what a live preview needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.model.entry import Column, SiteModel
from sitegen.pages.addresses import Addresses
from sitegen.pages.home import home_page
from sitegen.pages.items import ItemPlanner, Library
from sitegen.pages.plan import Planned, planned_page
from sitegen.pages.service_pages import redirect_pages, service_pages
from sitegen.pages.site_pages import column_pages


@dataclass(frozen=True, slots=True)
class PageFinder:
    """Finds pages of one site; the cost of a look-up follows the size of one column."""

    model: SiteModel
    addresses: Addresses
    library: Library
    redirects: Mapping[str, str]
    search: bool

    def find(self, path: str) -> Planned | None:
        """Return the page at a path below the site's root (`zwgk/index.html`), or None."""
        if path == "index.html":
            return planned_page(home_page(self.model, self.addresses))
        for candidates in (self._near(path), self._service(), self._kept(path)):
            for planned in candidates:
                if planned.path == path:
                    return planned
        return None

    def _near(self, path: str) -> Iterator[Planned]:
        """The pages of the column that the path lies in."""
        folder = path
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            column = self.model.columns.get(folder)
            if column:
                yield from self._of(column)
                return

    def _of(self, column: Column) -> Iterator[Planned]:
        if not column.hidden:
            yield from column_pages(self.model, column, self.addresses)
        planner = ItemPlanner(self.model, self.addresses, self.library)
        yield from planner.column(column, 0, len(column.items))
        yield from planner.withdrawn(column)

    def _service(self) -> Iterator[Planned]:
        yield from service_pages(self.model, self.addresses, self.search)
        yield from redirect_pages(self.model, self.redirects)

    def _kept(self, path: str) -> Iterator[Planned]:
        """Pages of items that keep an old address outside their column."""
        for column in self.model.columns.values():
            if any(shown.url.lstrip("/") == path for shown in column.items):
                yield from self._of(column)
