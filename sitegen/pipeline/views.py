"""What the checks see: the model of a site with its state behind it."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sitegen.errors import ContentChanged
from sitegen.model.entry import Fact, Shown, SiteModel, Stub
from sitegen.model.platform import Platform, PlatformConfig
from sitegen.pages.body import Body, Headings
from sitegen.pages.item_links import SHOWN
from sitegen.pages.library import Parts
from sitegen.pipeline.repeats import Repeats
from sitegen.rules import Workdays
from sitegen.sources.facts import ITEM_SUFFIXES
from sitegen.state import FileRow, SiteState


@dataclass
class BuiltSiteView:
    """One site for checks of scope `site` (see `sitegen.rules.views.SiteView`)."""

    platform: Platform
    model: SiteModel
    state: SiteState
    histories: Mapping[str, Sequence[str]] | None = None
    _probed: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def workdays(self) -> Workdays:
        """The platform's calendar of working days."""
        return Workdays.of(self.platform.config.platform)

    @cached_property
    def files(self) -> Mapping[str, int]:
        """Every file below the site's folder with its size."""
        return dict(self.state.connection.execute("SELECT path, size FROM files"))

    @property
    def attached(self) -> Sequence[tuple[str, int]]:
        """Path and size of every file that is neither an item nor a setting, in order."""
        sql = "SELECT path, size FROM files WHERE context='file' ORDER BY path"
        rows = self.state.connection.execute(sql)
        return [(path, size) for path, size in rows if not path.endswith(ITEM_SUFFIXES)]

    @cached_property
    def _published(self) -> frozenset[str]:
        columns = self.model.columns.values()
        return frozenset(
            [shown.stub.path for column in columns for shown in column.items if not shown.how]
        )

    def records(self, kind: str) -> Iterator[tuple[Stub, Mapping[str, Any]]]:
        """Yield all own published items of a record kind with their records."""
        for stub, record in self.state.records(kind):
            if stub.path in self._published:
                yield stub, record

    def facts(self, name: str) -> Sequence[Fact]:
        """Return what the site's items say under that name."""
        return self.state.facts(name)

    def history(self, path: str) -> Sequence[str] | None:
        """Return earlier values of an item's date; None without a history."""
        return None if self.histories is None else self.histories.get(path, ())

    def exists(self, path: str) -> bool:
        """Whether a file stands below the site's folder."""
        sql = "SELECT 1 FROM files WHERE path=?"
        return self.state.connection.execute(sql, (path,)).fetchone() is not None

    def read(self, path: str, limit: int = -1) -> bytes:
        """Return the first `limit` bytes of a file."""
        with (self.platform.content / self.model.config.id / path).open("rb") as file:
            return file.read(limit)

    def remember(self, path: str, probe: str, compute: Callable[[bytes], Any]) -> Any:
        """Return `compute(content)` of a file, remembered by the file's digest."""
        digest = self._digests.get(path, "")
        if probe not in self._probed:
            self._probed[probe] = self.state.probes(f"{probe} ")
        known = self._probed[probe].get(digest) if digest else None
        if known is not None:
            return json.loads(known)
        content = self.read(path)
        result = compute(content)
        if digest == hashlib.sha256(content).hexdigest():
            text = json.dumps(result, ensure_ascii=False)
            self._probed[probe][digest] = text
            self.state.set_probe(f"{probe} {digest}", text)
        return result

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """The digest of every file that is no item."""
        sql = "SELECT path, digest FROM files WHERE context='file'"
        return dict(self.state.connection.execute(sql))


@dataclass
class BuiltPlatformView:
    """All sites together (see `sitegen.rules.views.PlatformView`)."""

    config: PlatformConfig
    as_of: str
    states: Mapping[str, SiteState]
    repeats: Repeats

    def facts(self, name: str, value: str | None = None) -> Sequence[Fact]:
        """Return what the items of all sites say under that name, all or one value of it."""
        states = (self.states[site.id] for site in self.config.sites)
        return [fact for state in states for fact in state.facts(name, value)]

    def repeated(self, name: str) -> set[str]:
        """Return the values of that name that occur more than once, on one site or several."""
        return self.repeats.of(name)

    def stub(self, site: str, path: str) -> Stub | None:
        """Return an item of any site, or None."""
        state = self.states.get(site)
        return state.stub(path) if state else None

    def html(self, site: str, path: str) -> str:
        """Return the body of an item of any site, "" if there is none."""
        state = self.states.get(site)
        return state.html(path) if state else ""


@dataclass
class StateLibrary:
    """Records, bodies and facts for planning and making pages (see `pages.library.Library`).

    `interpreting` are the sites whose items may interpret what is shown; None for all.
    """

    states: Mapping[str, SiteState]
    content: Path
    interpreting: Collection[str] | None = None
    _facts: dict[str, dict[str, list[Fact]]] = field(default_factory=dict)
    _files: dict[str, dict[str, FileRow]] = field(default_factory=dict)

    def parts(self, shown: Shown) -> Parts:
        """Return the record and body of an item."""
        record, html, texts, headings = self.states[shown.stub.site].parts(shown.stub.path)
        return Parts(record, Body(html), texts, Headings(headings))

    def prepare(self, site: str) -> None:
        """Read the facts and files of a site at once; processes forked later share them."""
        self._facts[site] = self.states[site].facts_by_path(SHOWN)
        self._files[site] = self.states[site].attached()
        _ = self._interpreters

    def facts(self, shown: Shown) -> tuple[Fact, ...]:
        """Return the facts of an item that pages are made from."""
        site, path = shown.stub.site, shown.stub.path
        if site in self._facts:
            return tuple(self._facts[site].get(path, ()))
        return tuple(fact for fact in self.states[site].facts_of(path) if fact.name in SHOWN)

    def _row(self, content_path: str) -> FileRow | None:
        site, _, path = content_path.partition("/")
        known = self._files.get(site, {}).get(path)
        if known:
            return known
        state = self.states.get(site)
        return state.file(path) if state else None

    def size(self, content_path: str) -> int:
        """Return the size of a file below `content/`."""
        row = self._row(content_path)
        return row.size if row else 0

    def digest(self, content_path: str) -> str:
        """Return the SHA-256 of a file below `content/`."""
        row = self._row(content_path)
        return row.digest if row else ""

    def read(self, content_path: str) -> bytes:
        """Return a file below `content/` that the scan found; raises ContentChanged."""
        row = self._row(content_path)
        if row is None:
            return b""
        content = (self.content / content_path).read_bytes()
        if hashlib.sha256(content).hexdigest() != row.digest:
            raise ContentChanged
        return content

    @property
    def _asked(self) -> Collection[str]:
        return self.states.keys() if self.interpreting is None else self.interpreting

    @cached_property
    def _interpreters(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for site in self._asked:
            for fact in self.states[site].facts("interprets"):
                found.setdefault(fact.value, []).append(f"{site}/{fact.path}")
        return {document: tuple(sorted(paths)) for document, paths in found.items()}

    def interpreters(self, content_path: str) -> tuple[str, ...]:
        """Return the content paths of items that interpret a document."""
        if self._facts:
            return self._interpreters.get(content_path, ())
        found = (
            f"{site}/{fact.path}"
            for site in self._asked
            for fact in self.states[site].facts("interprets", content_path)
        )
        return tuple(sorted(found))
