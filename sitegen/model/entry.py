"""Items, columns and sites as the later stages see them: compact, immutable, plain.

A `Stub` is what everybody knows about an item without opening it; lists, navigation and most
checks need no more. The whole record and the rendered body stay in the site's state file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sitegen.model.column import ColumnConfig
from sitegen.model.kinds import Kind
from sitegen.model.platform import SiteConfig
from sitegen.model.site import SiteFile


class Stub(NamedTuple):
    """An item without its body and record (稿件的元数据).

    `path` is relative to the site's folder (`site` is `_shared` for shared trees, then the path
    begins with the tree's name). Times are `YYYY-MM-DD HH:MM`, empty when not given. `card` is a
    JSON object with the few record fields that lists show. `digest` covers the whole file.
    """

    site: str
    path: str
    column: str
    kind: str
    title: str
    date: str
    source: str
    url: str
    draft: bool
    expires: str
    withdrawn: str
    reason: str
    substance: bool
    pin: bool
    summary: str
    image: str
    image_alt: str
    topic: str
    keywords: str
    updated: str
    card: str
    digest: str

    def published(self, as_of: str) -> bool:
        """Whether the item counts as published at `as_of` (`YYYY-MM-DD HH:MM`).

        Not a draft, not in the future, not expired, not withdrawn, and with something to say.
        """
        return (
            not self.draft
            and self.substance
            and self.date <= as_of
            and (not self.expires or as_of < self.expires)
            and not self.withdrawn_at(as_of)
        )

    def withdrawn_at(self, as_of: str) -> bool:
        """Whether the item had been taken back by then."""
        return bool(self.withdrawn) and self.withdrawn <= as_of[:10]


class Shown(NamedTuple):
    """A published item as it stands in a column of a site: its own, or a copy (同源共享).

    `url` is its address on this site; `how` is empty for the site's own items, else `pushed`,
    `collected` or `mounted`; `origin` is then the id of the site where it lives and `canonical`
    its absolute address there.
    """

    stub: Stub
    url: str
    how: str = ""
    origin: str = ""
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with what it shows at the build's moment (栏目).

    `path` is relative to the site's folder, `""` being the site itself. `items` are the published
    ones, newest first; `pending` the stubs of own items that do not count as published;
    `withdrawn` what stood here, own or copied, and was taken back.
    """

    path: str
    file: str
    config: ColumnConfig
    parent: str
    children: tuple[str, ...]
    items: tuple[Shown, ...] = ()
    pending: tuple[Stub, ...] = ()
    withdrawn: tuple[Shown, ...] = ()
    hidden: bool = False

    @property
    def url(self) -> str:
        """The column's address on its site."""
        return f"/{self.path}/"

    @property
    def copies(self) -> bool:
        """Whether items of other columns or sites may stand here, too."""
        return bool(self.config.collect or self.config.accept or self.config.mount)


class Fact(NamedTuple):
    """Something that an item says and that checks compare across items.

    `name` is one of: `number`, `index_no`, `interprets`, `interpretation`, `link`, `publish_to`,
    `alias`, `fingerprint` … (see `sitegen.sources.facts`); `line` counts from 1 in the item's
    file.
    """

    site: str
    path: str
    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class SiteModel:
    """One site at one moment: everything that verdict and pages are made from (站点模型).

    `columns` holds every column by path, parents before children, in the order of navigation.
    `as_of` is the build's moment, `YYYY-MM-DD HH:MM` local time of the platform.
    """

    config: SiteConfig
    file: SiteFile
    columns: Mapping[str, Column]
    as_of: str
    sites: tuple[SiteConfig, ...]

    def top(self) -> tuple[Column, ...]:
        """The first-level columns, in order."""
        return tuple(column for column in self.columns.values() if column.parent == "")

    def children(self, path: str) -> tuple[Column, ...]:
        """The visible sub-columns of a column, in order."""
        found = (self.columns[child] for child in self.columns[path].children)
        return tuple(column for column in found if not column.hidden)

    def of_type(self, *types: str) -> tuple[Column, ...]:
        """All columns of the given types."""
        return tuple(column for column in self.columns.values() if column.config.type in types)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a body: where it leads as written, and on which line of the file."""

    target: str
    line: int
    image: bool = False
    alt: str = ""


class ItemView(NamedTuple):
    """One item as its own checks see it, right after it was read.

    `record` is the validated front matter as plain data (JSON types, only what was given plus
    defaults); `text` the body as plain text; `source` the file's text; `signs` what of it is
    ASCII, which in Chinese prose is so little that looking at it first takes no time; `lines` maps
    dotted key paths of the front matter (`document.number`, `service.materials.0.name`) to lines.
    """

    stub: Stub
    kind: Kind
    record: Mapping[str, Any]
    body: str
    body_line: int
    text: str
    html: str
    links: tuple[Link, ...]
    source: str
    signs: bytes
    lines: Mapping[str, int]
