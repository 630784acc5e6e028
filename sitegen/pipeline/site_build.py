"""Building one site, from its state to its release."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.errors import SitegenError
from sitegen.images import recipe
from sitegen.model.entry import SiteModel
from sitegen.model.finding import Finding, Verdict
from sitegen.model.platform import Platform, SiteConfig
from sitegen.pages.addresses import Addresses
from sitegen.pages.site_info import site_info
from sitegen.pages.site_pages import plan_pages, redirects_of
from sitegen.pipeline.extras import asset_extras, file_extras, picture_extras
from sitegen.pipeline.ingest import Ingest
from sitegen.pipeline.memory import (
    Judged,
    Memory,
    fingerprint,
    mounts_digest,
    next_event,
    recall,
    recall_verdict,
    remember,
    remember_verdict,
)
from sitegen.pipeline.pictures import SitePictures, picture_store
from sitegen.pipeline.publish import Extra, Publisher
from sitegen.pipeline.results import BLOCKED, UNCHANGED, PageCounts, SiteResult
from sitegen.pipeline.verdict import Judge, stored
from sitegen.pipeline.views import BuiltSiteView, StateLibrary
from sitegen.release.store import ReleaseStore
from sitegen.render.renderer import Renderer
from sitegen.render.theme import Theme
from sitegen.rules.applicability import not_applicable
from sitegen.sources.columns import SiteSettings
from sitegen.sources.faults import Fault
from sitegen.sources.git_history import earlier_dates
from sitegen.sources.sharing import SHARED, Neighbours
from sitegen.sources.site_model import build_model
from sitegen.state import SiteState, States


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What the operator asked for."""

    jobs: int = 1
    search: bool = True
    explain: bool = False
    allow_shrink: bool = False


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
    others: Mapping[str, Sequence[Finding]] = field(default_factory=dict)

    @cached_property
    def store(self) -> ReleaseStore:
        """The releases below `build/`."""
        return ReleaseStore(self.platform.build, self.platform.config.platform.keep_releases)

    @contextmanager
    def opened(self) -> Iterator[Neighbours]:
        """Open the states of all sites; every process has its own connections."""
        ids = [site.id for site in self.platform.config.sites]
        if SHARED in self.settings:
            ids.append(SHARED)
        states = States(ids, self.ingest.open)
        try:
            yield Neighbours(self.platform.config, self.settings, states)
        finally:
            states.close()

    def verdict(self, site: SiteConfig, around: Neighbours) -> tuple[SiteModel, Verdict]:
        """Put a site together and judge it."""
        model = build_model(site, around, self.as_of)
        cache = self.platform.build / ".state" / site.id / "dates.json"
        histories = earlier_dates(self.platform.content, site.id, cache)
        view = BuiltSiteView(self.platform, model, around.states[site.id], histories)
        faults = self.faults.get(site.id, ())
        return model, self.judge.judge(view, around, faults, self.others.get(site.id, ()))

    def judged(self, site: SiteConfig, around: Neighbours) -> tuple[Verdict, frozenset[str]]:
        """Return the verdict on a site, and the rules that had nothing to look at.

        Where nothing has changed since it was judged last, that verdict stands.
        """
        state = around.states[site.id]
        digest = fingerprint(site, around, self._judging(site, around))
        known = recall_verdict(state)
        if known and known.stands(digest, self.as_of):
            findings = tuple(stored(data) for data in known.findings)
            return Verdict(site.id, findings), frozenset(known.not_applicable)
        model, verdict = self.verdict(site, around)
        nothing = not_applicable(model, self.judge.book)
        remember_verdict(
            state,
            Judged(
                digest,
                self.as_of,
                next_event(around.states.values(), self.as_of),
                tuple(finding.as_dict() for finding in verdict.findings),
                tuple(sorted(nothing)),
            ),
        )
        return verdict, nothing

    def _judging(self, site: SiteConfig, around: Neighbours) -> tuple[str, ...]:
        """What a verdict depends on besides content and clock."""
        return (
            self.platform.config.model_dump_json(),
            self.ingest.version,
            self.judge.digest,
            repr(self.faults.get(site.id, ())),
            repr(self.others.get(site.id, ())),
            mounts_digest(self.platform.config, around),
        )

    def build(self, site: SiteConfig, jobs: int) -> SiteResult:
        """Judge a site and publish it if it passes; faults of one site never reach another."""
        started = time.perf_counter()
        result = SiteResult(site.id, site.name)
        try:
            with self.opened() as around:
                current = self.store.current(site.id)
                result.release = current.id if current else ""
                if not self._recall(site, around, result):
                    self._build_anew(site, around, jobs, result)
        except SitegenError as error:
            result.status, result.error = BLOCKED, str(error)
        result.seconds = time.perf_counter() - started
        return result

    def _build_anew(
        self, site: SiteConfig, around: Neighbours, jobs: int, result: SiteResult
    ) -> None:
        model, verdict = self.verdict(site, around)
        result.findings = verdict.findings
        self._record(model, verdict, around)
        if verdict.passed:
            self._publish(model, around, jobs, result)
            memory = Memory(
                fingerprint=self._fingerprint(site, around),
                since=self.as_of,
                until=next_event(around.states.values(), self.as_of),
                release=result.release,
                pages=result.pages.total,
                findings=tuple(finding.as_dict() for finding in verdict.findings),
            )
            remember(around.states[site.id], memory)

    def _record(self, model: SiteModel, verdict: Verdict, around: Neighbours) -> None:
        """Leave the site's line for the verdict page."""
        from sitegen.reports.dashboard import record

        view = BuiltSiteView(self.platform, model, around.states[model.config.id])
        record(self.platform, view, verdict, self.judge.book, self.options.search)

    def _recall(self, site: SiteConfig, around: Neighbours, result: SiteResult) -> bool:
        """Whether the last build's result stands; fills it in if so."""
        memory = recall(around.states[site.id])
        if memory is None or memory.release != result.release:
            return False
        if not memory.stands(self._fingerprint(site, around), self.as_of, result.release):
            return False
        result.status = UNCHANGED
        result.findings = memory.finding_list()
        result.pages = PageCounts(total=memory.pages, reused=memory.pages)
        return True

    def _fingerprint(self, site: SiteConfig, around: Neighbours) -> str:
        """A digest of all that the site's build depends on, but for the clock."""
        below = [self.store.current(other.id) for other in self._searched(site)]
        constants = (
            *self._judging(site, around),
            self._theme_signature,
            recipe(),
            repr(self.options.search),
            *(release.id if release else "" for release in below),
        )
        return fingerprint(site, around, constants)

    def _searched(self, site: SiteConfig) -> list[SiteConfig]:
        """The sub-sites whose search index the site takes in."""
        if not self.options.search:
            return []
        from sitegen.pipeline.search_step import sub_sites

        return sub_sites(site, self.platform.config.sites)

    @cached_property
    def _theme_signature(self) -> str:
        return self.theme.signature()

    def _publish(self, model: SiteModel, around: Neighbours, jobs: int, result: SiteResult) -> None:
        site = model.config.id
        states = around.states
        library = StateLibrary(states, self.platform.content)
        close = around.states.close if isinstance(around.states, States) else None
        pictures = SitePictures(self.platform, picture_store(self.platform), states)
        measured = pictures.measure(model, jobs, close)
        addresses = Addresses(model, around, measured.get)
        info = site_info(model, search=self.options.search)
        renderer = Renderer(self.theme, info, self.platform.build / ".state" / "templates")
        aliases: dict[str, tuple[str, ...]] = {}
        for fact in states[site].facts("alias"):
            aliases[fact.path] = (*aliases.get(fact.path, ()), fact.value)
        redirects = redirects_of(model, aliases)
        settings = self.platform.config.platform
        publisher = Publisher(
            store=self.store,
            site=site,
            renderer=renderer,
            formats=settings.precompress,
            jobs=jobs,
            shrink_limit=settings.shrink_limit,
            allow_shrink=self.options.allow_shrink,
            explain=self.options.explain,
            before_fork=close,
        )
        extras = [
            *asset_extras(renderer),
            *file_extras(self.platform, model, addresses, library, states),
            *picture_extras(pictures.store, measured.values()),
        ]
        if self.options.search:
            extras += self._search(model, states)
        planned = plan_pages(model, addresses, library, redirects, search=self.options.search)
        outcome = publisher.publish(planned, extras, redirects)
        result.status, result.release = outcome.status, outcome.release
        result.pages = outcome.pages
        result.explained = tuple(outcome.explained)

    def _search(self, model: SiteModel, states: Mapping[str, SiteState]) -> list[Extra]:
        from sitegen.pipeline.search_step import index_site, search_extras
        from sitegen.search.index import prune_cache

        cache = self.platform.build / ".state" / model.config.id / "search"
        shards = index_site(model, states, cache)
        prune_cache(cache, {shard.name for shard in shards})
        return list(search_extras(model, shards, self.store, cache))


Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""
