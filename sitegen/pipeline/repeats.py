"""Values that several items of the platform share, found from what changed since the last time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import orjson

from sitegen.pipeline.memory import replace_memory
from sitegen.state import Revision, SiteState

_MANY = 2000
"""With more changed files than this, all values are looked through: that is as quick."""


@dataclass
class Repeats:
    """The values of facts that occur more than once, on one site or several.

    `known` are those by the names of facts as they were when the states stood at `revisions`. A
    value that is repeated now is one of them, or an item that changed since has it: only these few
    are counted. What is asked for is kept in `found`.
    """

    states: Mapping[str, SiteState]
    revisions: Mapping[str, Revision] = field(default_factory=dict)
    known: Mapping[str, Iterable[str]] = field(default_factory=dict)
    found: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def recalled(cls, path: Path, states: Mapping[str, SiteState]) -> "Repeats":
        """Read what `remember` left; nothing is known where it cannot be read."""
        try:
            data = orjson.loads(path.read_bytes())
            revisions = {site: Revision(*one) for site, one in data["revisions"].items()}
            return cls(states, revisions, {name: list(one) for name, one in data["known"].items()})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls(states)

    def remember(self, path: Path, revisions: Mapping[str, Revision]) -> None:
        """Leave what was found while the states stood at `revisions` for the next run."""
        data = {"revisions": revisions, "known": self.found}
        replace_memory(path, orjson.dumps(data, default=tuple))  # revisions are named tuples

    @cached_property
    def few(self) -> bool:
        """Whether little has changed since `known` was found, so that it is of use."""
        return all(self._follows(site) for site in self.states) and self._changed <= _MANY

    def _follows(self, site: str) -> bool:
        then = self.revisions.get(site)
        return then is not None and self.states[site].has_passed(then)

    @cached_property
    def _paths(self) -> dict[str, frozenset[str]]:
        """The files of each site that were read anew or forgotten."""
        return {
            site: state.changed_since(self.revisions[site].number).paths
            for site, state in self.states.items()
        }

    @property
    def _changed(self) -> int:
        return sum(map(len, self._paths.values()))

    @cached_property
    def _new(self) -> Mapping[str, set[str]]:
        """The values of items that changed, by the names of facts."""
        values: defaultdict[str, set[str]] = defaultdict(set)
        for site, paths in self._paths.items():
            for path in paths:
                for fact in self.states[site].facts_of(path):
                    values[fact.name].add(fact.value)
        return values

    def of(self, name: str) -> set[str]:
        """Return the values of that name that occur more than once."""
        if self.few and name in self.known:
            candidates = {*self.known[name], *self._new.get(name, ())}
            values = {value for value in candidates if self._occurs_twice(name, value)}
        else:
            values = self._among_all(name)
        self.found[name] = sorted(values)
        return values

    def _occurs_twice(self, name: str, value: str) -> bool:
        seen = 0
        for state in self.states.values():
            seen += state.count(name, value)
            if seen > 1:
                return True
        return False

    def _among_all(self, name: str) -> set[str]:
        seen: set[str] = set()
        found: set[str] = set()
        for state in self.states.values():
            values = state.every(name)
            here = set(values)
            if len(here) < len(values):
                found |= {value for value, count in Counter(values).items() if count > 1}
            found |= seen & here
            seen |= here
        return found
