"""Building one site, from its state to its release."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from sitegen.errors import ReleaseError, SitegenError, StateError
from sitegen.model.entry import SiteModel
from sitegen.model.finding import Finding, Level, Verdict
from sitegen.model.platform import Platform, SiteConfig
from sitegen.pipeline.ingest import Ingest
from sitegen.pipeline.memory import (
    Basis,
    Judged,
    Memory,
    mounts_digest,
    next_event,
    note_blocked,
    pushes_digest,
    recall,
    recall_verdict,
    remember,
    remember_verdict,
    was_blocked,
)
from sitegen.pipeline.mending import usable
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.results import BLOCKED, UNCHANGED, PageCounts, SiteResult
from sitegen.pipeline.ties import NO_TIES, Ties, sources_of
from sitegen.pipeline.verdict import Judge
from sitegen.pipeline.workers import aside
from sitegen.release.faults import reason
from sitegen.release.store import ReleaseStore
from sitegen.render.theme import Theme
from sitegen.rules.views import RememberedRecords
from sitegen.sources.columns import SiteSettings
from sitegen.sources.faults import Fault
from sitegen.sources.sharing import Neighbours
from sitegen.state import SiteState, States

_FEW = 50
"""So few changed files are judged and drawn by one process."""


@dataclass(frozen=True)
class SiteBuilder:
    """Builds the sites of a platform, each from the same settings, rulebook and theme."""

    platform: Platform
    ingest: Ingest
    judge: Judge
    theme: Theme
    settings: Mapping[str, SiteSettings]
    faults: Mapping[str, Sequence[Fault]]
    as_of: str
    options: BuildOptions
    states: States
    program: str
    """Changes with everything else that pages are made with."""
    others: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    ties: Ties = NO_TIES
    until: str = ""
    """The moment at which the next item of any site comes or goes."""
    dates: Mapping[str, Sequence[str]] | None = None
    """Earlier dates of items by content path; None without version control."""
    models: list[SiteModel] = field(default_factory=list)
    """The site that was put together last."""

    def _histories(self, site: str) -> dict[str, Sequence[str]] | None:
        """Earlier dates of a site's items by path; None without version control."""
        return None if self.dates is None else self._dates_by_site.get(site, {})

    @cached_property
    def _dates_by_site(self) -> Mapping[str, dict[str, Sequence[str]]]:
        """Earlier dates of items by site and path, in a fixed order."""
        found: dict[str, dict[str, Sequence[str]]] = defaultdict(dict)
        for content_path, dates in sorted((self.dates or {}).items()):
            site, _, path = content_path.partition("/")
            found[site][path] = dates
        return found

    @cached_property
    def constants(self) -> tuple[str, ...]:
        """What verdicts and pages depend on besides content, clock, rulebook and theme."""
        return (
            self.platform.config.model_dump_json(),
            self.ingest.version,
            mounts_digest(self.platform.config, self.settings),
        )

    @cached_property
    def store(self) -> ReleaseStore:
        """The releases below `build/`."""
        return ReleaseStore(self.platform.build, self.platform.config.platform.keep_releases)

    @contextmanager
    def opened(self, *, keep: bool = False) -> Iterator[Neighbours]:
        """Open the states of all sites until the end of the outermost such block.

        With `keep` they stay open for the next one.

        Every process has its own connections; `states.close` has to be called before one is forked.
        """
        with usable(self.ingest), self.states.held(keep=keep):
            yield Neighbours(self.platform.config, self.settings, self.states)

    def verdict(self, site: SiteConfig, around: Neighbours) -> tuple[SiteModel, Verdict]:
        """Put a site together and judge it."""
        from sitegen.sources.site_model import build_model

        model = build_model(site, around, self.as_of)
        return model, self._verdict(self._view(model, around), around)

    def _view(self, model: SiteModel, around: Neighbours) -> RememberedRecords:
        """A site as the checks see it, and after them its line of the verdict page."""
        from sitegen.pipeline.views import BuiltSiteView

        site = model.config.id
        view = BuiltSiteView(self.platform, model, around.states[site], self._histories(site))
        return RememberedRecords(view)

    def _verdict(self, view: RememberedRecords, around: Neighbours) -> Verdict:
        site = view.model.config.id
        faults = self.faults.get(site, ())
        return self.judge.judge(view, around, faults, self.others.get(site, ()))

    def judged(self, site: SiteConfig, around: Neighbours) -> tuple[Verdict, frozenset[str]]:
        """Return the verdict on a site, and the rules that had nothing to look at.

        Where nothing has changed since it was judged last, that verdict stands.
        """
        from sitegen.rules.applicability import not_applicable

        state = around.states[site.id]
        basis = Basis.on(sources_of(site, around, self.ties), around, self._judging(site, around))
        known = recall_verdict(state)
        if known and known.stands(basis, self.as_of):
            findings = tuple(Finding.from_dict(data) for data in known.findings)
            return Verdict(site.id, findings), frozenset(known.not_applicable)
        model, verdict = self.verdict(site, around)
        nothing = not_applicable(model, self.judge.book, history=self.dates is not None)
        judged = Judged(
            basis,
            self.as_of,
            _next_event(basis, around, self.as_of),
            tuple(finding.as_dict() for finding in verdict.findings),
            tuple(sorted(nothing)),
        )
        if basis.holds(around):
            remember_verdict(state, judged)
        return verdict, nothing

    def _judging(self, site: SiteConfig, around: Neighbours) -> tuple[str, ...]:
        """What a verdict depends on besides content and clock."""
        return (
            *self.constants,
            self.judge.digest,
            repr(self.faults.get(site.id, ())),
            repr(self.others.get(site.id, ())),
            pushes_digest(site, around),
            repr(self._histories(site.id)),
        )

    def recalled(self, site: SiteConfig) -> SiteResult | None:
        """The result of the last build if nothing changed that it depended on, else None."""
        result = SiteResult(site.id, site.name)
        with _told_in(result), self.opened() as around:
            if self._recall(site, around, result) is not None:
                return None
        return result

    def _recall(
        self, site: SiteConfig, around: Neighbours, result: SiteResult
    ) -> tuple[Memory | None, Basis] | None:
        """Fill in what the last build left if it stands, else return that and the new basis."""
        current = self.store.current(site.id)
        result.release = current.id if current else ""
        memory = recall(around.states[site.id])
        if memory and (not current or memory.release != current.token):
            memory = None
        basis = self._basis(site, around)
        if memory is None or not memory.stands(basis, self.as_of):
            return memory, basis
        result.status = UNCHANGED
        result.findings = memory.finding_list()
        result.pages = PageCounts(total=memory.pages, reused=memory.pages)
        return None

    def build(self, site: SiteConfig, jobs: int) -> SiteResult:
        """Judge a site and publish it if it passes; faults of one site never reach another."""
        result = SiteResult(site.id, site.name)
        with _told_in(result), self.opened() as around:
            if changed := self._recall(site, around, result):
                memory, basis = changed
                self._build_anew(site, around, result, jobs=jobs, memory=memory, basis=basis)
        return result

    def _build_anew(
        self,
        site: SiteConfig,
        around: Neighbours,
        result: SiteResult,
        *,
        jobs: int,
        memory: Memory | None,
        basis: Basis,
    ) -> None:
        """Judge a site and, beside it, make its release, which goes live if the verdict allows.

        A site that did not pass the last time, or has a file that may block it, is judged first:
        its release would probably be for nothing. So is one of which little changed: a process of
        its own would cost more than it spares.
        """
        from sitegen.pipeline.site_publish import SitePublisher
        from sitegen.sources.site_model import build_model

        self.models.clear()  # one large site at a time
        model = build_model(site, around, self.as_of)
        self.models.append(model)
        publisher = SitePublisher(
            self.platform,
            self.store,
            self.theme,
            self.options,
            (*self.constants, repr(self.options.search)),
            self.program,
        )
        state = around.states[site.id]
        hopeful = not was_blocked(state) and not _has_blocking(state)
        # A site that gets several processes is so large that judging it takes a while, too.
        much = jobs > 1 or _much_changed(around, memory, basis)
        fork = hopeful and self.options.jobs > 1 and much
        if fork and isinstance(around.states, States):
            around.states.close()
        with aside(lambda: self._judge_and_record(model, around), fork=fork) as judged:
            made = None
            try:
                if fork or judged().passed:
                    made = publisher.publish(
                        model,
                        around,
                        memory,
                        basis=basis,
                        jobs=jobs,
                        allowed=lambda: judged().passed,
                    )
            except ReleaseError:
                # What was found tells it better, with file and line. Whether the site was judged
                # before it was drawn must not show: that depends on what the last build met.
                result.findings = judged().findings
                if judged().passed:
                    raise
            result.findings = judged().findings
        state = around.states[site.id]
        note_blocked(state, blocked=made is None)
        if made is None:
            return
        outcome, left = made
        result.status, result.release = outcome.status, outcome.release
        result.pages, result.explained = outcome.pages, tuple(outcome.explained)
        left = replace(
            left,
            until=_next_event(basis, around, self.as_of),
            findings=tuple(finding.as_dict() for finding in result.findings),
        )
        remember(state, left, outcome.units)

    def _judge_and_record(self, model: SiteModel, around: Neighbours) -> Verdict:
        """Judge a site and leave its line for the verdict page."""
        from sitegen.reports.dashboard import record

        view = self._view(model, around)
        verdict = self._verdict(view, around)
        record(self.platform, view, verdict, self.judge.book, self.options.search)
        return verdict

    def _basis(self, site: SiteConfig, around: Neighbours) -> Basis:
        """All that the site's build depends on, but for the clock."""
        from sitegen.images import recipe

        below = [self.store.current(other.id) for other in self._searched(site)]
        constants = (
            *self._judging(site, around),
            self.theme.signature,
            recipe(),
            repr(self.options.search),
            *(release.id if release else "" for release in below),
        )
        return Basis.on(sources_of(site, around, self.ties), around, constants)

    def _searched(self, site: SiteConfig) -> list[SiteConfig]:
        """The sub-sites whose search index the site takes in."""
        if not self.options.search:
            return []
        from sitegen.pipeline.search_step import sub_sites

        return sub_sites(site, self.platform.config.sites)


