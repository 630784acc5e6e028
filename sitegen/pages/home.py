"""The home page and the landing pages of columns with sub-columns."""

import re
from collections.abc import Iterator

from sitegen.markdown.links import normalise
from sitegen.model.entry import Column, Shown, SiteModel
from sitegen.model.kinds import Kind
from sitegen.model.site import (
    CarouselBlock,
    ColumnsBlock,
    DisclosureBlock,
    HeadlineBlock,
    HomeBlock,
    InteractionBlock,
    LinksBlock,
    ServicesBlock,
)
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import (
    Block,
    DisclosureData,
    HomeData,
    LandingData,
    Link,
    Page,
    Section,
    Slide,
    Tag,
)
from sitegen.pages.lists import in_order
from sitegen.pages.parts import (
    channel_of,
    column_info,
    column_tags,
    crumbs,
    entries,
    links_to,
    nav_item,
    site_tags,
)

_LANDING_ENTRIES = 6
_DISCLOSURE_ENTRIES = 20
_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/)")


def home_page(model: SiteModel, addresses: Addresses) -> Page:
    """Return the home page: the blocks that `_site.yaml` orders, else all first-level columns."""
    blocks = tuple(_block(block, model, addresses) for block in model.file.home)
    site = model.config
    info = model.file
    tags = (
        Tag("ColumnName", "首页"),
        Tag("ColumnDescription", info.description or f"{site.name}门户网站"),
        Tag("ColumnKeywords", "，".join(info.keywords) or site.name),
        Tag("ColumnType", "首页"),
    )
    return Page(
        path="index.html",
        template="home.html",
        url="/",
        title=site.name,
        description=info.description or f"{site.name}门户网站",
        tags=site_tags(model) + tags,
        crumbs=(),
        column=None,
        channel="",
        canonical=f"{site.url}/",
        data=HomeData(blocks or _default_blocks(model, addresses)),
    )


def _default_blocks(model: SiteModel, addresses: Addresses) -> tuple[Block, ...]:
    columns = [column for column in model.top() if not column.hidden]
    sections = tuple(section(model, column, addresses, _LANDING_ENTRIES) for column in columns)
    return (Block("columns", "", sections=sections),)


def section(
    model: SiteModel, column: Column, addresses: Addresses, limit: int, kind: Kind | None = None
) -> Section:
    """Return a column with its newest entries; one without items shows those of its children.

    With `kind` only items of that kind are shown, if there are any.
    """
    items = tuple(in_order(column)) or tuple(_below(model, column))
    if kind is not None:
        items = tuple(shown for shown in items if shown.stub.kind == kind) or items
    return Section(
        title=column.config.title,
        url=column.url,
        type=column.config.type,
        entries=entries(items[:limit], column.path, addresses),
        total=len(items),
        children=links_to(model.children(column.path)),
    )


def _below(model: SiteModel, column: Column) -> list[Shown]:
    items = [
        shown
        for path in column.children
        for shown in (model.columns[path].items or _below(model, model.columns[path]))
    ]
    return sorted(items, key=lambda shown: (shown.stub.date, shown.url), reverse=True)


def _block(block: HomeBlock, model: SiteModel, addresses: Addresses) -> Block:
    if isinstance(block, CarouselBlock):
        slides = tuple(
            _slide(slide.image.lstrip("/"), slide.title, slide.link, model, addresses)
            for slide in block.slides
        )
        return Block("carousel", "", slides=slides)
    if isinstance(block, LinksBlock):
        links = tuple(
            Link(link.title, resolve(link.link, model, addresses), link.description)
            for link in block.links
        )
        return Block("links", block.title, links=links)
    if isinstance(block, DisclosureBlock):
        return Block("disclosure", block.title, sections=_disclosure(model, addresses))
    if isinstance(block, HeadlineBlock):
        return Block("headline", "", sections=_headline(block, model, addresses))
    assert isinstance(block, (ColumnsBlock, ServicesBlock, InteractionBlock))
    kind = Kind.SERVICE if isinstance(block, ServicesBlock) else None
    sections = tuple(
        section(model, model.columns[path], addresses, block.limit, kind)
        for path in (named.strip("/") for named in block.columns)
        if path in model.columns and not model.columns[path].hidden
    )
    return Block(block.block, block.title, sections=sections)


