"""What the checks over all sites together see: remembered as long as nothing changes."""

from dataclasses import dataclass
from pathlib import Path

from sitegen.pipeline.memory import (
    Basis,
    Judged,
    digest_texts,
    next_event,
    recall_findings,
    remember_findings,
)
from sitegen.pipeline.repeats import Repeats
from sitegen.pipeline.site_build import SiteBuilder
from sitegen.pipeline.workers import aside
from sitegen.sources.sharing import Neighbours

_MANY = 50_000
"""Items of all sites from which on they are compared in a process of its own."""


@dataclass(frozen=True, slots=True)
class Across:
    """Compares all sites of a platform with each other, with `builder.options.jobs` processes."""

    builder: SiteBuilder

    def judged(self) -> Judged:
        """Return what the checks find; each finding names its site, "" for none."""
        builder = self.builder
        with builder.opened() as around:
            constants = digest_texts((*builder.constants, builder.judge.book.digest))
            basis = Basis.on(around.states, around, [constants])
            known = recall_findings(self._file("platform"))
            stands = known is not None and known.stands(basis, builder.as_of)
            # The memory for what is compared goes back to the system with the process.
            fork = not stands and builder.options.jobs > 1 and self._much(around)
        if known is None or not stands:
            if fork:
                builder.states.close()
            with aside(lambda: self._compared(basis), fork=fork) as made:
                known = made()
        return known

    def _file(self, name: str) -> Path:
        return self.builder.platform.build / ".state" / f"{name}.json"

    def _repeats(self, around: Neighbours) -> Repeats:
        sites = (site.id for site in self.builder.platform.config.sites)
        own = {site: around.states[site] for site in sites}
        return Repeats.recalled(self._file("repeats"), own)

    def _much(self, around: Neighbours) -> bool:
        """Whether all values of many items have to be looked through."""
        repeats = self._repeats(around)
        items = sum(state.item_count() for state in repeats.states.values())
        return items > _MANY and not repeats.few

    def _compared(self, basis: Basis) -> Judged:
        from sitegen.pipeline.views import BuiltPlatformView
        from sitegen.rules import check_platform

        builder = self.builder
        with builder.opened() as around:
            repeats = self._repeats(around)
            config, as_of = builder.platform.config, builder.as_of
            view = BuiltPlatformView(config, as_of, around.states, repeats)
            found = check_platform(view, builder.judge.book)
            until = next_event(around.states.values(), as_of)
            kept = tuple(finding.as_dict() for finding in found)
            judged = Judged(basis, as_of, until, kept, ())
            if basis.holds(around):
                remember_findings(self._file("platform"), judged)
                repeats.remember(self._file("repeats"), basis.revisions)
        return judged
