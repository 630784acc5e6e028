"""From a platform on disk to the cases that reports are computed from."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from sitegen.model.platform import Platform, SiteConfig
from sitegen.reports.case import SiteCase
from sitegen.rules.views import RememberedRecords

if TYPE_CHECKING:
    from sitegen.pipeline.options import Progress
    from sitegen.pipeline.site_build import SiteBuilder
    from sitegen.sources.sharing import Neighbours

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gathering:
    """A platform read once, ready to compute something of each site.

    `chosen` are the sites asked for; `jobs` how many processes may work.
    """

    platform: Platform
    builder: "SiteBuilder"
    chosen: tuple[SiteConfig, ...]
    jobs: int

    @property
    def as_of(self) -> str:
        """The moment, `YYYY-MM-DD HH:MM`."""
        return self.builder.as_of

    def each(
        self, compute: Callable[[SiteCase], T], sites: Sequence[SiteConfig] | None = None
    ) -> list[T]:
        """Return `compute(case)` of every chosen site, in their order.

        Sites are judged in parallel; what `compute` returns has to be plain data.
        """
        from sitegen.pipeline.workers import run

        tasks = self.chosen if sites is None else tuple(sites)
        work = partial(_compute, self, compute)
        found = dict(run(work, tasks, self.jobs))
        return [found[index] for index in range(len(tasks))]

    def searchable(self, site: str) -> bool | None:
        """Whether the published release has a search index; None where there is no release."""
        release = self.platform.build / site
        if not (release / "index.html").is_file():
            return None
        index = release / "search"
        return index.is_dir() and any(path.name != "index.html" for path in index.iterdir())

    @contextmanager
    def case(self, site: SiteConfig) -> Iterator[SiteCase]:
        """One site's case, as long as its state is open."""
        with self.builder.opened() as around:
            yield self._case(site, around)

    def _case(self, site: SiteConfig, around: "Neighbours") -> SiteCase:
        from sitegen.pipeline.views import BuiltSiteView

        model, verdict = self.builder.verdict(site, around)
        view = BuiltSiteView(self.platform, model, around.states[site.id])
        judge, searchable = self.builder.judge, self.searchable(site.id)
        seen = RememberedRecords(view)
        return SiteCase(seen, verdict, judge.book, searchable, judge.waivers)


def _compute(gathering: Gathering, compute: Callable[[SiteCase], T], site: SiteConfig) -> T:
    with gathering.case(site) as case:
        return compute(case)


def gather(
    platform: Platform,
    as_of: str,
    sites: Sequence[str] = (),
    jobs: int = 1,
    progress: "Progress | None" = None,
) -> Gathering:
    """Read what changed on all sites and choose those named; raises UsageError, ConfigError."""
    from sitegen.pipeline.options import BuildOptions
    from sitegen.pipeline.platform_build import PlatformBuild, choose_sites

    chosen = choose_sites(platform, sites)
    run = PlatformBuild(platform, as_of, BuildOptions(jobs=jobs))
    if progress is not None:
        run = PlatformBuild(platform, as_of, BuildOptions(jobs=jobs), progress)
    builder, _, _ = run.prepare()
    return Gathering(platform, builder, tuple(chosen), jobs)