def _slide(path: str, title: str, link: str, model: SiteModel, addresses: Addresses) -> Slide:
    picture = addresses.picture(f"/{path}", f"{model.config.id}/{path}")
    return Slide(f"/{path}", title, resolve(link, model, addresses), picture)


def _headline(block: HeadlineBlock, model: SiteModel, addresses: Addresses) -> tuple[Section, ...]:
    """The newest pinned item of the columns, else the newest one."""
    found: list[tuple[bool, str, Column, Shown]] = []
    for path in block.columns:
        column = model.columns.get(path.strip("/"))
        for shown in column.items if column else ():
            if column and (shown.stub.pin or shown is column.items[0]):
                found.append((shown.stub.pin, shown.stub.date, column, shown))
    if not found:
        return ()
    _, _, column, shown = max(found, key=lambda one: (one[0], one[1], one[3].url))
    one = section(model, column, addresses, 0)
    return (one._replace(entries=entries([shown], column.path, addresses)),)


def _disclosure(model: SiteModel, addresses: Addresses) -> tuple[Section, ...]:
    kinds = (
        "disclosure-guide",
        "disclosure-system",
        "disclosure-directory",
        "annual-report",
        "on-request",
    )
    columns = [column for kind in kinds for column in model.of_type(kind)]
    return tuple(section(model, column, addresses, 5) for column in columns if not column.hidden)


def resolve(link: str, model: SiteModel, addresses: Addresses) -> str:
    """Return the address that a link in `_site.yaml` means: an item, a column or an address."""
    if _ADDRESS.match(link):
        return link
    path = normalise(link, "") or ""
    if path.endswith((".md", ".yaml", ".yml")):
        found = addresses.item(f"{model.config.id}/{path}")
        return found[0] if found else "#"
    return f"/{path.rstrip('/')}/" if path.rstrip("/") in model.columns else f"/{path}"


def landing_page(model: SiteModel, column: Column, addresses: Addresses) -> Page:
    """Return the landing page of a column that has sub-columns and no items of its own."""
    children = model.children(column.path)
    sections = tuple(section(model, child, addresses, _LANDING_ENTRIES) for child in children)
    return _column_page(model, column, "landing.html", LandingData(sections))


def is_disclosure_root(model: SiteModel, column: Column) -> bool:
    """Whether a column is the 政府信息公开 platform (61号): it holds the statutory directory."""
    kinds = {child.config.type for child in model.children(column.path)}
    return "disclosure-directory" in kinds


def disclosure_page(model: SiteModel, column: Column, addresses: Addresses) -> Page:
    """Return the 政府信息公开 platform page with its side navigation."""
    children = model.children(column.path)
    side = tuple(nav_item(model, child) for child in children)
    directory = next(c for c in children if c.config.type == "disclosure-directory")
    others = tuple(_elsewhere(model, column))
    data = DisclosureData(
        side=side,
        current="",
        entries=entries(directory.items[:_DISCLOSURE_ENTRIES], directory.path, addresses),
        sections=tuple(
            section(model, child, addresses, _LANDING_ENTRIES)
            for child in (*children, *others)
            if child is not directory
        ),
    )
    return _column_page(model, column, "disclosure.html", data)


def _elsewhere(model: SiteModel, column: Column) -> Iterator[Column]:
    """The columns of statutory disclosure that stand outside the platform's own folder."""
    kinds = ("functions", "leaders", "policy", "planning", "budget", "projects", "personnel")
    for found in model.of_type(*kinds):
        if not found.hidden and not found.path.startswith(f"{column.path}/"):
            yield found


def _column_page(
    model: SiteModel, column: Column, template: str, data: LandingData | DisclosureData
) -> Page:
    info = column_info(model, column)
    return Page(
        path=f"{column.path}/index.html",
        template=template,
        url=column.url,
        title=info.title,
        description=info.description,
        tags=site_tags(model) + column_tags(info),
        crumbs=crumbs(model, column.path),
        column=info,
        channel=channel_of(column.path),
        canonical=model.config.url + column.url,
        data=data,
    )
