"""Writes the Hugo twin of a benchmark platform: one Hugo project a site, the same pages.

The bodies and the fields are those of the sitegen corpus. What sitegen finds out by itself and
Hugo does not (addresses of attachments, which interpretation belongs to which document, the years
and topics of a column) stands ready in the twin's front matter, so that Hugo has no extra work.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.corpus import Item, attachment_of, site_items, write
from benchmarks.layout import (
    COLUMNS,
    FED,
    GROUPS,
    HOME,
    SITE_FEED,
    TOPICAL,
    WHOLE,
    ColumnPlan,
    SitePlan,
)
from benchmarks.prose import Stock
from sitegen.model.kinds import COLUMN_TYPES
from sitegen.pages.lists import topic_name

SERVICE = (
    ("sitemap-columns", "sitemap-columns", "/sitemap-columns.xml", "栏目"),
    ("sitemap", "tree", "/sitemap.html", "网站地图"),
    ("sites", "sites", "/sites.html", "网站群导航"),
    ("search", "search", "/search/index.html", "站内搜索"),
)


def write_twin(root: Path, plans: list[SitePlan], stock: Stock, hugo: Path, assets: Path) -> None:
    """Write one Hugo project a site below `root`; `hugo` holds settings and layouts."""
    for plan in plans:
        folder = root / plan.id
        _copy_tree(hugo / "layouts", folder / "layouts")
        write(folder / "hugo.yaml", (hugo / "hugo.yaml").read_text(encoding="utf-8"))
        _copy_tree(assets, folder / "static" / "assets")
        _Site(folder, plan, list(site_items(plan, stock))).write(plans)


def _copy_tree(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


class _Site:
    """The project of one site."""

    def __init__(self, folder: Path, plan: SitePlan, items: list[Item]) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.plan = plan
        self.items = items
        self.by_column: dict[str, list[Item]] = defaultdict(list)
        self.interpreters: dict[str, list[str]] = defaultdict(list)
        for item in items:
            self.by_column[item.column.path].append(item)
            if item.interprets:
                self.interpreters[item.interprets].append(item.path)
        self.of_several_years = {
            path
            for path, found in self.by_column.items()
            if len({item.date[:4] for item in found}) > 1 and found[0].column.type not in WHOLE
        }

    def write(self, plans: list[SitePlan]) -> None:
        years = sorted({int(item.date[:4]) for item in self.items})
        self._settings(plans, years)
        self._columns()
        self._service_pages(years)
        made: set[Path] = set()
        for item in self.items:
            path = self.content / f"{item.path}.md"
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_text(
                markdown(
                    item,
                    tuple(self.interpreters.get(item.path, ())),
                    by_year=item.column.path in self.of_several_years,
                ),
                encoding="utf-8",
            )
            if item.attachment:
                folder = self.folder / "static" / os.path.dirname(item.path)  # noqa: PTH120
                folder.mkdir(parents=True, exist_ok=True)
                (folder / item.attachment).write_bytes(attachment_of(item))

    def _settings(self, plans: list[SitePlan], years: list[int]) -> None:
        plan = self.plan
        settings = {
            "baseURL": f"{plan.url}/",
            "title": plan.name,
            "params": {
                "domain": plan.domain,
                "id_code": plan.id_code,
                "icp": "宁ICP备20260001号",
                "police": "宁公网安备 99010002000001号",
                "sponsor": f"{plan.short_name}办公室",
                "phone": "0590-6612345",
                "address": "澄湖大道1号",
                "home": [f"/{path}" for path in HOME],
                "years": years,
                "group": [{"name": other.name, "url": f"{other.url}/"} for other in plans],
            },
        }
        write(self.folder / "site.json", _json(settings))

    def _columns(self) -> None:
        home = {"title": "首页", "description": f"{self.plan.name}门户网站"}
        write(self.content / "_index.md", _front(home))
        for order, (path, title) in enumerate(GROUPS):
            self._column(path, title, order, {"tag": title})
        for order, column in enumerate(COLUMNS):
            kind = COLUMN_TYPES[column.type]
            fields: dict[str, Any] = {
                "tag": column.title if column.type == "list" else kind.tag,
                "whole": column.type in WHOLE,
                "facet_lists": self._facets(column),
                "outputs": ["html", "rss"] if column.type in FED else ["html"],
            }
            self._column(column.path, column.title, order, fields)

    def _column(self, path: str, title: str, order: int, fields: dict[str, Any]) -> None:
        front = {
            "title": title,
            "description": f"{self.plan.name}{title}栏目",
            "weight": order + 1,
            "url": f"/{path}/",
            **fields,
        }
        write(self.content / path / "_index.md", _front(front))

    def _facets(self, column: ColumnPlan) -> list[dict[str, Any]]:
        """Write a column's year and topic pages; returns their lists for the column's page."""
        items = self.by_column[column.path]
        found = []
        years = sorted({item.date[:4] for item in items}, reverse=True)
        if column.path in self.of_several_years:
            found.append({"title": "年度", "values": [year_term(column, year) for year in years]})
            for year in years:
                self._term(column, year_term(column, year), f"{year}年", f"year-{year}.html")
        if column.type in TOPICAL:
            topics = sorted({item.topic for item in items if item.topic})
            values = [topic_term(column, topic) for topic in topics]
            found.append({"title": "主题", "values": values})
            for topic, value in zip(topics, values, strict=True):
                self._term(column, value, topic, topic_name(topic))
        return found

    def _term(self, column: ColumnPlan, term: str, title: str, name: str) -> None:
        front = {
            "title": title,
            "description": f"{self.plan.name}{column.title}栏目",
            "url": f"/{column.path}/{name}",
            "column": f"/{column.path}",
        }
        write(self.content / "facets" / term / "_index.md", _front(front))

    def _service_pages(self, years: list[int]) -> None:
        # Never listed: these are no items.
        common = {"type": "service", "build": {"list": "never"}}
        hidden = {"title": "service", "build": {"list": "never", "render": "never"}}
        write(self.content / "service" / "_index.md", _front(hidden))
        for name, layout, url, title in SERVICE:
            front = {"title": title, "layout": layout, "url": url, **common}
            front["description"] = f"{self.plan.name}{title}"
            front["outputs"] = ["yearmap"] if url.endswith(".xml") else ["html"]
            write(self.content / "service" / f"{name}.md", _front(front))
        for year in years:
            front = {
                "title": str(year),
                "year": str(year),
                "layout": "sitemap-year",
                "url": f"/sitemap-{year}.xml",
                "outputs": ["yearmap"],
                **common,
            }
            write(self.content / "service" / f"year-{year}.md", _front(front))


def year_term(column: ColumnPlan, year: str) -> str:
    """The term that the items of a column's year have."""
    return f"{column.path.replace('/', '-')}-{year}"


