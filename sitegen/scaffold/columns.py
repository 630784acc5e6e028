"""`sitegen new column` and `sitegen new item`: one folder, one file."""

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path

from sitegen.errors import UsageError
from sitegen.model.column import ColumnConfig
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.model.platform import Platform, SiteConfig
from sitegen.rules import load_rulebook
from sitegen.scaffold.blanks import Blank, blank_item, quoted, suffix
from sitegen.scaffold.naming import check_folders, split_place, unknown
from sitegen.scaffold.sites_file import site_of
from sitegen.scaffold.writing import write_new
from sitegen.sources.columns import COLUMN_FILE, SiteSettings, read_settings
from sitegen.sources.facts import ITEM_SUFFIXES
from sitegen.sources.scan import scan


def new_column(platform: Platform, place: str, column_type: str, title: str) -> Path:
    """Make the column `SITE/PATH` and return its `_column.yaml`.

    A column whose type is not mandatory hides while it is empty, so that it blocks nothing.
    Raises UsageError for an unknown site, type or parent column, and where it is there already.
    """
    site_id, path = split_place(place)
    site = site_of(platform.config, site_id)
    check_folders(path)
    if column_type not in COLUMN_TYPES:
        titles = {name: known.title for name, known in COLUMN_TYPES.items()}
        raise unknown("栏目类型", column_type, titles)
    settings = settings_of(platform, site_id)
    parent = posixpath.dirname(path)
    if parent and parent not in settings.columns:
        raise unknown("上级栏目", parent, titles_of(settings))
    folded = {known.casefold(): known for known in settings.columns}
    if path.casefold() in folded:
        raise UsageError(f"栏目 {site_id}/{folded[path.casefold()]} 已经存在。")
    order = _next_order(settings.columns, parent)
    text = _text(site, column_type, title, order, load_rulebook(platform.root).required_types(site))
    return write_new(platform.root, {f"content/{site_id}/{path}/{COLUMN_FILE}": text})[0]


def _text(
    site: SiteConfig, column_type: str, title: str, order: int, required: tuple[str, ...]
) -> str:
    lines = [
        f"title: {quoted(title)}",
        f"type: {column_type}  # {COLUMN_TYPES[column_type].title}",
        f"description: {quoted(f'{site.label}{title}栏目')}",
        f"keywords: [{quoted(site.label)}, {quoted(title)}]",
        f"order: {order}",
    ]
    if column_type not in required:
        lines.append("when_empty: hide  # 没有稿件时不显示；发布稿件后可以删去这一行")
    return "\n".join(lines) + "\n"


def _next_order(columns: Mapping[str, ColumnConfig], parent: str) -> int:
    """Ten more than the largest order among the columns beside it."""
    beside = [config.order for path, config in columns.items() if posixpath.dirname(path) == parent]
    return max(beside, default=0) + 10


def new_item(
    platform: Platform, place: str, at: str, title: str = "", kind: Kind | None = None
) -> Path:
    """Make a draft in the column `SITE/COLUMN` and return its file; `at` is `YYYY-MM-DD HH:MM`.

    Its name is the year, the day and a number: `2026/0312-1.md`. Raises UsageError for an unknown
    site or column, and for one whose items live elsewhere.
    """
    site_id, path = split_place(place)
    site = site_of(platform.config, site_id)
    settings = settings_of(platform, site_id)
    if path not in settings.columns:
        raise unknown("栏目", f"{site_id}/{path}", _placed(site_id, settings))
    if mounted := settings.columns[path].mount:
        raise UsageError(f"栏目 {place} 挂载了共享目录，请把稿件写到 content/{mounted}/ 中。")
    usual = settings.kind_of(path)
    chosen = kind or usual
    folder = f"content/{site_id}/{path}"
    name = _free_name(platform.root / folder, at)
    blank = Blank(
        chosen,
        at,
        site.sponsor,
        title,
        interprets=_newest_policy(platform, site_id, settings, f"{path}/{at[:4]}"),
        state_kind=chosen is not usual,
    )
    file = f"{folder}/{name}{suffix(chosen)}"
    return write_new(platform.root, {file: blank_item(blank)})[0]


def _free_name(folder: Path, at: str) -> str:
    """Return the first `YYYY/MMDD-N` that no item below the folder has, with any ending."""
    number = 1
    while any(
        (folder / f"{at[:4]}/{at[5:7]}{at[8:10]}-{number}{ending}").exists()
        for ending in ITEM_SUFFIXES
    ):
        number += 1
    return f"{at[:4]}/{at[5:7]}{at[8:10]}-{number}"


def _newest_policy(platform: Platform, site_id: str, settings: SiteSettings, folder: str) -> str:
    """Return the path, from `folder`, of the site's last policy document by name; "" if none."""
    root = platform.content / site_id
    found = [
        path
        for column, config in settings.columns.items()
        if config.type == "policy"
        for path in scan(root / column, platform.content).items()
        for path in [f"{column}/{path}"]
        if settings.column_of(path) == column
    ]
    last = max(found, key=lambda path: path.rpartition("/")[0][-4:] + path, default="")
    return os.path.relpath(last, folder).replace(os.sep, "/") if last else ""


def settings_of(platform: Platform, site_id: str) -> SiteSettings:
    """Read the columns of a site."""
    root = platform.content / site_id
    return read_settings(site_id, root, scan(root, platform.content).settings())


def titles_of(settings: SiteSettings) -> dict[str, str]:
    """Return the titles of a site's columns by path."""
    return {path: config.title for path, config in settings.columns.items()}


def _placed(site_id: str, settings: SiteSettings) -> dict[str, str]:
    return {f"{site_id}/{path}": title for path, title in titles_of(settings).items()}
