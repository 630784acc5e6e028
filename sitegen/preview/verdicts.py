"""Judging sites beside the preview, so that no page waits for the verdict."""

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sitegen.model.finding import Finding
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.site_build import SiteBuilder
from sitegen.processes import end_with_parent
from sitegen.render.theme import Theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """A site to be judged as its state stands; `waivers` is what is wrong with the waivers."""

    builder: SiteBuilder
    waivers: Sequence[Finding]
    site: str


def verdict_on(case: Case) -> tuple[Finding, ...]:
    """Return the findings of the verdict on a site; everything is read from the states anew."""
    run = PlatformBuild(case.builder.platform, case.builder.as_of, case.builder.options)
    builder, _ = run.across(case.builder, case.waivers)
    with builder.opened() as around:
        verdict, _ = builder.judged(builder.platform.config.site(case.site), around)
    return verdict.findings


class Verdicts:
    """Judges one site after the other with an executor, a new one if it breaks."""

    def __init__(self, start: Callable[[], Executor]) -> None:
        self._start = start
        self._executor = start()

    def ask(self, case: Case) -> "Future[tuple[Finding, ...]]":
        """Have a site judged."""
        # The assets that a theme has loaded are of no use to a judge, and large.
        lean = replace(case.builder, theme=Theme(case.builder.theme.folders))
        case = replace(case, builder=lean)
        try:
            return self._executor.submit(verdict_on, case)
        except BrokenExecutor:
            self._executor = self._start()
            return self._executor.submit(verdict_on, case)

    def close(self) -> None:
        """Stop judging; what is under way is given up."""
        self._executor.shutdown(wait=False, cancel_futures=True)


class AtOnce(Executor):
    """Runs everything right where it is asked for."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def other_process() -> Executor:
    """Return an executor with a process of its own, that starts afresh: it inherits no threads."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_step_back)


def _step_back() -> None:
    """Leave Ctrl+C to the preview, and the processor to whoever draws pages; end when it ends."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        os.nice(10)
