"""Which item each page becomes: its path, its old addresses, and what is left behind and why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sitegen.importers.html.archive import host_of, path_of
from sitegen.importers.html.column_files import uppers
from sitegen.importers.html.mapping import ImportMap, OldColumn
from sitegen.importers.html.notes import Note
from sitegen.importers.html.old_lists import (
    column_aliases,
    list_home,
    list_paths,
    queried_path,
)
from sitegen.importers.html.summary import Summary

_SLUG: Final = re.compile(r"[^0-9a-z]+")
_QUERY: Final = "旧网址带参数或中文参数，跳转无法区分，未写入 aliases"
_HOMELESS: Final = "旧列表页没有对应的新栏目，其网址不跳转"
_NAME_IT: Final = "需要跳转时，在对照表 columns 中把它的目录写入某个栏目的 folders"
_HASH: Final = re.compile(r"[0-9a-f]{16,}")
_IDS: Final = (
    re.compile(r"/art_\d+_(\d+)\."),
    re.compile(r"/t\d{8}_(\d+)(?:_\d+)?\."),
    re.compile(r"/info/\d+/(\d+)\."),
    re.compile(r"/(?:post|content|i|c|article|show|detail|view)[_-]?(\d{2,})\."),
    re.compile(r"[?&](?:id|articleid|newsid|infoid|aid)=(\d+)", re.I),
    re.compile(r"/(\d{2,12})\.[a-z]{3,5}(?:$|\?)"),
)


@dataclass(frozen=True, slots=True)
class Placement:
    """One item to be: the page it is made from, its path below the site, its old addresses."""

    page: Summary
    path: str
    column: OldColumn
    aliases: tuple[str, ...] = ()


@dataclass
class Plan:
    """All items, the pages left behind by reason, and the notes about both.

    `targets` maps canonical addresses to item paths, `lists` those of list pages to columns, of
    which `list_aliases` has the plain paths.
    """

    placements: list[Placement] = field(default_factory=list)
    skipped: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    list_aliases: dict[str, str] = field(default_factory=dict)

    def skip(self, page: Summary, code: str, level: str, message: str, fix: str = "") -> None:
        """Leave a page behind and say why."""
        self.skipped.setdefault(code, []).append(page.address)
        self.notes.append(Note(code, level, message, path_of(page.address), fix))  # type: ignore[arg-type]


def plan(
    pages: Iterable[Summary],
    mapping: ImportMap,
    earlier: Mapping[str, str],
    occupied: Iterable[str] = (),
    columns: Iterable[str] = (),
) -> Plan:
    """Decide on every page. `earlier` maps addresses to the item paths of earlier runs, which
    stay as they are; `occupied` are paths that belong to items written by hand, `columns` those
    of the columns that the site has.
    """
    result = Plan()
    first: dict[str, Placement] = {}
    by_hand = set(occupied)
    used: set[str] = {*earlier.values(), *by_hand}
    for page in pages:
        entry = _admit(page, mapping, result)
        if entry is None:
            continue
        double = first.get(page.content) if page.content and page.length >= 30 else None
        if double is not None and double.page.field("title").value == page.field("title").value:
            _join(result, double, page)
            continue
        path = earlier.get(page.address) or _free(item_path(page, entry.to), used)
        used.add(path)
        placement = Placement(page, path, entry, aliases(page))
        first.setdefault(page.content, placement)
        result.placements.append(placement)
        result.targets[page.address] = path
    _late_aliases(result)
    _settle_addresses(result, used, set(columns))
    return result


def _admit(page: Summary, mapping: ImportMap, result: Plan) -> OldColumn | None:
    """The column entry of a page that is to be imported, or None with the reason noted."""
    if page.fault:
        result.skip(
            page, "limit" if "过" in page.fault else "unreadable", "error", page.fault, "请人工处理"
        )
        return None
    if mapping.dropped(page.address):
        result.skip(page, "dropped", "info", "对照表规定不迁移")
        return None
    if page.kind != "article":
        if page.kind in ("list", "home"):
            home = list_home(page, mapping)
            if home:
                result.lists[page.address] = home
        result.skipped.setdefault(page.kind, []).append(page.address)
        return None
    if not page.field("title"):
        result.skip(
            page,
            "no-title",
            "error",
            "没有找到标题，未导入",
            "在对照表 selectors.title 中指定，或手工录入",
        )
        return None
    if not page.field("body"):
        result.skip(
            page,
            "no-body",
            "error",
            "没有找到正文，未导入",
            "在对照表 selectors.body 中指定，或手工录入",
        )
        return None
    entry = mapping.column_of(page)
    if entry is None or not entry.to:
        name = " / ".join(page.trail) or page.column or page.folder or "（无栏目）"
        result.skip(
            page,
            "no-column",
            "warning",
            f"旧栏目“{name}”没有去处，未导入",
            "在对照表 columns 中填写 to",
        )
        return None
    return entry


def _join(result: Plan, kept: Placement, page: Summary) -> None:
    """A page that says the same as an earlier one: its address leads to that item."""
    result.targets[page.address] = kept.path
    message = f"与 {path_of(kept.page.address)} 内容相同，合并为一篇"
    result.skip(page, "duplicate", "info", message)


def _late_aliases(result: Plan) -> None:
    """Give each item the addresses of its doubles too."""
    doubles: dict[str, list[str]] = {}
    for address, path in result.targets.items():
        doubles.setdefault(path, []).append(address)
    for index, placement in enumerate(result.placements):
        others = [a for a in doubles[placement.path] if a != placement.page.address]
        if others:
            extra = [alias for other in others for alias in _paths(other)]
            joined = tuple(dict.fromkeys((*placement.aliases, *extra)))
            result.placements[index] = Placement(
                placement.page, placement.path, placement.column, joined
            )


def aliases(page: Summary) -> tuple[str, ...]:
    """The old paths of a page, from the root of its site."""
    found = _paths(page.stated) if page.stated else []
    own = path_of(page.address).rsplit("/", 1)[-1]
    if host_of(page.address) or not found or own == found[0].rsplit("/", 1)[-1]:
        # A page saved by hand is named like its title, which never was an address.
        found += _paths(page.address) if own.isascii() and " " not in own else []
    return tuple(dict.fromkeys(found))


def _paths(address: str) -> list[str]:
    queried = queried_path(address)
    return [queried] if queried else list_paths(address)


def _settle_addresses(result: Plan, items: set[str], columns: set[str]) -> None:
    """Take from old addresses what the new site uses itself, and what two items would claim."""
    made = {upper for one in result.placements for upper in uppers(one.column.to)}
    there = columns | made
    result.lists = {address: to for address, to in result.lists.items() if to in there}
    taken = {f"/{path}/{name}" for path in there for name in ("", "index.html")}
    taken |= {"/", "/index.html"}
    claimed: set[str] = set()
    for index, one in enumerate(result.placements):
        kept = tuple(a for a in one.aliases if a not in taken and a not in claimed)
        claimed.update(kept)
        result.placements[index] = replace(one, aliases=kept)
        if "?" in one.page.address and not kept:
            result.notes.append(Note("query-address", "info", _QUERY, path_of(one.page.address)))
    taken |= claimed | {f"/{path.removesuffix('.md')}.html" for path in items}
    result.list_aliases = column_aliases(result.lists, taken)
    homeless = [a for a in result.skipped.get("list", ()) if a not in result.lists]
    result.notes += [
        Note("list-address", "info", _HOMELESS, path_of(a), _NAME_IT) for a in homeless
    ]


def item_path(page: Summary, column: str) -> str:
    """`<column>/<year>/<month-day>-<old number or short digest>.md`."""
    day = page.field("date").value[:10]
    year, rest = (day[:4], day[5:7] + day[8:10]) if day else ("undated", "")
    slug = f"{rest}-{_old_id(page)}".strip("-")
    return f"{column}/{year}/{slug}.md"


def _old_id(page: Summary) -> str:
    for address in (page.stated, page.address):
        for pattern in _IDS:
            found = pattern.search(address)
            if found:
                return found[1]
    stem = path_of(page.address).split("?")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    slug = _SLUG.sub("-", stem).strip("-") if stem.isascii() else ""
    if _HASH.fullmatch(slug):
        return slug[-8:]
    if 2 <= len(slug) <= 40 and slug not in (
        "index",
        "content",
        "show",
        "detail",
        "view",
        "article",
    ):
        return slug
    return hashlib.sha256(page.address.encode("utf-8", "replace")).hexdigest()[:8]


def _free(path: str, used: set[str]) -> str:
    stem, number = path.removesuffix(".md"), 1
    while path in used:
        number += 1
        path = f"{stem}-{number}.md"
    return path
