"""Small sites in memory for the checks: files read as a build reads them, nothing on disk."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from sitegen.model.column import ColumnConfig
from sitegen.model.entry import Column, Fact, ItemView, Shown, SiteModel, Stub
from sitegen.model.finding import Finding
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.model.platform import PlatformConfig, SiteConfig
from sitegen.model.site import SiteFile
from sitegen.pipeline.item_rows import item_view
from sitegen.rules import Workdays, load_rulebook, take_notes
from sitegen.sources.item_file import ReadItem, read_item
from sitegen.sources.place import Place

AS_OF = "2026-03-20 09:00"
SITE = {
    "id": "dept",
    "kind": "department",
    "name": "云泽市民政局",
    "domain": "mzj.yunze.gov.cn",
    "id_code": "9901000018",
    "icp": "宁ICP备20260001号-3",
    "police": "宁公网安备 99010002000018号",
    "sponsor": "云泽市民政局",
    "contact": {"phone": "0590-6614501"},
}
ITEM = {"title": "一篇稿件", "date": "2026-03-10 09:00", "source": "市民政局"}
BODY = "这是一篇正文，写明了事情的经过和结果。\n"


def item_text(item: Mapping[str, Any] | str) -> str:
    """The file of an item: as given, or from fields with `body`."""
    if isinstance(item, str):
        return item
    fields = {**ITEM, **{key: value for key, value in item.items() if key != "body"}}
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{front}---\n{item.get('body', BODY)}"


def read(text: str, kind: str = "article", path: str = "lm/1.md", site: str = "dept") -> ReadItem:
    """Read an item's text; fails where a build would refuse it."""
    place = Place(site, path, path.rpartition("/")[0], Kind(kind))
    item = read_item(place, text.encode())
    assert item.stub is not None, item.faults
    return item


def view_of(text: str, kind: str = "article", path: str = "lm/1.md") -> ItemView:
    """An item's text as its own checks see it."""
    return item_view(read(text, kind, path))


@dataclass
class SmallSite:
    """A site in memory; fulfils `SiteView`."""

    model: SiteModel
    items: list[ReadItem]
    contents: Mapping[str, bytes]
    histories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    workdays: Workdays = field(default_factory=Workdays)

    @property
    def files(self) -> Mapping[str, int]:
        return {path: len(content) for path, content in self.contents.items()}

    @property
    def attached(self) -> Sequence[tuple[str, int]]:
        written = (".md", ".yaml", ".yml")
        return sorted(pair for pair in self.files.items() if not pair[0].endswith(written))

    def records(self, kind: str) -> Iterator[tuple[Stub, Mapping[str, Any]]]:
        for item in self.items:
            if item.stub and item.kind == kind and item.stub.published(self.model.as_of):
                yield item.stub, item.record

    def facts(self, name: str) -> Sequence[Fact]:
        return [fact for fact in self.every_fact if fact.name == name]

    @cached_property
    def every_fact(self) -> list[Fact]:
        book = load_rulebook(None)
        noted = (fact for item in self.items for fact in take_notes(item_view(item), book))
        return [*(fact for item in self.items for fact in item.facts), *noted]

    def history(self, path: str) -> Sequence[str] | None:
        return self.histories.get(path, ()) if self.histories else None

    def exists(self, path: str) -> bool:
        return path in self.contents

    def read(self, path: str, limit: int = -1) -> bytes:
        return self.contents[path] if limit < 0 else self.contents[path][:limit]

    def remember(self, path: str, probe: str, compute: Callable[[bytes], Any]) -> Any:
        return json.loads(json.dumps(compute(self.contents[path])))


@dataclass
class SmallPlatform:
    """Several small sites; fulfils `PlatformView`."""

    config: PlatformConfig
    as_of: str
    sites: Mapping[str, SmallSite]

    def facts(self, name: str, value: str | None = None) -> Sequence[Fact]:
        found = [fact for site in self.sites.values() for fact in site.facts(name)]
        return [fact for fact in found if value is None or fact.value == value]

    def repeated(self, name: str) -> set[str]:
        values = [fact.value for fact in self.facts(name)]
        return {value for value in values if values.count(value) > 1}

    def stub(self, site: str, path: str) -> Stub | None:
        stubs = (item.stub for item in self.sites[site].items)
        return next((stub for stub in stubs if stub and stub.path == path), None)

    def html(self, site: str, path: str) -> str:
        bodies = (item.html for item in self.sites[site].items if item.place.path == path)
        return next(bodies, "")


