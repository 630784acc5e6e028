"""The parts that pages share: entries of lists, crumbs, column facts, official tags."""

from collections.abc import Iterable

import orjson

from sitegen.model.entry import Column, Shown, SiteModel
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import ColumnInfo, Entry, Link, NavItem, Tag


def entry(shown: Shown, column: str, addresses: Addresses) -> Entry:
    """Return an item as lists of a column show it."""
    stub = shown.stub
    card = orjson.loads(stub.card) if stub.card != "{}" else {}
    image = card.get("photo") or stub.image
    picture = addresses.relative_picture(shown, column, image) if image else None
    if card.get("photo"):
        card["photo"] = addresses.relative(shown, column, card["photo"])
    origin = addresses.around.config.site(shown.origin) if shown.origin else None
    return Entry(
        title=stub.title,
        url=shown.url,
        date=stub.date,
        source=origin.name if origin else stub.source,
        kind=stub.kind,
        summary=stub.summary,
        image=addresses.relative(shown, column, stub.image) if stub.image else "",
        image_alt=stub.image_alt,
        pin=stub.pin and not shown.how,
        origin=origin.label if origin else "",
        card=card,
        picture=picture,
    )


def entries(items: Iterable[Shown], column: str, addresses: Addresses) -> tuple[Entry, ...]:
    """Return the entries of several items."""
    return tuple(entry(shown, column, addresses) for shown in items)


def crumbs(model: SiteModel, path: str) -> tuple[Link, ...]:
    """Return the way from the home page to a column, both included."""
    trail: list[Link] = []
    while path:
        column = model.columns[path]
        trail.append(Link(column.config.title, column.url))
        path = column.parent
    return (Link("首页", "/"), *reversed(trail))


def links_to(columns: Iterable[Column]) -> tuple[Link, ...]:
    """Return links to columns."""
    return tuple(
        Link(column.config.title, column.url, column.config.description) for column in columns
    )


def nav_item(model: SiteModel, column: Column) -> NavItem:
    """Return a column with its visible sub-columns, for navigation."""
    below = (child for child in model.children(column.path) if child.config.nav)
    return NavItem(column.config.title, column.url, column.path, links_to(below))


def column_info(model: SiteModel, column: Column) -> ColumnInfo:
    """Return what a page shows of its column; siblings include the column itself."""
    if column.parent:
        siblings = [c for c in model.children(column.parent) if c.config.nav]
        parent = model.columns[column.parent]
        above = Link(parent.config.title, parent.url)
    else:
        siblings, above = [], None
    config = column.config
    return ColumnInfo(
        path=column.path,
        title=config.title,
        url=column.url,
        type=config.type,
        tag=config.tag,
        description=config.description or f"{model.config.name}{config.title}",
        keywords="，".join(config.keywords) or config.title,
        siblings=links_to(siblings),
        parent=above,
    )


def site_tags(model: SiteModel) -> tuple[Tag, ...]:
    """The tags of every page (47号 annex)."""
    site = model.config
    return (
        Tag("SiteName", site.name),
        Tag("SiteDomain", site.domain),
        Tag("SiteIDCode", site.id_code),
    )


def column_tags(column: ColumnInfo) -> tuple[Tag, ...]:
    """The tags of column pages and of the content pages below them."""
    return (
        Tag("ColumnName", column.title),
        Tag("ColumnDescription", column.description),
        Tag("ColumnKeywords", column.keywords),
        Tag("ColumnType", column.tag),
    )


def channel_of(path: str) -> str:
    """The first-level column that a column belongs to."""
    return path.partition("/")[0]