@contextmanager
def _told_in(result: SiteResult) -> Iterator[None]:
    """Note in a result how long the block took, and what went wrong in it."""
    started = time.perf_counter()
    try:
        yield
    except StateError as error:
        result.status, result.error, result.again = BLOCKED, str(error), True
    except SitegenError as error:
        result.status, result.error = BLOCKED, str(error)
    except OSError as error:
        result.status, result.error = BLOCKED, f"读写文件失败：{reason(error)}。"
    result.seconds = time.perf_counter() - started


def load() -> None:
    """Load all that building a site takes, which takes longer than a build that changes nothing."""
    import sitegen.pipeline.site_publish
    import sitegen.pipeline.views
    import sitegen.reports.dashboard
    import sitegen.sources.link_faults
    import sitegen.sources.site_model

    _ = sitegen.pipeline.site_publish


def _next_event(basis: Basis, around: Neighbours, as_of: str) -> str:
    """The first moment at which an item comes or goes that a result may depend on."""
    return next_event((around.states[site] for site in basis.revisions), as_of)


def _much_changed(around: Neighbours, memory: Memory | None, basis: Basis) -> bool:
    """Whether many pages may have to be drawn, as `memory` was left long ago or elsewhere."""
    if memory is None or memory.basis.constants != basis.constants:
        return True
    then = memory.basis.revisions
    changed = 0
    for site, now in basis.revisions.items():
        if site not in then or then[site].identity != now.identity:
            return True
        changed += len(around.states[site].changed_since(then[site].number).paths)
    return changed > _FEW


def _has_blocking(state: SiteState) -> bool:
    """Whether something that blocks was found in a file; it may be waived."""
    return any(Level(data["level"]).blocks for data in state.findings())
