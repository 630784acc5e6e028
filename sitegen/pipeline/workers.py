"""Work in parallel processes that inherit what they need.

Children are forked, so they see the caller's data without copying or pickling; only results
travel. Their memory goes back to the system when they end.
"""

import gc
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")


def default_jobs() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    work: Callable[[T], R],
    tasks: Sequence[T],
    jobs: int,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[tuple[int, R]]:
    """Yield (index of the task, result) as they are done, in whatever order.

    With one job or one task the work is done here. An exception in a child is raised here; the
    other children are then ended. What is given as `meanwhile` is done here while processes are at
    their first tasks: it may take about as long as one, and is left out where there are none.
    """
    if jobs <= 1 or len(tasks) <= 1:
        for index, task in enumerate(tasks):
            yield index, work(task)
        return
    yield from _forked(work, tasks, min(jobs, len(tasks)), meanwhile)


class Beside(Generic[R]):
    """The result of work that is done beside other work; called, it waits for it."""

    def __init__(self, receive: Callable[[], R], ready: Callable[[], bool]) -> None:
        self._receive = cache(receive)
        self.ready = ready
        """Whether the work is done."""

    def __call__(self) -> R:
        """Return the result; an exception of the work is raised here."""
        return self._receive()


@contextmanager
def aside(work: Callable[[], R], *, fork: bool) -> Iterator[Beside[R]]:
    """Do something beside what stands in the block; yields what waits for its result.

    Without `fork` it is done first, here. An exception of the work is raised where its result is
    asked for; a process that nobody waited for is ended.
    """
    if not fork:
        done = work()
        yield Beside(lambda: done, lambda: True)
        return
    import multiprocessing

    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe()
    child = context.Process(target=_child, args=(lambda _: work(), (None,), theirs), daemon=False)
    child.start()
    theirs.close()
    mine.send(0)
    mine.send(None)  # it ends when it is done, and its memory with it

    def result() -> R:
        _, value, error = _receive(mine, child)
        if error is not None:
            raise error
        return cast("R", value)

    try:
        yield Beside(result, mine.poll)
    finally:
        mine.close()
        _end(child)


def _end(child: Any) -> None:
    """Wait a moment for a process whose pipe was closed, then end it."""
    child.join(timeout=0.2 if child.exitcode is None else 0)
    if child.is_alive():
        child.terminate()
        child.join()


def _forked(
    work: Callable[[T], R], tasks: Sequence[T], jobs: int, meanwhile: Callable[[], None] | None
) -> Iterator[tuple[int, R]]:
    import multiprocessing
    from multiprocessing.connection import wait

    context = multiprocessing.get_context("fork")
    gc.freeze()
    ends: dict[Connection, Any] = {}
    try:
        pending = iter(range(len(tasks)))
        for _ in range(jobs):
            mine, theirs = context.Pipe()
            child = context.Process(target=_child, args=(work, tasks, theirs), daemon=False)
            child.start()
            theirs.close()
            ends[mine] = child
            mine.send(next(pending))
        if meanwhile:
            meanwhile()
        open_ends = set(ends)
        while open_ends:
            for ready in wait(list(open_ends)):
                end = cast("Connection", ready)
                index, result, error = _receive(end, ends[end])
                if error is not None:
                    raise error
                following = next(pending, None)
                end.send(following)
                if following is None:
                    open_ends.discard(end)
                yield index, result
    finally:
        for end, child in ends.items():
            end.close()
            _end(child)
        gc.unfreeze()


def _receive(end: "Connection", child: Any) -> tuple[int, Any, BaseException | None]:
    try:
        index, result, error = end.recv()
    except EOFError:
        child.join()
        return 0, None, RuntimeError(f"worker ended unexpectedly (exit code {child.exitcode})")
    return index, result, error


def _child(work: Callable[[T], R], tasks: Sequence[T], end: "Connection") -> None:
    from sitegen.processes import end_with_parent

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    gc.disable()
    while True:
        try:
            index = end.recv()
        except EOFError:
            return
        if index is None:
            return
        try:
            end.send((index, work(tasks[index]), None))
        except (SitegenError, OSError, sqlite3.Error) as error:
            end.send((index, None, error))
        except BaseException:
            import traceback

            # The traceback would be lost on the way, so it travels as text.
            end.send((index, None, RuntimeError(traceback.format_exc())))
