"""What a site's last build leaves for the next one: if nothing it depended on has changed, the
result stands and nothing is put together, judged or planned.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sitegen.model.finding import Finding
from sitegen.model.platform import PlatformConfig, SiteConfig
from sitegen.pipeline.verdict import stored
from sitegen.sources.sharing import SHARED, Neighbours
from sitegen.state import SiteState

_KEY = "last build"
_VERDICT = "last verdict"
_REFERENCES = ("link", "file", "interprets", "interpretation", "related", "replaced_by")
_FOREVER = "9999"


@dataclass(frozen=True, slots=True)
class Memory:
    """The result of a build.

    It stands for moments from `since` until before `until`, on the same day (freshness is judged
    by days), while `fingerprint` is the same and `release` is the current one.
    """

    fingerprint: str
    since: str
    until: str
    release: str
    pages: int
    findings: tuple[Mapping[str, Any], ...]

    def stands(self, fingerprint: str, as_of: str, release: str) -> bool:
        """Whether a build at that moment would come out the same."""
        return (
            self.fingerprint == fingerprint
            and self.release == release
            and self.since <= as_of < self.until
            and self.since[:10] == as_of[:10]
        )

    def finding_list(self) -> tuple[Finding, ...]:
        """Return the findings."""
        return tuple(stored(data) for data in self.findings)


def recall(state: SiteState) -> Memory | None:
    """Return what the last build left, if it can be read."""
    try:
        data = json.loads(state.meta(_KEY))
        return Memory(**{**data, "findings": tuple(data["findings"])})
    except (ValueError, TypeError, KeyError):
        return None


def remember(state: SiteState, memory: Memory) -> None:
    """Leave the result of a build for the next one."""
    state.set_meta(_KEY, json.dumps(asdict(memory), ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as it was reached last; stands like a `Memory`, whatever is published."""

    fingerprint: str
    since: str
    until: str
    findings: tuple[Mapping[str, Any], ...]
    not_applicable: tuple[str, ...]

    def stands(self, fingerprint: str, as_of: str) -> bool:
        """Whether judging at that moment would come out the same."""
        same_day = self.since[:10] == as_of[:10]
        return same_day and self.fingerprint == fingerprint and self.since <= as_of < self.until


def recall_verdict(state: SiteState) -> Judged | None:
    """Return the last verdict, if it can be read."""
    try:
        data = json.loads(state.meta(_VERDICT))
        lists = ("findings", "not_applicable")
        return Judged(**{**data, **{name: tuple(data[name]) for name in lists}})
    except (ValueError, TypeError, KeyError):
        return None


def remember_verdict(state: SiteState, judged: Judged) -> None:
    """Leave a verdict for the next run."""
    state.set_meta(_VERDICT, json.dumps(asdict(judged), ensure_ascii=False))


def next_event(states: Iterable[SiteState], as_of: str) -> str:
    """Return the first moment after `as_of` at which an item comes, expires or is taken back."""
    moments = [_FOREVER]
    for state in states:
        for column, moment in (("date", as_of), ("expires", as_of), ("withdrawn", as_of[:10])):
            sql = f"SELECT min({column}) FROM items WHERE {column} > ?"
            row = state.connection.execute(sql, (moment,)).fetchone()
            if row[0]:
                moments.append(str(row[0]))
    return min(moments)


def fingerprint(site: SiteConfig, around: Neighbours, constants: Sequence[str]) -> str:
    """Return a digest of everything that a site's build depends on, but for the clock.

    `constants` stand for what all sites share: configuration, theme, rulebook, options.
    """
    digest = hashlib.blake2b(digest_size=16)
    for text in constants:
        digest.update(f"{text}\0".encode())
    for other in sorted(sources_of(site, around)):
        digest.update(f"{other} {around.states[other].meta('revision')}\0".encode())
    return digest.hexdigest()


def sources_of(site: SiteConfig, around: Neighbours) -> set[str]:
    """Return the sites whose content a site may show: its own, and those that it draws from."""
    found = {site.id}
    for column in around.settings[site.id].columns.values():
        if column.collect or column.accept:
            found |= {other.id for other in around.config.sites}
        if column.mount:
            found.add(SHARED)
    known = set(around.states)
    state = around.states[site.id]
    names = ",".join(f"'{name}'" for name in _REFERENCES)
    rows = state.connection.execute(f"SELECT DISTINCT value FROM facts WHERE name IN ({names})")
    found |= {value.partition("/")[0] for (value,) in rows} & known
    for other in known - found:
        # Items of other sites that interpret a document of this one are linked from it.
        sql = "SELECT 1 FROM facts WHERE name='interprets' AND value BETWEEN ? AND ? LIMIT 1"
        bounds = (f"{site.id}/", f"{site.id}0")
        if around.states[other].connection.execute(sql, bounds).fetchone():
            found.add(other)
    return found & known


def mounts_digest(config: PlatformConfig, around: Neighbours) -> str:
    """Return a digest of who mounts what: it decides where shared items have their home."""
    pairs = [
        f"{site.id} {path} {column.mount}"
        for site in config.sites
        for path, column in sorted(around.settings[site.id].columns.items())
        if column.mount
    ]
    return "\n".join(pairs)
