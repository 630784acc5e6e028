"""Reading the settings of a site: `_site.yaml` and the tree of `_column.yaml`."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.model.column import ColumnConfig
from sitegen.model.fields import Model
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.model.site import SiteFile
from sitegen.sources.faults import Fault
from sitegen.sources.text import MAX_TEXT, decode, too_large
from sitegen.sources.validation import M, validate
from sitegen.sources.yaml_source import read_yaml

COLUMN_FILE = "_column.yaml"
SITE_FILE = "_site.yaml"


@dataclass(slots=True)
class SiteSettings:
    """The settings of one site: its columns by path, and its home page.

    `digest` is that of the files that they were read from.
    """

    site: str
    columns: dict[str, ColumnConfig] = field(default_factory=dict)
    file: SiteFile = field(default_factory=SiteFile)
    faults: list[Fault] = field(default_factory=list)
    digest: str = ""

    def column_of(self, path: str) -> str | None:
        """Return the column that a file belongs to: its nearest folder that is one."""
        folder = path
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in self.columns:
                return folder
        return None

    def kind_of(self, column: str) -> Kind:
        """Return the kind of a column's items where they do not say."""
        return COLUMN_TYPES[self.columns[column].type].kind

    def remembered(self) -> str:
        """Return JSON to be kept, "" where reading the files again is due: they have faults."""
        if self.faults:
            return ""
        kept = _Kept(columns=self.columns, file=self.file, digest=self.digest)
        text = kept.model_dump_json(exclude_unset=True)
        return text if SiteSettings.recalled(self.site, text) == self else ""

    @classmethod
    def recalled(cls, site: str, text: str) -> "SiteSettings | None":
        """Return settings from JSON that was kept, which takes a tenth of reading the files."""
        try:
            kept = _Kept.model_validate_json(text)
        except ValueError:
            return None
        return cls(site, dict(kept.columns), kept.file, digest=kept.digest)


class _Kept(Model):
    """Settings without faults."""

    columns: dict[str, ColumnConfig]
    file: SiteFile
    digest: str


def read_settings(site: str, root: Path, paths: Iterable[str]) -> SiteSettings:
    """Read `_site.yaml` and every `_column.yaml` among `paths` below `root`."""
    settings = SiteSettings(site)
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(paths):
        name = path.rpartition("/")[2]
        where = f"content/{site}/{path}"
        if name == COLUMN_FILE and "/" in path:
            column, faults = read_model(root / path, ColumnConfig, digest.update)
            if column:
                settings.columns[path.rpartition("/")[0]] = column
        elif path == SITE_FILE:
            file, faults = read_model(root / path, SiteFile, digest.update)
            settings.file = file or settings.file
        else:
            continue
        digest.update(f"\0{path}\0".encode())
        settings.faults += [fault._replace(file=where) for fault in faults]
    settings.digest = digest.hexdigest()
    return settings


def shared_settings(name: str, folders: Iterable[str], kinds: Mapping[str, str]) -> SiteSettings:
    """A shared tree stands for a column whose type is that of the first column mounting it.

    `kinds` gives those types by tree, `folders` the paths of all folders.
    """
    settings = SiteSettings(name)
    for tree in sorted({path.partition("/")[0] for path in folders if path}):
        kind = kinds.get(tree, "list")
        config = ColumnConfig(title=COLUMN_TYPES[kind].title)
        settings.columns[tree] = config.model_copy(update={"type": kind})
    return settings


def read_model(
    path: Path, model: type[M], seen: Callable[[bytes], None] = lambda _: None
) -> tuple[M | None, list[Fault]]:
    """Read a YAML file as a model; returns it or None, and what is wrong.

    `seen` is told the bytes that it was read from.
    """
    size = path.stat().st_size
    if size > MAX_TEXT:
        return None, [too_large(size)]
    data = path.read_bytes()
    seen(data)
    text, faults = decode(data)
    if text is None:
        return None, faults
    content, lines, more = read_yaml(text)
    faults += more
    if content is None:
        return None, faults
    value, more = validate(model, content, lines)
    return value, faults + more


def parent_of(path: str, columns: Mapping[str, object]) -> str:
    """Return the column above a column, `""` for a first-level one."""
    while "/" in path:
        path = path.rpartition("/")[0]
        if path in columns:
            return path
    return ""
