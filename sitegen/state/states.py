"""The states of several sites, opened when they are first needed, by each process for itself."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

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
        self._held = 0

    def __getitem__(self, site: str) -> SiteState:
        self._notice_fork()
        if site not in self._open:
            if site not in self._ids:
                raise KeyError(site)
            self._open[site] = self._opener(site)
        return self._open[site]

    def __contains__(self, site: object) -> bool:
        """Whether there is such a site; nothing is opened to tell."""
        return site in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def _notice_fork(self) -> None:
        """What a process inherits of another one's connections is nothing to it."""
        if self._process != os.getpid():
            self._open, self._process, self._held = {}, os.getpid(), 0

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process opens its own."""
        return States, (self._ids, self._opener)

    def adopt(self, state: SiteState) -> SiteState:
        """Keep the state of one of the sites that this process has opened; returns it."""
        self._notice_fork()
        self._open[state.site] = state
        return state

    @contextmanager
    def held(self, *, keep: bool = False) -> Iterator[None]:
        """Close every connection at the end of the block, or of the outermost one around it.

        Opening a state takes longer than most questions to it: with `keep` this block leaves them
        open for the next one. After an exception all are closed.
        """
        self._notice_fork()
        self._held += 1
        try:
            yield
        except BaseException:
            self.close()
            raise
        finally:
            self._held -= 1
            if not self._held and not keep:
                self.close()

    def close(self) -> None:
        """Close every connection of this process."""
        self._notice_fork()
        for state in self._open.values():
            state.close()
        self._open = {}


def content_digests(paths: Iterable[str], states: Mapping[str, SiteState]) -> dict[str, str]:
    """Return the SHA-256 of those of some files that are known, by their content paths."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for content_path in paths:
        site, _, path = content_path.partition("/")
        wanted[site].add(path)
    return {
        f"{site}/{path}": digest
        for site, some in wanted.items()
        if site in states
        for path, digest in states[site].digests(some).items()
    }
