"""Lists of a column, numbered from the oldest page.

Full archive pages hold `page_size` items each, counted from the oldest, and never change when
items are added; the newest items stand on `index.html`, which holds between one and two pages
full. So a new item touches one list page, or three when an archive page fills up.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

from sitegen.model.entry import Column, Shown, SiteModel
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import Entry, Facet, Link, ListData, Page
from sitegen.pages.letter_figures import letter_figures
from sitegen.pages.parts import (
    channel_of,
    column_info,
    column_tags,
    crumbs,
    entries,
    entry,
    site_tags,
)

TEMPLATES = {
    "leaders": "leaders.html",
    "functions": "organs.html",
    "services": "services.html",
    "mailbox": "letters.html",
    "policy": "library.html",
}
_WHOLE = ("leaders", "functions")
_FED = ("news", "notices", "policy", "interpretation", "response", "statistics")
_TOPICAL = ("policy", "services", "interpretation")


def archive_count(total: int, page_size: int) -> int:
    """How many full archive pages stand behind `index.html`."""
    return max(0, total // page_size - 1)


def list_pages(model: SiteModel, column: Column, addresses: Addresses) -> Iterator[Page]:
    """Yield `index.html`, the archive pages, and the pages of years and topics of a column."""
    items = in_order(column)
    size = len(items) or 1 if column.config.type in _WHOLE else column.config.page_size
    archived = archive_count(len(items), size)
    newest = items[: len(items) - archived * size]
    pinned = [shown for shown in items if shown.stub.pin and not shown.how]
    first = pinned + [shown for shown in newest if shown not in pinned]
    facets = _facets(column, items)
    older = f"{column.url}{_archive_name(archived)}" if archived else ""
    total = len(items)
    base = ListData((), 0, "", older, total, facets, "", _feed_url(column))
    if column.config.type == "mailbox":
        base = base._replace(letters=letter_figures(items))
    # An item stands in a list, on the page of its year and often on that of its topic.
    made: dict[int, Entry] = {}

    def entries_of(some: Sequence[Shown]) -> tuple[Entry, ...]:
        for shown in some:
            if id(shown) not in made:
                made[id(shown)] = entry(shown, column.path, addresses)
        return tuple(made[id(shown)] for shown in some)

    yield _page(model, column, "index.html", base._replace(entries=entries_of(first)))
    for number in range(1, archived + 1):
        start = len(items) - number * size
        yield _page(
            model,
            column,
            _archive_name(number),
            ListData(
                entries=entries_of(items[start : start + size]),
                number=number,
                newer=column.url + (_archive_name(number + 1) if number < archived else ""),
                older=column.url + _archive_name(number - 1) if number > 1 else "",
                total=0,
                facets=(),
                heading=f"第 {number} 页（从最早的一页数起）",
                feed="",
            ),
        )
    yield from _facet_pages(model, column, items, facets, entries_of)


def feed_page(model: SiteModel, column: Column, addresses: Addresses) -> Page | None:
    """Return the column's feed of newest items, for the types that people follow."""
    if not _feed_url(column):
        return None
    newest = entries(column.items[:20], column.path, addresses)
    data = ListData(newest, 0, "", "", 0, (), column.config.title, _feed_url(column))
    return _page(model, column, "feed.xml", data, "feed.xml")


def _feed_url(column: Column) -> str:
    return f"{column.url}feed.xml" if column.config.type in _FED else ""


def in_order(column: Column) -> Sequence[Shown]:
    """Return items as lists show them: leaders and organs by rank, else newest first."""
    if column.config.type not in _WHOLE:
        return column.items
    import json

    return sorted(
        column.items,
        key=lambda one: (json.loads(one.stub.card).get("order", 100), one.stub.date, one.stub.path),
    )


def _archive_name(number: int) -> str:
    return f"list_{number}.html"


def _facets(column: Column, items: Sequence[Shown]) -> tuple[Facet, ...]:
    facets: list[Facet] = []
    years = sorted({shown.stub.date[:4] for shown in items}, reverse=True)
    if len(years) > 1 and column.config.type not in _WHOLE:
        links = tuple(Link(f"{year}年", f"{column.url}year-{year}.html") for year in years)
        facets.append(Facet("年度", links))
    if column.config.type in _TOPICAL:
        topics = sorted({shown.stub.topic for shown in items if shown.stub.topic})
        links = tuple(Link(topic, column.url + topic_name(topic)) for topic in topics)
        facets.append(Facet("主题", links))
    return tuple(facets)


def topic_name(topic: str) -> str:
    """The file name of a topic's page; it depends on nothing but the topic."""
    return f"topic-{hashlib.blake2b(topic.encode(), digest_size=5).hexdigest()}.html"


def _facet_pages(
    model: SiteModel,
    column: Column,
    items: Sequence[Shown],
    facets: tuple[Facet, ...],
    entries_of: Callable[[Sequence[Shown]], tuple[Entry, ...]],
) -> Iterator[Page]:
    """Pages of single years and topics; each shows all facets, so that one leads to another."""
    for facet in facets:
        for value in facet.values:
            if facet.title == "年度":
                wanted = [one for one in items if value.title.startswith(one.stub.date[:4])]
            else:
                wanted = [one for one in items if one.stub.topic == value.title]
            shown = entries_of(wanted)
            data = ListData(shown, 0, "", "", len(shown), facets, value.title, "")
            yield _page(model, column, value.url.rpartition("/")[2], data)


def _page(model: SiteModel, column: Column, name: str, data: ListData, template: str = "") -> Page:
    info = column_info(model, column)
    url = column.url if name == "index.html" else column.url + name
    title = f"{info.title} {data.heading}" if data.heading and name != "feed.xml" else info.title
    return Page(
        path=f"{column.path}/{name}",
        template=template or TEMPLATES.get(column.config.type, "list.html"),
        url=url,
        title=title,
        description=info.description,
        tags=site_tags(model) + column_tags(info),
        crumbs=crumbs(model, column.path),
        column=info,
        channel=channel_of(column.path),
        canonical=model.config.url + url,
        data=data,
    )
