"""Old list pages: the column that took the place of each, and the addresses that lead there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sitegen.importers.html.archive import path_of
from sitegen.importers.html.mapping import ImportMap, OldColumn
from sitegen.importers.html.summary import Summary

_INDEX: Final = re.compile(r"^(?:index|default)\.(?:[sj]?html?|jspx?|aspx?|php|do)$", re.I)
_WGET_QUERY: Final = re.compile(
    r"(\.(?:jsp|do|asp|aspx|php|action|[sx]?html?))[@?](?=[^/]*=)([^/]*?)(?:\.html)?$", re.I
)
_PLAIN_QUERY: Final = re.compile(r"[\w.=&;:,~-]+", re.A)
# Names of the new site's own list pages.
_OWN_PAGE: Final = re.compile(r"/(?:list_\d+|year-\d+)\.html$")
_WGET_SUFFIX: Final = re.compile(r"(\.(?:jsp|do|asp|aspx|php|action|shtml))\.html$", re.I)


def list_home(page: Summary, mapping: ImportMap) -> str:
    """The new column for an old list page; empty where the map names none.

    The breadcrumb decides, then the folder, then the column's name; a list above several old
    columns leads to what is above their new ones.
    """
    homes = [entry for entry in mapping.columns if entry.to]
    trail = " / ".join(page.trail)
    by_trail = (e for e in homes if trail and e.source == trail)
    by_folder = (e for e in homes if page.folder.rstrip("/") in [f.rstrip("/") for f in e.folders])
    named = [e for e in homes if page.column and e.source.split(" / ")[-1] == page.column]
    found = next(by_trail, None) or next(by_folder, None) or (named[0] if len(named) == 1 else None)
    return found.to if found else _above(page, trail, homes)


def _above(page: Summary, trail: str, homes: Iterable[OldColumn]) -> str:
    folder = page.folder.rstrip("/")
    below = {
        entry.to
        for entry in homes
        if (trail and entry.source.startswith(f"{trail} / "))
        or (folder and any(one.startswith(f"{folder}/") for one in entry.folders))
    }
    if not below:
        return ""
    common = posixpath.commonpath(below)
    return posixpath.dirname(common) if common in below else common


def list_paths(address: str) -> list[str]:
    """The plain paths under which a list page was known; none for an address with a query."""
    path = plain_path(address)
    if path in ("", "/"):
        return []
    folder, _, name = path.rpartition("/")
    if not name:
        return [path, f"{path}index.html"]
    if _INDEX.match(name):
        return [path, f"{folder}/"] if folder else []
    return [path]


def plain_path(address: str) -> str:
    """The path of an address as a browser asked for it; empty where it cannot be one."""
    path = _WGET_SUFFIX.sub(r"\1", path_of(address))
    odd = "?" in path or "//" in path or ".." in path.split("/")
    return "" if odd or "@" in path.rpartition("/")[2] else path


def queried_path(address: str) -> str:
    """The path and query of a page that was asked for with a query; empty where there is none.

    wget saves `show.asp?id=7` as `show.asp@id=7.html`. Queries that a server would see encoded
    are left out.
    """
    path = _WGET_QUERY.sub(r"\1?\2", path_of(address))
    bare, mark, query = path.partition("?")
    plain = bool(_PLAIN_QUERY.fullmatch(query)) and "//" not in path
    return path if mark and plain and ".." not in bare.split("/") else ""


def column_aliases(lists: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """Old list address → column, without what is `taken` by pages and items of the new site."""
    found: dict[str, str] = {}
    for address, column in lists.items():
        for path in list_paths(address):
            if path not in taken and not _OWN_PAGE.search(path):
                found.setdefault(path, column)
    return found
