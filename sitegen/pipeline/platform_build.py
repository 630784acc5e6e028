"""Building a platform: read all sites, judge them, publish those that pass."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from sitegen.errors import UsageError
from sitegen.model.finding import Finding, Verdict
from sitegen.model.platform import Platform, SiteConfig
from sitegen.pipeline.across import Across
from sitegen.pipeline.ingest import Ingest
from sitegen.pipeline.memory import digest_texts
from sitegen.pipeline.mending import StateDamaged, reading_lock
from sitegen.pipeline.options import BuildOptions, Progress
from sitegen.pipeline.program import program_digest
from sitegen.pipeline.reading import PlatformReader
from sitegen.pipeline.results import UNCHANGED, BuildResult, SiteResult
from sitegen.pipeline.site_build import SiteBuilder, load
from sitegen.pipeline.ties import Ties
from sitegen.pipeline.verdict import Judge
from sitegen.pipeline.workers import run
from sitegen.render.theme import Theme
from sitegen.rules import load_rulebook, load_waivers
from sitegen.sources.faults import Fault
from sitegen.sources.git_history import earlier_dates
from sitegen.sources.scan import Scan
from sitegen.sources.sharing import SHARED, Neighbours
from sitegen.state import States

Read = tuple[SiteBuilder, list[str], list[Finding]]
"""What reading gives: the builder, notes on states, and what is wrong with the waivers."""

_ATTEMPTS = 3
"""A site whose content is saved and read anew while it is built, is built so often."""

LARGE = 2000
"""Sites with more items than this are built one after the other, with all processes."""


@dataclass(frozen=True, slots=True)
class PlatformBuild:
    """One run over a platform at one moment.

    `seen` are trees of content that were walked just before, by the names of their sites; they are
    used for the first reading only.
    """

    platform: Platform
    as_of: str
    options: BuildOptions
    progress: Progress = lambda _what, _done, _total: None
    clock_ns: Callable[[], int] = time.time_ns
    seen: dict[str, Scan] = field(default_factory=dict)

    def build(self, only: Sequence[str] = ()) -> BuildResult:
        """Build all sites, or those named; every one that passes is published."""
        started = time.perf_counter()
        chosen = choose_sites(self.platform, only)
        results: dict[str, SiteResult] = {}
        told: list[str] = []
        until = ""  # as long as a site has to be built again, the result of none can stand
        for _ in range(_ATTEMPTS):
            builder, notes, loose = _mended(self._read_all)
            told += notes
            with builder.opened() as around:
                self._build_sites(chosen, builder, results)
                again = [f"{one.name}：{one.error}" for one in results.values() if one.again]
                if not again:
                    self._settle(around)
                    until = builder.until
                    break
            told += again
        self._show(results)
        told += self._abandoned(builder)
        return BuildResult(
            self.as_of,
            time.perf_counter() - started,
            [results[site.id] for site in chosen],
            tuple(loose),
            tuple(told),
            until,
            builder.judge.book.files,
            builder.models,
        )

    def _abandoned(self, builder: SiteBuilder) -> list[str]:
        """Say which sites are no longer on the platform and may still be served."""
        sites = (site.id for site in self.platform.config.sites)
        return [
            f"{site} 已不在 sites.yaml 中，build/ 里仍留有它的网页。不再使用的，"
            f"请重新生成 nginx 配置，删除各主机上的同名目录，"
            f"再删除 build/{site} 和 build/.releases/{site}"
            for site in builder.store.abandoned(sites)
        ]

    def _settle(self, around: Neighbours) -> None:
        """Complete what builds leave."""
        from sitegen.pipeline.pictures import prune_pictures

        prune_pictures(self.platform, around.states)
        for state in around.states.values():
            state.seal()

    def _build_sites(
        self, chosen: Sequence[SiteConfig], builder: SiteBuilder, results: dict[str, SiteResult]
    ) -> None:
        """Build sites; what an earlier attempt did is told, too."""
        for group, jobs in self._groups(chosen, builder):
            for site, result in self._build_group(group, jobs, builder):
                known = results.get(site.id)
                if known is None or known.again or result.status != UNCHANGED:
                    results[site.id] = result
                self.progress(f"构建 {site.label}", len(results), len(chosen))

    def _build_group(
        self, group: Sequence[SiteConfig], jobs: int, builder: SiteBuilder
    ) -> Iterator[tuple[SiteConfig, SiteResult]]:
        """Build some sites, each with `jobs` processes; on most days few of them have changed."""
        across = max(1, self.options.jobs // jobs)
        changed: list[SiteConfig] = []
        for site in group:
            # Asking here first spares processes; where none are started, `build` itself asks.
            if across > 1 and (result := builder.recalled(site)):
                yield site, result
            else:
                changed.append(site)
        if across > 1:
            builder.states.close()
        for index, result in run(partial(builder.build, jobs=jobs), changed, across):
            yield changed[index], result

    def _show(self, results: Mapping[str, SiteResult]) -> None:
        """Write the verdict page, which is no part of any site."""
        from sitegen.reports.dashboard import Outcome, write_dashboard

        outcomes = {
            site: Outcome(result.status, result.release, result.error)
            for site, result in results.items()
        }
        write_dashboard(self.platform, self.as_of, outcomes)

    def check(self, only: Sequence[str] = ()) -> tuple[list[Verdict], list[Finding]]:
        """Return the verdicts on all sites, or those named, and findings that belong to none."""
        chosen = choose_sites(self.platform, only)
        builder, _, loose = self.prepare()

        def work(site: SiteConfig) -> Verdict:
            with builder.opened() as around:
                return builder.judged(site, around)[0]

        found = dict(run(work, chosen, self.options.jobs))
        return [found[index] for index in range(len(chosen))], loose

    def prepare(self) -> tuple[SiteBuilder, list[str], list[Finding]]:
        """Read what changed on all sites; returns the builder, notes, and loose findings."""
        builder, notes, waivers = self.read()
        builder, loose = self.across(builder, waivers)
        return builder, notes, loose

    def read(self) -> tuple[SiteBuilder, list[str], list[Finding]]:
        """Read what changed on all sites; the builder knows nothing yet of what spans them.

        Returns notes on states, too, and what is wrong with the waivers.
        """
        return _mended(self._read)

    def _read(self) -> Read:
        with reading_lock(self.platform.build):
            read = self._look()
        read[0].states.close()
        return read

    def _look(self) -> Read:
        """Look at all sites and read what changed; their states stay open."""
        book = load_rulebook(self.platform.root)
        waivers, loose = load_waivers(self.platform.root, book)
        program = program_digest(self.platform.build / ".state")
        ingest = Ingest(self.platform, book, digest_texts([program, book.digest]))
        theme = Theme.of_platform(self.platform.root, self.platform.config.platform.theme)
        _ = theme.signature  # before any of its files is used
        dates = earlier_dates(self.platform.content, self.platform.build / ".state/dates.json")
        sites = [site.id for site in self.platform.config.sites]
        shared = [SHARED] if ingest.root(SHARED).is_dir() else []
        states = States([*sites, *shared], ingest.reopen)
        reader = PlatformReader(
            ingest, states, self.options.jobs, self.progress, self.clock_ns, load, self.seen
        )
        readings = reader.look()
        settings = {site: reading.settings for site, reading in readings.items()}
        faults: Mapping[str, Sequence[Fault]] = {
            site: reading.faults for site, reading in readings.items()
        }
        builder = SiteBuilder(
            self.platform, ingest, Judge(book, waivers), theme, settings, faults, self.as_of,
            self.options, states, program, dates=dates,
        )  # fmt: skip
        notes = [
            f"{site} 的状态文件{reading.dropped}，已重建"
            for site, reading in readings.items()
            if reading.dropped
        ]
        return builder, notes, loose

    def _read_all(self) -> Read:
        """Like `prepare`, but nobody else reads before what spans the sites is known.

        The states stay open for the build.
        """
        with reading_lock(self.platform.build):
            builder, notes, waivers = self._look()
            with builder.opened(keep=True):
                builder, loose = self.across(builder, waivers)
        return builder, notes, loose

    def across(
        self, builder: SiteBuilder, loose: Sequence[Finding]
    ) -> tuple[SiteBuilder, list[Finding]]:
        """Look at all sites together; returns a builder that knows it, and what belongs to none."""
        others: dict[str, list[Finding]] = defaultdict(list)
        with builder.opened() as around:
            ties = Ties.of(around.states)
            found = Across(builder).judged()
        for finding in (*map(Finding.from_dict, found.findings), *loose):
            others[finding.site].append(finding)
        known = replace(builder, others=others, ties=ties, until=found.until)
        return known, others.get("", [])

    def _groups(
        self, chosen: Sequence[SiteConfig], builder: SiteBuilder
    ) -> Iterator[tuple[list[SiteConfig], int]]:
        """Sub-sites before the sites above them, whose search takes theirs in; large ones alone."""
        depths: dict[int, list[SiteConfig]] = defaultdict(list)
        for site in chosen:
            depths[_depth(site, self.platform)].append(site)
        for _, sites in sorted(depths.items(), reverse=True):
            small: list[SiteConfig] = []
            for site in sites:
                if self._items(site, builder) > LARGE and self.options.jobs > 1:
                    yield [site], self.options.jobs
                else:
                    small.append(site)
            if small:
                yield small, 1

    @staticmethod
    def _items(site: SiteConfig, builder: SiteBuilder) -> int:
        with builder.opened() as around:
            return around.states[site.id].item_count()


def _mended(read: Callable[[], Read]) -> Read:
    """Read; where a state turns out to be damaged, and is removed by that, once more."""
    try:
        return read()
    except StateDamaged as damage:
        builder, notes, loose = read()
        return builder, [str(damage), *notes], loose


def choose_sites(platform: Platform, only: Sequence[str]) -> list[SiteConfig]:
    """Return the sites named, in the order of `sites.yaml`; raises UsageError for unknown ones."""
    known = {site.id: site for site in platform.config.sites}
    for name in only:
        if name not in known:
            raise UsageError(f"没有站点“{name}”。现有站点：{'、'.join(known)}。")
    return [site for site in platform.config.sites if not only or site.id in only]


def _depth(site: SiteConfig, platform: Platform) -> int:
    depth, seen = 0, {site.id}
    while site.parent and site.parent not in seen:
        seen.add(site.parent)
        site = platform.config.site(site.parent)
        depth += 1
    return depth
