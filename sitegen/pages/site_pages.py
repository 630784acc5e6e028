"""All pages of a site, in a fixed order."""

from collections.abc import Iterator, Mapping

from sitegen.model.entry import Column, SiteModel
from sitegen.pages.addresses import Addresses
from sitegen.pages.home import disclosure_page, home_page, is_disclosure_root, landing_page
from sitegen.pages.items import ItemPlanner, Library
from sitegen.pages.lists import feed_page, list_pages
from sitegen.pages.plan import Planned, planned_page
from sitegen.pages.service_pages import redirect_pages, service_pages


def plan_pages(
    model: SiteModel,
    addresses: Addresses,
    library: Library,
    redirects: Mapping[str, str],
    *,
    search: bool,
) -> Iterator[Planned]:
    """Yield every page of the site once; `redirects` maps old addresses to new ones."""
    yield planned_page(home_page(model, addresses))
    planner = ItemPlanner(model, addresses, library)
    for column in model.columns.values():
        if not column.hidden:
            yield from column_pages(model, column, addresses)
        # A hidden column may still have addresses of items that were taken back.
        yield from planner.column(column)
    yield from service_pages(model, addresses, search)
    yield from redirect_pages(model, redirects)


def column_pages(model: SiteModel, column: Column, addresses: Addresses) -> Iterator[Planned]:
    """Yield the pages of a column itself: its lists or landing page, and its feed."""
    if is_disclosure_root(model, column):
        yield planned_page(disclosure_page(model, column, addresses))
    elif not column.items and model.children(column.path):
        yield planned_page(landing_page(model, column, addresses))
    else:
        for page in list_pages(model, column, addresses):
            yield planned_page(page)
    feed = feed_page(model, column, addresses)
    if feed:
        yield planned_page(feed)


def redirects_of(model: SiteModel, aliases: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return old addresses of columns and published items; `aliases` are by item path."""
    redirects: dict[str, str] = {}
    for column in model.columns.values():
        if not column.hidden:
            redirects |= dict.fromkeys(column.config.aliases, column.url)
        for shown in column.items:
            if not shown.how:
                for alias in aliases.get(shown.stub.path, ()):
                    if alias != shown.url:
                        redirects.setdefault(alias, shown.url)
    return redirects
