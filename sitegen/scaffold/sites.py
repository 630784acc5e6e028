"""`sitegen new site`: the site's entry in `sites.yaml` and its tree of mandatory columns."""

import os
import shutil
from pathlib import Path

from sitegen.errors import UsageError
from sitegen.model.kinds import COLUMN_TYPES
from sitegen.model.platform import Platform, SiteConfig
from sitegen.rules import load_rulebook
from sitegen.scaffold.blanks import Blank, blank_item, suffix
from sitegen.scaffold.layout import NewColumn, column_text, site_columns, site_text
from sitegen.scaffold.naming import check_site_id
from sitegen.scaffold.sites_file import NewSite, add_site, site_entry, site_of
from sitegen.scaffold.writing import write_new
from sitegen.sources.platform import PLATFORM_FILE


def new_site(platform: Platform, site: NewSite, at: str) -> list[Path]:
    """Add a site and return the files made, `sites.yaml` first; `at` is `YYYY-MM-DD HH:MM`.

    Every mandatory column gets one draft with marked blanks, so the site is blocked until each
    has an item of its own. Raises UsageError and ConfigError; then nothing has changed.
    """
    check_site_id(site.id)
    config = platform.config
    if any(known.id == site.id for known in config.sites):
        raise UsageError(f"站点 {site.id} 已经在 sites.yaml 中，请换一个 id。")
    if (platform.content / site.id).exists():
        raise UsageError(f"目录 content/{site.id} 已经存在，不会覆盖。请换一个 id，或者先移走它。")
    if site.parent:
        site_of(config, site.parent)
    elif site.kind != "portal":
        portal = next((known.id for known in config.sites if known.kind == "portal"), "")
        site = site._replace(parent=portal)
    path = platform.root / PLATFORM_FILE
    text, changed = add_site(path.read_bytes().decode("utf-8"), site_entry(site))
    made = write_new(platform.root, _tree(platform, changed.site(site.id), at))
    try:
        _replace(path, text)
    except OSError as error:
        shutil.rmtree(platform.content / site.id)
        raise UsageError(f"不能写入 sites.yaml：{error.strerror}。没有新建任何文件。") from None
    return [path, *made]


def _tree(platform: Platform, site: SiteConfig, at: str) -> dict[str, str]:
    columns = site_columns(load_rulebook(platform.root).required_types(site))
    base = f"content/{site.id}"
    files = {f"{base}/_site.yaml": site_text(site, columns)}
    for number, column in enumerate(columns, 1):
        files[f"{base}/{column.path}/_column.yaml"] = column_text(column, site.label, number * 10)
        if column.type != "list" or column.path == "qt":
            path, draft = _draft(column, columns, site, at)
            files[f"{base}/{column.path}/{path}"] = draft
    return files


def _draft(
    column: NewColumn, columns: tuple[NewColumn, ...], site: SiteConfig, at: str
) -> tuple[str, str]:
    kind = COLUMN_TYPES[column.type].kind
    name = f"{at[:4]}/{at[5:7]}{at[8:10]}-1"
    policy = next((other.path for other in columns if other.type == "policy"), "")
    interprets = ""
    if policy:
        interprets = os.path.relpath(f"{policy}/{name}.md", f"{column.path}/{at[:4]}")
    blank = Blank(kind, at, site.sponsor, interprets=interprets)
    return name + suffix(kind), blank_item(blank)


def _replace(path: Path, text: str) -> None:
    """Put a new text in a file's place in one step."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(text.encode("utf-8"))
    fresh.chmod(path.stat().st_mode)
    fresh.replace(path)
