"""Pages that every site has besides its columns: site map, group, search, 404, feeds, redirects."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from sitegen.model.entry import Column, Shown, SiteModel
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import (
    ErrorData,
    GroupData,
    GroupSite,
    Link,
    ListData,
    Page,
    PageData,
    RedirectData,
    SearchData,
    SiteMapData,
    Tag,
    TreeNode,
)
from sitegen.pages.parts import entries, links_to, site_tags
from sitegen.pages.plan import Planned, digest_of, page_path, planned_file, planned_page

_FEED_TYPES = ("news", "notices", "policy", "interpretation")
_FEED_ENTRIES = 30
NO_CHANNEL = "/"
"""Pages of the whole site: no entry of the main menu stands for them, not even the home page."""
_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
"""Addresses that need no quoting: nearly all, and quoting takes longer than all the rest."""


def service_pages(model: SiteModel, addresses: Addresses, search: bool) -> Iterator[Planned]:
    """Yield the site's pages that belong to no column."""
    tree = tuple(_node(model, column) for column in model.top() if not column.hidden)
    yield _page(model, "sitemap.html", "sitemap.html", "站点地图", SiteMapData(tree))
    yield _page(model, "sites.html", "group.html", "网站群导航", _group(model))
    yield _page(
        model, "search/index.html", "search.html", "站内搜索", SearchData("/search/", search)
    )
    links = links_to(column for column in model.top() if not column.hidden)
    yield _page(model, "404.html", "404.html", "您访问的页面不存在", ErrorData(links))
    yield _feed(model, addresses)
    yield planned_file("robots.txt", _robots(model))
    yield from _sitemaps(model)


def _page(model: SiteModel, path: str, template: str, title: str, data: PageData) -> Planned:
    url = "/" + path.removesuffix("index.html")
    column = (
        Tag("ColumnName", title),
        Tag("ColumnDescription", f"{model.config.name}{title}"),
        Tag("ColumnKeywords", f"{title}，{model.config.label}"),
        Tag("ColumnType", title),
    )
    page = Page(
        path=path,
        template=template,
        url=url,
        title=title,
        description=f"{model.config.name}{title}",
        tags=site_tags(model) + (column if isinstance(data, (SiteMapData, GroupData)) else ()),
        crumbs=(Link("首页", "/"), Link(title, url)),
        column=None,
        channel=NO_CHANNEL,
        canonical=model.config.url + url,
        data=data,
    )
    return planned_page(page)


def _node(model: SiteModel, column: Column) -> TreeNode:
    children = tuple(_node(model, child) for child in model.children(column.path))
    return TreeNode(column.config.title, column.url, len(column.items), children)


def _group(model: SiteModel) -> GroupData:
    kinds: dict[str, list[GroupSite]] = defaultdict(list)
    for site in model.sites:
        current = site.id == model.config.id
        url = "/" if current else f"{site.url}/"
        lang = "" if site.lang == model.config.lang else site.lang
        kinds[site.kind].append(GroupSite(site.name, url, site.kind, current, lang))
    return GroupData(
        portals=tuple(kinds["portal"]),
        counties=tuple(kinds["county"]),
        departments=tuple(kinds["department"]),
        townships=tuple(kinds["township"]),
    )


def _feed(model: SiteModel, addresses: Addresses) -> Planned:
    newest: list[tuple[str, str, str, Shown]] = []
    for column in model.of_type(*_FEED_TYPES):
        newest += [(s.stub.date, s.url, column.path, s) for s in column.items[:_FEED_ENTRIES]]
    newest.sort(reverse=True, key=lambda one: one[:2])
    shown = tuple(entries([one], path, addresses)[0] for _, _, path, one in newest[:_FEED_ENTRIES])
    data = ListData(shown, 0, "", "", 0, (), model.config.name, "/feed.xml")
    return _page(model, "feed.xml", "feed.xml", model.config.name, data)


def _robots(model: SiteModel) -> bytes:
    # The search page itself may be found; the pieces of the index behind it are no pages.
    lines = (
        "User-agent: *",
        "Allow: /search/$",
        "Disallow: /search/",
        f"Sitemap: {model.config.url}/sitemap.xml",
        "",
    )
    return "\n".join(lines).encode()


def _sitemaps(model: SiteModel) -> Iterator[Planned]:
    """`sitemap.xml`, an index over the columns and each year's items."""
    base = model.config.url
    years: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for column in model.columns.values():
        items = [shown for shown in column.items if not shown.origin]
        for year, some in groupby(items, lambda shown: shown.stub.date[:4]):
            years[year] += [(s.url, (s.stub.updated or s.stub.date)[:10]) for s in some]
    columns = [(c.url, "") for c in model.columns.values() if not c.hidden]
    fixed = [("/", ""), *columns, ("/sitemap.html", ""), ("/sites.html", "")]
    yield _planned_urls("sitemap-columns.xml", base, fixed)
    names = ["sitemap-columns.xml"]
    for year, found in sorted(years.items()):
        names.append(f"sitemap-{year}.xml")
        yield _planned_urls(names[-1], base, found)
    inner = "".join(f"<sitemap><loc>{escape(base)}/{name}</loc></sitemap>\n" for name in names)
    yield planned_file("sitemap.xml", _xml("sitemapindex", inner))


def _planned_urls(name: str, base: str, urls: Sequence[tuple[str, str]]) -> Planned:
    """Plan a site map: the addresses of a year are told much faster than written out."""
    return Planned(name, "", "", digest_of((base, urls)), lambda: _urlset(base, urls))


def _urlset(base: str, urls: Sequence[tuple[str, str]]) -> bytes:
    """The site map of these addresses, sorted, with the days of their last change."""
    home, urls = escape(base), sorted(urls)
    if not _PLAIN.fullmatch("".join([url for url, _ in urls])):
        urls = [(escape(quote(url)), changed) for url, changed in urls]
    rows = [
        f"<url><loc>{home}{place}</loc><lastmod>{changed}</lastmod></url>\n"
        if changed
        else f"<url><loc>{home}{place}</loc></url>\n"
        for place, changed in urls
    ]
    return _xml("urlset", "".join(rows))


def _xml(name: str, inner: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    scheme = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<{name} xmlns="{scheme}">\n{inner}</{name}>\n'.encode()


def redirect_pages(model: SiteModel, redirects: Mapping[str, str]) -> Iterator[Planned]:
    """Yield the pages at old addresses, for hosts that cannot redirect by themselves."""
    for old, new in sorted(redirects.items()):
        if "?" in old or not (old.endswith("/") or "." in old.rpartition("/")[2]):
            continue
        page = Page(
            path=page_path(old),
            template="redirect.html",
            url=old,
            title="页面已迁移",
            description="页面已迁移",
            tags=site_tags(model),
            crumbs=(),
            column=None,
            channel="",
            canonical=model.config.url + new,
            data=RedirectData(new),
        )
        yield planned_page(page)
