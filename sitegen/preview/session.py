"""A running preview: it answers requests for pages and takes over what was saved."""

import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from sitegen.errors import SitegenError
from sitegen.model.finding import Finding
from sitegen.model.platform import SiteConfig
from sitegen.pipeline.clock import moment
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.site_build import SiteBuilder
from sitegen.preview.drawing import Answer, draw, failure, file_at, notes_of
from sitegen.preview.loaded import LoadedPlatform
from sitegen.preview.notes import EDITION, JUDGED, notes_box
from sitegen.preview.pictures import SeenPictures
from sitegen.preview.saves import sort_saves
from sitegen.preview.verdicts import AtOnce, Case, Verdicts
from sitegen.sources.platform import load_platform

T = TypeVar("T")
Tell = Callable[[str, frozenset[str] | None], None]
"""Called with the name of an event and the sites whose pages it concerns, None for all."""

_PARTS = ("content", "themes", "sites.yaml", "rules.yaml", "waivers.yaml")


class PreviewSession:
    """Answers requests for pages; `refresh` and `take` take over what was saved.

    Requests come from several threads, and a state's connection belongs to the thread that opened
    it: so one thread does everything, one call after the other. It never judges: the executor that
    `judging` makes does, and may use another process.
    """

    def __init__(
        self,
        root: Path,
        as_of: str | None,
        jobs: int,
        *,
        judging: Callable[[], Executor] = AtOnce,
        tell: Tell = lambda _event, _sites: None,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self.root = root
        self._as_of = as_of
        self._jobs = jobs
        self._tell = tell
        self._clock_ns = clock_ns
        self._thread = ThreadPoolExecutor(1, "preview")
        self._verdicts = Verdicts(judging)
        self._asked: dict[str, Future[tuple[Finding, ...]]] = {}
        self._loaded: LoadedPlatform | None = None
        self._fault = ""
        self._pictures = SeenPictures()
        # A browser that was left open must see that another session answers it now.
        self._name = token_hex(4)
        self._count = 0
        self._editions: dict[str, int] = {}

    def close(self) -> None:
        """End the session: nothing is answered any more."""
        self._verdicts.close()
        self._run(self._drop)
        self._thread.shutdown()

    def watched(self) -> list[Path]:
        """The files and folders whose change matters."""
        return [self.root / part for part in _PARTS if (self.root / part).exists()]

    def sites(self) -> tuple[SiteConfig, ...]:
        """The sites of the platform; none while it was never read."""
        loaded = self._loaded
        return loaded.builder.platform.config.sites if loaded else ()

    def edition(self, site: str) -> str:
        """Name the state of a site: pages that were drawn from another one are to be reloaded."""
        return f"{self._name}-{self._editions.get(site, self._editions.get('', 0))}"

    def refresh(self) -> None:
        """Read everything that changed; a fault of the configuration is shown on every page."""
        if self._count:
            self._run(self._refresh)
            return
        # Only the first reading is worth several processes, and only now may they be forked: a
        # process with threads must not.
        found = self._read(self._jobs)
        self._run(partial(self._set, found))

    def take(self, paths: Iterable[str]) -> None:
        """Take over saved files, given by absolute paths: by themselves where that will do."""
        self._run(partial(self._take, list(paths)))

    def answer(self, site: str, path: str, hosts: Mapping[str, str]) -> Answer:
        """Return what stands at a path of a site.

        `hosts` maps the sites' public addresses to their addresses in the preview, so that links
        between sites can be followed.
        """
        return self._run(partial(self._answer, site, path, hosts))

    def notes(self, site: str, path: str) -> str:
        """Return the box with the findings of a page as HTML; empty if there are none."""
        return self._run(partial(self._notes, site, path))

    def warm_up(self, site: str) -> None:
        """Draw a site's home page and load what reading an item takes: the first save is quick."""
        self._run(partial(self._warm_up, site))

    def settle(self) -> None:
        """Wait until all verdicts that were asked for are there."""
        while pending := self._run(lambda: list(self._asked.values())):
            wait(pending)

    def _run(self, work: Callable[[], T]) -> T:
        return self._thread.submit(work).result()

    def _drop(self) -> None:
        if self._loaded:
            self._loaded.close()
        self._loaded = None

    def _read(self, jobs: int) -> tuple[SiteBuilder, list[Finding]] | str:
        """Read the platform; returns what is wrong with its configuration where it cannot be."""
        try:
            platform = load_platform(self.root)
            options = BuildOptions(jobs=jobs, search=True)
            run = PlatformBuild(platform, moment(platform, self._as_of), options)
            builder, _, waivers = run.read()
        except SitegenError as error:
            return str(error)
        return builder, waivers

    def _refresh(self) -> None:
        self._set(self._read(1))

    def _set(self, found: tuple[SiteBuilder, list[Finding]] | str) -> None:
        if isinstance(found, str):
            self._fault = found
        else:
            before = self._loaded
            self._loaded, self._fault = LoadedPlatform(*found, self._pictures), ""
            if before:
                before.close()
        self._count += 1
        self._editions = {"": self._count}
        self._tell(EDITION, None)

    def _take(self, paths: list[str]) -> None:
        loaded = self._loaded
        if loaded is None or self._fault:
            self._refresh()
            return
        try:
            saves = sort_saves(paths, loaded.builder, loaded.around.states)
            as_of = moment(loaded.builder.platform, self._as_of)
            concerned = loaded.take(saves, as_of, self._clock_ns()) if saves is not None else None
        except (OSError, sqlite3.Error, SitegenError):
            # What stands in the way will be said by a look at everything, if it still does.
            concerned = None
        if concerned is None:
            self._refresh()
        elif concerned:
            self._count += 1
            self._editions |= dict.fromkeys(concerned, self._count)
            self._tell(EDITION, concerned)

    def _answer(self, site: str, path: str, hosts: Mapping[str, str]) -> Answer:
        answer = self._drawn(site, path, hosts)
        if not answer.type.startswith("text/html"):
            return answer
        if self._loaded and not self._fault:
            self._ask(site)
        return replace(answer, edition=self.edition(site))

    def _drawn(self, site: str, path: str, hosts: Mapping[str, str]) -> Answer:
        if self._fault or self._loaded is None:
            return failure("平台配置有误", self._fault)
        try:
            return draw(self._loaded, site, path, hosts)
        except SitegenError as error:
            return failure("这一页画不出来", str(error))

    def _notes(self, site: str, path: str) -> str:
        if self._loaded is None or self._fault:
            return ""
        return notes_box(notes_of(self._loaded.site(site), file_at(path)))

    def _warm_up(self, site: str) -> None:
        if self._loaded is None:
            return
        self._drawn(site, "/", {})
        self._loaded.builder.ingest.warm_up(site, self._loaded.around.states)

    def _ask(self, site: str) -> None:
        """Have a site judged unless it is being judged, or nothing changed since it was."""
        loaded = self._loaded
        if loaded is None or site in self._asked or site not in loaded.sites:
            return
        if loaded.sites[site].judged == loaded.changes:
            return
        future = self._verdicts.ask(Case(loaded.builder, loaded.waivers, site))
        self._asked[site] = future
        known = (loaded, loaded.changes)

        def arrived(done: "Future[tuple[Finding, ...]]") -> None:
            with suppress(RuntimeError):  # the session may be over by then
                self._thread.submit(self._judged, site, known, done)

        future.add_done_callback(arrived)

    def _judged(
        self,
        site: str,
        known: tuple[LoadedPlatform, int],
        done: "Future[tuple[Finding, ...]]",
    ) -> None:
        """Take over a verdict, or ask for another one if something changed meanwhile."""
        del self._asked[site]
        loaded, changes = known
        if done.cancelled() or loaded is not self._loaded:
            return
        error = done.exception()
        if error is not None:
            traceback.print_exception(error, file=sys.stderr)
        elif changes != loaded.changes:
            self._ask(site)
            return
        current = loaded.sites[site]
        current.judged = changes
        if error is None and list(done.result()) != list(current.findings):
            current.findings = done.result()
            self._tell(JUDGED, frozenset({site}))
