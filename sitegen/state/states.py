"""The states of several sites, opened when they are first needed, by each process for itself."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from sitegen.state.site_state import SiteState


class States(Mapping[str, SiteState]):
    """Opens states by the id of their site.

    A connection to SQLite must not be used across a fork: `close` before forking, and parent and
    children open their own again at the next use.
    """

    def __init__(self, ids: Sequence[str], opener: Callable[[str], SiteState]) -> None:
        self._ids = tuple(ids)
        self._opener = opener
        self._open: dict[str, SiteState] = {}
        self._process = os.getpid()

    def __getitem__(self, site: str) -> SiteState:
        if self._process != os.getpid():
            self._open, self._process = {}, os.getpid()
        if site not in self._open:
            if site not in self._ids:
                raise KeyError(site)
            self._open[site] = self._opener(site)
        return self._open[site]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def close(self) -> None:
        """Close every connection of this process."""
        if self._process == os.getpid():
            for state in self._open.values():
                state.close()
        self._open = {}
