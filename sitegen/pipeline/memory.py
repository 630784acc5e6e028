"""What a site's last build leaves for the next one: if nothing it depended on has changed, the
result stands and nothing is put together, judged or planned.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from sitegen.model.finding import Finding
from sitegen.model.platform import PlatformConfig, SiteConfig
from sitegen.sources.columns import SiteSettings
from sitegen.sources.sharing import Neighbours
from sitegen.state import Revision, SiteState

_KEY = "last build"
_VERDICT = "last verdict"
_BLOCKED = "blocked"
_FOREVER = "9999"


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that a result depends on, but for the clock.

    `constants` stands for configuration, theme, rulebook, options; `revisions` for the content of
    each site that is drawn from, `settings` for what its settings said when they were read: that
    may be before the content was, and an editor may have saved between.
    """

    constants: str
    revisions: Mapping[str, Revision]
    settings: Mapping[str, str]

    @classmethod
    def on(cls, sites: Iterable[str], around: Neighbours, constants: Iterable[str]) -> "Basis":
        """What results that draw on these sites depend on now.

        `constants` are texts that change with everything else that they depend on.
        """
        drawn_on = sorted(sites)
        return cls(
            digest_texts(constants),
            {site: around.states[site].revision for site in drawn_on},
            {site: around.settings[site].digest for site in drawn_on},
        )

    def holds(self, around: Neighbours) -> bool:
        """Whether no content was read anew since."""
        return all(around.states[site].revision == one for site, one in self.revisions.items())

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Basis":
        """Read it back from JSON data; raises KeyError, TypeError or ValueError."""
        revisions = {site: Revision(*one) for site, one in data["revisions"].items()}
        return cls(data["constants"], revisions, data["settings"])


def digest_texts(texts: Iterable[str]) -> str:
    """Return a digest of a sequence of texts."""
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        digest.update(f"{text}\0".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Memory:
    """The result of a build.

    It stands for moments from `since` until before `until`, on the same day (freshness is judged
    by days), while `basis` is the same and `release` is the current one (its `Release.token`).
    `drawn_from` is a digest of what all pages depend on besides content; `hidden` are the columns
    that were left out.
    """

    basis: Basis
    since: str
    until: str
    release: str
    pages: int
    findings: tuple[Mapping[str, Any], ...]
    drawn_from: str
    hidden: tuple[str, ...]
    extras: tuple[str, ...]

    def stands(self, basis: Basis, as_of: str) -> bool:
        """Whether a build at that moment would come out the same."""
        return (
            self.since <= as_of < self.until
            and self.since[:10] == as_of[:10]
            and self.basis == basis
        )

    def finding_list(self) -> tuple[Finding, ...]:
        """Return the findings."""
        return tuple(Finding.from_dict(data) for data in self.findings)


def _stored(data: "Memory | Judged") -> bytes:
    return orjson.dumps(data, default=tuple)  # revisions are named tuples


def recall(state: SiteState) -> Memory | None:
    """Return what the last build left, if it can be read."""
    try:
        data = orjson.loads(state.meta(_KEY))
        lists = {name: tuple(data[name]) for name in ("findings", "hidden", "extras")}
        return Memory(**{**data, **lists, "basis": Basis.from_data(data["basis"])})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def remember(state: SiteState, memory: Memory, units: Mapping[str, Sequence[str]]) -> None:
    """Leave the result of a build for the next one, with the pages of columns planned anew."""
    with state.writing():
        state.set_meta(_KEY, _stored(memory).decode())
        state.set_pages(units)


def forget(state: SiteState) -> None:
    """Forget the last build: the next one plans everything."""
    state.set_meta(_KEY, "")


def was_blocked(state: SiteState) -> bool:
    """Whether the site did not pass when it was judged last for a build."""
    return state.meta(_BLOCKED) == "yes"


def note_blocked(state: SiteState, *, blocked: bool) -> None:
    """Note whether the site passed."""
    if was_blocked(state) != blocked:
        state.set_meta(_BLOCKED, "yes" if blocked else "no")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as it was reached last; stands like a `Memory`, whatever is published."""

    basis: Basis
    since: str
    until: str
    findings: tuple[Mapping[str, Any], ...]
    not_applicable: tuple[str, ...]

    def stands(self, basis: Basis, as_of: str) -> bool:
        """Whether judging at that moment would come out the same."""
        same_day = self.since[:10] == as_of[:10]
        return same_day and self.since <= as_of < self.until and self.basis == basis


def recall_verdict(state: SiteState) -> Judged | None:
    """Return the last verdict, if it can be read."""
    return _judged(state.meta(_VERDICT))


def recall_findings(path: Path) -> Judged | None:
    """Return what was found over all sites together, if the file can be read."""
    try:
        return _judged(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def remember_findings(path: Path, judged: Judged) -> None:
    """Leave what was found over all sites together for the next run."""
    replace_memory(path, _stored(judged))


def replace_memory(path: Path, data: bytes) -> None:
    """Leave something that spares the next run some work, or nothing where that cannot be."""
    fresh = path.with_suffix(f".{os.getpid()}.new")  # a check may be at work beside a build
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def _judged(text: str) -> Judged | None:
    try:
        data = orjson.loads(text)
        lists = {name: tuple(data[name]) for name in ("findings", "not_applicable")}
        return Judged(**{**data, **lists, "basis": Basis.from_data(data["basis"])})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def remember_verdict(state: SiteState, judged: Judged) -> None:
    """Leave a verdict for the next run."""
    state.set_meta(_VERDICT, _stored(judged).decode())


def next_event(states: Iterable[SiteState], as_of: str) -> str:
    """Return the first moment after `as_of` at which an item comes, expires or is taken back."""
    return min((event for state in states if (event := state.next_event(as_of))), default=_FOREVER)


def pushes_digest(site: SiteConfig, around: Neighbours) -> str:
    """Return what the columns of other sites say to a site's items that are pushed to them."""
    answers: list[str] = []
    for target in sorted(around.states[site.id].values("publish_to")):
        other, _, path = target.partition("/")
        settings = around.settings.get(other)
        column = settings.columns.get(path) if settings else None
        answers.append(f"{target} {sorted(column.accept) if column else None}")
    return "\n".join(answers)


def mounts_digest(config: PlatformConfig, settings: Mapping[str, SiteSettings]) -> str:
    """Return a digest of who mounts what: it decides where shared items have their home."""
    pairs = [
        f"{site.id} {path} {column.mount}"
        for site in config.sites
        for path, column in sorted(settings[site.id].columns.items())
        if column.mount
    ]
    return "\n".join(pairs)
