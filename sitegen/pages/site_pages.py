"""All pages of a site, in a fixed order."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from sitegen.model.entry import Column, Fact, SiteModel
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import Page
from sitegen.pages.home import disclosure_page, home_page, is_disclosure_root, landing_page
from sitegen.pages.items import ItemPlanner
from sitegen.pages.library import Library
from sitegen.pages.lists import feed_page, list_pages
from sitegen.pages.plan import Planned, page_path, planned_page
from sitegen.pages.service_pages import redirect_pages, service_pages

_SLICE = 400
"""Items of a column that are planned together."""


class Unit(NamedTuple):
    """Pages that one process plans and renders, one after the other.

    `column` is the column whose pages they are, "" for those that draw on the whole site.
    `size` is about how many there are.
    """

    column: str
    size: int
    plan: Callable[[], Iterator[Planned]]


def units(
    model: SiteModel,
    addresses: Addresses,
    library: Library,
    redirects: Mapping[str, str],
    *,
    search: bool,
    only: Container[str] | None = None,
) -> Iterator[Unit]:
    """Yield every page of the site once, in units; `redirects` maps old addresses to new ones.

    With `only`, columns that are not in it are left out. The pages that draw on the whole site
    are always among the units.
    """
    planner = ItemPlanner(model, addresses, library)

    def whole() -> Iterator[Planned]:
        yield planned_page(home_page(model, addresses))
        for column in model.columns.values():
            if not column.hidden and _is_overview(model, column):
                yield from column_pages(model, column, addresses)
        yield from service_pages(model, addresses, search)
        yield from _left_behind(model, planner, redirects)

    yield Unit("", 20, whole)
    for path, column in model.columns.items():
        if only is not None and path not in only:
            continue
        if not column.hidden and not _is_overview(model, column):
            size = len(column.items) // column.config.page_size
            yield Unit(path, size, partial(column_pages, model, column, addresses))
        for start in range(0, max(len(column.items), 1), _SLICE):
            end = min(start + _SLICE, len(column.items))
            yield Unit(path, end - start, partial(planner.column, column, start, end))


def _left_behind(
    model: SiteModel, planner: ItemPlanner, redirects: Mapping[str, str]
) -> Iterator[Planned]:
    """Yield the pages at addresses that nothing published has: redirects and withdrawn items.

    An editor may give the address of what was taken back to another item; the page that is there
    comes before the redirect, and the redirect before the notice.
    """
    pages = [*redirect_pages(model, redirects)]
    pages += [page for column in model.columns.values() for page in planner.withdrawn(column)]
    if not pages:
        return
    taken = {page_path(shown.url) for column in model.columns.values() for shown in column.items}
    taken |= {f"{path}/index.html" for path, column in model.columns.items() if not column.hidden}
    for page in pages:
        if page.path not in taken:
            taken.add(page.path)
            yield page


def _is_overview(model: SiteModel, column: Column) -> bool:
    """Whether a column's own page shows what stands in other columns."""
    below = not column.items and bool(model.children(column.path))
    return below or is_disclosure_root(model, column)


def column_pages(model: SiteModel, column: Column, addresses: Addresses) -> Iterator[Planned]:
    """Plan the pages of a column itself."""
    return map(planned_page, pages_of_column(model, column, addresses))


def pages_of_column(model: SiteModel, column: Column, addresses: Addresses) -> Iterator[Page]:
    """Yield the pages of a column itself: its lists or landing page, and its feed."""
    if is_disclosure_root(model, column):
        yield disclosure_page(model, column, addresses)
    elif not column.items and model.children(column.path):
        yield landing_page(model, column, addresses)
    else:
        yield from list_pages(model, column, addresses)
    feed = feed_page(model, column, addresses)
    if feed:
        yield feed


def redirects_of(model: SiteModel, addresses: Addresses, aliases: Iterable[Fact]) -> dict[str, str]:
    """Return old addresses of columns and published items; `aliases` are what the items say."""
    redirects: dict[str, str] = {}
    for column in model.columns.values():
        if not column.hidden:
            redirects |= dict.fromkeys(column.config.aliases, column.url)
    for fact in aliases:
        shown = addresses.own.get(fact.path)
        if shown and fact.value != shown.url:
            redirects.setdefault(fact.value, shown.url)
    return redirects
