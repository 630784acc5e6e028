"""A site's view that reads each kind of record once: reports ask for the same ones often."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sitegen.model.entry import Fact, SiteModel, Stub
from sitegen.rules import SiteView, Workdays


class OnceView:
    """A `SiteView` around another, with its records remembered by kind."""

    def __init__(self, view: SiteView) -> None:
        """`view` is asked for what is not remembered."""
        self._view = view
        self._records: dict[str, list[tuple[Stub, Mapping[str, Any]]]] = {}

    @property
    def model(self) -> SiteModel:
        """The site's columns and published items."""
        return self._view.model

    @property
    def workdays(self) -> Workdays:
        """The platform's calendar of working days."""
        return self._view.workdays

    @property
    def files(self) -> Mapping[str, int]:
        """Every file below the site's folder with its size."""
        return self._view.files

    def records(self, kind: str) -> Iterator[tuple[Stub, Mapping[str, Any]]]:
        """All own published items of that kind, read at the first call."""
        if kind not in self._records:
            self._records[kind] = list(self._view.records(kind))
        return iter(self._records[kind])

    def facts(self, name: str) -> Sequence[Fact]:
        """What the site's items say under that name."""
        return self._view.facts(name)

    def history(self, path: str) -> Sequence[str] | None:
        """Earlier values of an item's date."""
        return self._view.history(path)

    def exists(self, path: str) -> bool:
        """Whether a file stands below the site's folder."""
        return self._view.exists(path)

    def read(self, path: str, limit: int = -1) -> bytes:
        """Return the first `limit` bytes of a file."""
        return self._view.read(path, limit)

    def remember(self, path: str, probe: str, compute: Callable[[bytes], Any]) -> Any:
        """Return `compute(content)` of a file."""
        return self._view.remember(path, probe, compute)