def small_site(case: Mapping[str, Any]) -> SmallSite:
    """Make a site of `site, as_of, columns, items, files, home, history, copies, calendar`.

    `columns` maps paths to types or settings; `items` maps paths to fields (or whole texts);
    `copies` maps columns to items shared from another site.
    """
    config = SiteConfig.model_validate({**SITE, **case.get("site", {})})
    columns = {path: _column(settings) for path, settings in case.get("columns", {}).items()}
    items = [
        read(item_text(item), _kind(path, columns), path, config.id)
        for path, item in case.get("items", {}).items()
    ]
    contents = {path: item_text(item).encode() for path, item in case.get("items", {}).items()}
    contents |= {path: _bytes(content) for path, content in case.get("files", {}).items()}
    as_of = case.get("as_of", AS_OF)
    file = SiteFile.model_validate(case.get("home", {}))
    shared = case.get("copies", {})
    copies = {
        path: [read(item_text(item), path="fx/1.md", site="other") for item in given]
        for path, given in shared.items()
    }
    model = SiteModel(config, file, _tree(columns, items, copies, as_of), as_of, (config,))
    calendar = case.get("calendar", {})
    days = Workdays(
        frozenset(calendar.get("holidays", ())), frozenset(calendar.get("workdays", ()))
    )
    return SmallSite(model, items, contents, case.get("history", {}), days)


def small_platform(case: Mapping[str, Any]) -> SmallPlatform:
    """Make a platform of `sites` (id → what `small_site` takes) and `as_of`."""
    as_of = case.get("as_of", AS_OF)
    sites: dict[str, SmallSite] = {}
    for number, (name, given) in enumerate(case["sites"].items()):
        own = {"id": name, "domain": f"{name}.yunze.gov.cn", "id_code": f"99010000{number:02d}"}
        sites[name] = small_site(
            {**given, "as_of": as_of, "site": {**own, **given.get("site", {})}}
        )
    config = PlatformConfig.model_validate(
        {
            "platform": {"name": "平台"},
            "sites": [site.model.config.model_dump() for site in sites.values()],
        }
    )
    return SmallPlatform(config, as_of, sites)


def only(findings: Sequence[Finding], rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in findings if finding.rule == rule]


def _column(settings: Any) -> ColumnConfig:
    given = {"type": settings} if isinstance(settings, str) else dict(settings)
    given.setdefault("title", COLUMN_TYPES[given.get("type", "list")].title)
    return ColumnConfig.model_validate(given)


def _kind(path: str, columns: Mapping[str, ColumnConfig]) -> str:
    column = columns.get(path.rpartition("/")[0])
    return COLUMN_TYPES[column.type].kind if column else "article"


def _bytes(content: Any) -> bytes:
    if isinstance(content, dict):
        size: int = content.get("size", 0)
        return bytes.fromhex(content.get("hex", "")) + b" " * size
    return str(content).encode()


def _tree(
    columns: Mapping[str, ColumnConfig],
    items: Sequence[ReadItem],
    copies: Mapping[str, Sequence[ReadItem]],
    as_of: str,
) -> dict[str, Column]:
    tree: dict[str, Column] = {}
    for path in sorted(columns, reverse=True):  # children before parents
        parent = path.rpartition("/")[0]
        while parent and parent not in columns:
            parent = parent.rpartition("/")[0]
        stubs = [item.stub for item in items if item.stub and item.stub.column == path]
        shown = [Shown(stub, stub.url) for stub in stubs if stub.published(as_of)]
        shared = (item.stub for item in copies.get(path, ()))
        shown += [Shown(stub, "/x.html", "collected", "other", "") for stub in shared if stub]
        children = tuple(name for name in sorted(tree) if tree[name].parent == path)
        empty = not shown and all(tree[child].hidden for child in children)
        tree[path] = Column(
            path=path,
            file=f"content/dept/{path}/_column.yaml",
            config=columns[path],
            parent=parent,
            children=children,
            items=tuple(sorted(shown, key=lambda one: one.stub.date, reverse=True)),
            pending=tuple(stub for stub in stubs if not stub.published(as_of)),
            hidden=empty and columns[path].when_empty == "hide",
        )
    return {path: tree[path] for path in sorted(tree)}