def topic_term(column: ColumnPlan, topic: str) -> str:
    """The term that the items of a column's topic have."""
    return f"{column.path.replace('/', '-')}-{topic_name(topic).removesuffix('.html')}"


def markdown(item: Item, interpreters: tuple[str, ...] = (), *, by_year: bool = True) -> str:
    """Return the file that Hugo reads; `by_year` says whether its column has pages of years."""
    column = item.column
    facets = [year_term(column, item.date[:4])] if by_year else []
    if item.topic:
        facets.append(topic_term(column, item.topic))
    front = item.common() + f"date: {item.date}:00\nfacets: [{', '.join(facets)}]\n"
    if column.type in SITE_FEED:
        front += "feed: true\n"
    if item.interprets:
        front += f"interprets: [/{item.interprets}]\n"
    if interpreters:
        front += f"interpreted_by: [{', '.join(f'/{path}' for path in interpreters)}]\n"
    if item.attachment:
        url = f"/{item.path.rpartition('/')[0]}/{item.attachment}"
        title, _, kind = item.attachment.rpartition(".")
        front += f'attachments: [{{url: {url}, title: "{title}", type: {kind.upper()}}}]\n'
    return f"---\n{front}---\n\n{item.body}\n"


def _front(fields: dict[str, Any]) -> str:
    return _json(fields)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
