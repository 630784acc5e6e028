"""The map file `import.yaml`: which old column goes where, what is dropped."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from sitegen.errors import ConfigError
from sitegen.importers.html.archive import path_of
from sitegen.importers.html.columns import Known, guess_type, name_of_folder, place_for
from sitegen.importers.html.summary import Summary

_HEAD: Final = """\
# 旧站迁移对照表（sitegen import html）。先用 --dry-run 生成，核对后再正式导入。
# columns：旧栏目 from（面包屑名称）和 folders（旧网址目录）对应新栏目 to；
#          to 留空表示暂无去处，其稿件不导入，列在报告中；type 仅用于新建栏目。
# drop：不迁移的旧网址，可用 * 通配。selectors：识别不准时用 CSS 选择器指定。
"""


UNSORTED: Final = "未分类"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _texts(value: Any) -> Any:
    return [value] if isinstance(value, str) else value or []


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class OldColumn(_Part):
    """One old column and its new home; `to` is a column path below the site, or empty."""

    source: str = Field("", alias="from")
    folders: Texts = ()
    to: str = Field(
        "", pattern=r"^(?:[0-9A-Za-z_][0-9A-Za-z_.-]*(?:/[0-9A-Za-z_][0-9A-Za-z_.-]*)*)?$"
    )
    title: str = ""
    type: str = "list"
    pages: int = 0


class Selectors(_Part):
    """CSS selectors that go before everything the importer finds by itself."""

    title: str = ""
    body: str = ""
    date: str = ""
    source: str = ""


class ImportMap(_Part):
    """The whole map file."""

    version: int = Field(1, ge=1, le=1)
    site: str = ""
    base_url: str = ""
    default_source: str = ""
    drop_repeated_title: bool = False
    columns: tuple[OldColumn, ...] = ()
    drop: Texts = ()
    selectors: Selectors = Selectors()

    def dropped(self, address: str) -> bool:
        """Whether an old address is not to be imported."""
        path = path_of(address)
        return any(fnmatch.fnmatch(path, pattern) for pattern in self.drop)

    def column_of(self, page: Summary) -> OldColumn | None:
        """The entry for a page: by its breadcrumb, else by its folder, else by its column."""
        trail = " / ".join(page.trail)
        for entry in self.columns:
            if trail and entry.source == trail:
                return entry
        for entry in self.columns:
            if page.folder and page.folder in entry.folders:
                return entry
        wanted = page.column or ("" if page.trail else UNSORTED)
        return next((e for e in self.columns if wanted and e.source == wanted), None)


def load_map(path: Path) -> ImportMap:
    """Read a map file; raises ConfigError that names the place of the mistake."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.CSafeLoader)
        return ImportMap.model_validate(data or {})
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ConfigError(f"对照表 {path.name} 无法读取：{error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"对照表 {path.name} 的 {place} 不正确：{first['msg']}") from error


def dump_map(mapping: ImportMap) -> str:
    """The text of a map file, with an explanation at its head."""
    data = mapping.model_dump(by_alias=True, mode="json")
    slim = {
        key: value
        for key, value in data.items()
        if value not in ("", [], {}, False) or key in ("drop",)
    }
    if not any(data["selectors"].values()):
        slim.pop("selectors", None)
    return _HEAD + yaml.safe_dump(slim, allow_unicode=True, sort_keys=False, width=120)


def propose(
    site: str, base: str, pages: Iterable[Summary], known: Mapping[str, Known]
) -> ImportMap:
    """Propose a map: one entry an old column, with the best home that its name suggests."""
    articles = [page for page in pages if page.kind == "article"]
    mixed = _mixed_folders(articles)
    groups: dict[str, list[Summary]] = {}
    for page in articles:
        groups.setdefault(_group(page, mixed), []).append(page)
    entries: dict[str, OldColumn] = {}
    taken: set[str] = set(known)
    for key in sorted(groups):
        entry = _entry(key, groups[key], known, taken)
        same = entries.get(entry.source) if entry.source else None
        if same is not None:
            entry = same.model_copy(
                update={
                    "folders": (*same.folders, *entry.folders),
                    "pages": same.pages + entry.pages,
                }
            )
        entries[entry.source or key] = entry
        taken.add(entry.to)
    ordered = sorted(entries.values(), key=lambda entry: (entry.to, entry.source))
    return ImportMap(site=site, base_url=base, columns=tuple(ordered))


def extend(mapping: ImportMap, pages: Iterable[Summary], known: Mapping[str, Known]) -> ImportMap:
    """The map with entries without a home for old columns that it does not know yet."""
    lost = [page for page in pages if page.kind == "article" and mapping.column_of(page) is None]
    if not lost:
        return mapping
    more = propose(mapping.site, mapping.base_url, lost, known)
    homeless = tuple(entry.model_copy(update={"to": ""}) for entry in more.columns)
    return mapping.model_copy(update={"columns": mapping.columns + homeless})


def _mixed_folders(pages: Iterable[Summary]) -> set[str]:
    """Folders whose breadcrumbs differ: there the folder is no column, as in /content/1234.html."""
    trails: dict[str, Counter[tuple[str, ...]]] = {}
    for page in pages:
        if page.trail:
            trails.setdefault(page.folder, Counter())[page.trail] += 1
    return {
        folder
        for folder, counts in trails.items()
        if counts.most_common(1)[0][1] < 0.8 * counts.total()
    }


def _group(page: Summary, mixed: set[str]) -> str:
    """Folders are the columns of most systems; pages saved flat have only their breadcrumb."""
    if page.folder not in ("", "/") and not (page.folder in mixed and page.trail):
        return f"folder {page.folder}"
    return f"trail {' / '.join(page.trail) or page.column}"


def _entry(
    key: str, pages: Sequence[Summary], known: Mapping[str, Known], taken: set[str]
) -> OldColumn:
    trails = Counter(page.trail for page in pages if page.trail)
    names = Counter(page.column for page in pages if page.column)
    trail = trails.most_common(1)[0][0] if trails else ()
    title = trail[-1] if trail else names.most_common(1)[0][0] if names else ""
    folder = key.removeprefix("folder ") if key.startswith("folder ") else ""
    title = title or name_of_folder(folder)
    kind = guess_type((*trail, title), sum(page.document for page in pages) / len(pages))
    names_down = trail or ((title,) if title else ())
    to = place_for(names_down, folder=folder, kind=kind, known=known, taken=taken)
    home = known.get(to)
    return OldColumn.model_validate(
        {
            "from": " / ".join(trail) or title or ("" if folder else UNSORTED),
            "folders": [folder] if folder else [],
            "to": to,
            "title": home.title if home else title or re.sub(r"^.*/", "", folder) or "旧站稿件",
            "type": home.type if home else kind,
            "pages": len(pages),
        }
    )
