"""What checks see of a site and of the platform."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from sitegen.model.entry import Fact, ItemView, SiteModel, Stub
from sitegen.model.platform import PlatformConfig
from sitegen.rules.workdays import Workdays


class SiteView(Protocol):
    """One site at one moment, for checks of scope `site`."""

    @property
    def model(self) -> SiteModel:
        """The site's columns and published items."""
        ...

    @property
    def workdays(self) -> Workdays:
        """The platform's calendar of working days."""
        ...

    @property
    def files(self) -> Mapping[str, int]:
        """Every file below the site's folder: path → size in bytes."""
        ...

    @property
    def attached(self) -> Sequence[tuple[str, int]]:
        """Path and size of every file that is neither an item nor a setting, in order."""
        ...

    def records(self, kind: str) -> Iterator[tuple[Stub, Mapping[str, Any]]]:
        """All own published items of that record kind, with their front matter as plain data."""
        ...

    def facts(self, name: str) -> Sequence[Fact]:
        """What the site's items say under that name."""
        ...

    def history(self, path: str) -> Sequence[str] | None:
        """Earlier values of the item's `date`, newest first.

        None, for any path, where the platform has no history.
        """
        ...

    def exists(self, path: str) -> bool:
        """Whether a file of that path stands below the site's folder."""
        ...

    def read(self, path: str, limit: int = -1) -> bytes:
        """Return the first `limit` bytes of a file (all when negative)."""
        ...

    def remember(self, path: str, probe: str, compute: Callable[[bytes], Any]) -> Any:
        """Return `compute(content)` of a file, from a cache keyed by its digest and `probe`.

        The result is JSON data. A view without a cache simply computes.
        """
        ...


class PlatformView(Protocol):
    """All sites together, for checks of scope `platform`."""

    @property
    def config(self) -> PlatformConfig:
        """What `sites.yaml` says."""
        ...

    @property
    def as_of(self) -> str:
        """The build's moment, `YYYY-MM-DD HH:MM`."""
        ...

    def facts(self, name: str, value: str | None = None) -> Sequence[Fact]:
        """What the items of all sites say under that name, all or one value of it."""
        ...

    def repeated(self, name: str) -> Iterable[str]:
        """The values of that name that occur more than once, each once."""
        ...

    def stub(self, site: str, path: str) -> Stub | None:
        """The item of that site and path, or None."""
        ...

    def html(self, site: str, path: str) -> str:
        """The body of the item of that site and path, "" if there is none."""
        ...


class RememberedRecords:
    """A site's view that asks for everything once, however many checks run: what they all get."""

    def __init__(self, view: "SiteView | RememberedRecords") -> None:
        self._view = view
        self._records: dict[str, tuple[tuple[Stub, Mapping[str, Any]], ...]] = {}
        self._facts: dict[str, Sequence[Fact]] = {}

    @classmethod
    def of(cls, view: "SiteView | RememberedRecords") -> "RememberedRecords":
        """A view that remembers; one that does stays itself."""
        return view if isinstance(view, cls) else cls(view)

    def __getattr__(self, name: str) -> Any:
        """Everything else is the view's own."""
        return getattr(self._view, name)

    @property
    def model(self) -> SiteModel:
        """The site's columns and published items."""
        return self._view.model

    @property
    def workdays(self) -> Workdays:
        """The platform's calendar of working days."""
        return self._view.workdays

    @cached_property
    def published(self) -> Mapping[str, Stub]:
        """The site's own published items by path."""
        columns = self.model.columns.values()
        return {
            one.stub.path: one.stub for column in columns for one in column.items if not one.how
        }

    @cached_property
    def attached(self) -> Sequence[tuple[str, int]]:
        """Path and size of every file that is neither an item nor a setting, in order."""
        return self._view.attached

    def records(self, kind: str) -> Iterator[tuple[Stub, Mapping[str, Any]]]:
        """All own published items of that record kind, with their front matter."""
        if kind not in self._records:
            self._records[kind] = tuple(self._view.records(kind))
        return iter(self._records[kind])

    def facts(self, name: str) -> Sequence[Fact]:
        """What the site's items say under that name."""
        if name not in self._facts:
            self._facts[name] = self._view.facts(name)
        return self._facts[name]

    def noted(self, name: str) -> Iterator[tuple[Stub, Fact]]:
        """What was noted under that name of own published items (see `noting`)."""
        published = self.published
        for fact in self.facts(name):
            if fact.path in published:
                yield published[fact.path], fact


def line_of(view: ItemView, *keys: str) -> int:
    """The line of the first of these front matter keys that was written, else of its parent."""
    written = (view.lines[key] for key in keys if key in view.lines)
    parents = (_climb(view, key.rpartition(".")[0]) for key in keys)
    return next(written, None) or next(parents, 1)


def _climb(view: ItemView, key: str) -> int:
    while key and key not in view.lines:
        key = key.rpartition(".")[0]
    return view.lines[key] if key else 1


def line_at(text: str, position: int, first: int = 1) -> int:
    """The line on which a position of a text stands, its first line being `first`."""
    return first + text.count("\n", 0, position)


def around(text: str, start: int, length: int) -> str:
    """A short piece of the line around a place, for a finding's excerpt; private numbers hidden."""
    from sitegen.rules.privacy.masking import hide_numbers

    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    begin, end = max(first, start - 12), min(last, start + length + 12)
    # A number may stand half inside the piece, so the line is looked at as far as one can reach.
    near = max(first, begin - 40)
    line = hide_numbers(text[near : min(last, end + 40)])
    return f"{'…' if begin > first else ''}{line[begin - near : end - near]}"
