"""Where imported items go: the column in the tree, and what the platform says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from sitegen.errors import ConfigError, UsageError
from sitegen.model.kinds import COLUMN_TYPES, Kind

_SEGMENT: Final = re.compile(r"^[0-9A-Za-z_][0-9A-Za-z_.-]*$")
_TIME: Final = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Destination:
    """A column: `folder` on disk, its `type` and record kind, and its site's names."""

    root: Path
    site: str
    column: str
    folder: Path
    type: str
    kind: Kind
    site_names: tuple[str, ...]
    timezone: str
    as_of: str

    @property
    def organ(self) -> str:
        """The name to give as source where a record names none: the site's sponsor or name."""
        return next((name for name in self.site_names if name), "")

    def now(self, clock: datetime | None = None) -> str:
        """The platform's local time as `YYYY-MM-DD HH:MM`; a frozen platform's frozen time."""
        if self.as_of:
            return self.as_of if " " in self.as_of else f"{self.as_of} 00:00"
        try:
            zone = ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("UTC")
        return (clock or datetime.now(zone)).astimezone(zone).strftime(_TIME)


def find_destination(root: Path, wanted: str) -> Destination:
    """Find the column `SITE/COLUMN[/COLUMN…]` of the platform at `root`.

    Raises:
        UsageError: not of that form, or no such column.
        ConfigError: `sites.yaml` or `_column.yaml` cannot be read.
    """
    parts = [part for part in wanted.strip("/").split("/") if part]
    if len(parts) < 2 or not all(_SEGMENT.match(part) for part in parts):
        raise UsageError(f"--column 应写成“站点/栏目”，如 city/zwgk/zcwj，现为“{wanted}”。")
    root = root.resolve()
    content = root / "content"
    folder = content.joinpath(*parts)
    if not folder.resolve().is_relative_to(content.resolve()):
        raise UsageError(f"栏目“{wanted}”指向 content 目录之外。")
    settings = folder / "_column.yaml"
    if not settings.is_file():
        raise UsageError(
            f"没有栏目“{wanted}”（缺少 content/{'/'.join(parts)}/_column.yaml）。"
            "请核对路径，或先用 sitegen new column 建立栏目。"
        )
    column = _mapping(settings)
    kind_id = str(column.get("type") or "list")
    kind = COLUMN_TYPES[kind_id].kind if kind_id in COLUMN_TYPES else Kind.ARTICLE
    platform = _mapping(root / "sites.yaml") if (root / "sites.yaml").is_file() else {}
    general = platform.get("platform")
    general = general if isinstance(general, dict) else {}
    return Destination(
        root=root,
        site=parts[0],
        column="/".join(parts[1:]),
        folder=folder,
        type=kind_id,
        kind=kind,
        site_names=_site_names(platform, parts[0]),
        timezone=str(general.get("timezone") or "Asia/Shanghai"),
        as_of=str(general.get("as_of") or "")[:16],
    )


def site_names(root: Path, site_id: str) -> tuple[str, ...]:
    """A site's sponsor, short name and name in `sites.yaml`; nothing where there is none."""
    file = root / "sites.yaml"
    return _site_names(_mapping(file), site_id) if file.is_file() else ()


def _site_names(platform: dict[str, Any], site_id: str) -> tuple[str, ...]:
    sites = platform.get("sites")
    for site in sites if isinstance(sites, list) else []:
        if isinstance(site, dict) and str(site.get("id")) == site_id:
            return tuple(str(site.get(key) or "") for key in ("sponsor", "short_name", "name"))
    return ()


def _mapping(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ConfigError(f"{path.name} 无法读取：{error}") from error
    return data if isinstance(data, dict) else {}


def slugify(text: str, length: int = 60) -> str:
    """An ASCII name for a file: letters, digits and hyphens; empty where nothing is left."""
    return re.sub(r"[^0-9a-z]+", "-", text.lower()).strip("-")[:length].strip("-")
