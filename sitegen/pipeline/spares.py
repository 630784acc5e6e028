"""Laying out trees for the releases to come, beside completing the first one."""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from sitegen.pipeline.workers import aside
from sitegen.release import spares
from sitegen.release.history import Release
from sitegen.release.staging import Staging


@contextmanager
def spares_beside(
    staging: Staging, files: Collection[str], places: list[Path], *, fork: bool
) -> Iterator[Callable[[Release], None]]:
    """Link spares beside the block; it calls what is yielded with the release that has the files.

    All `files` must stand in the staging. What cannot be linked is done without: the next release
    links what it needs itself.
    """
    if not places or len(files) < spares.FEW_FILES:
        yield lambda _: None
        return
    whole = False

    def drop_rest() -> None:
        if not whole:
            spares.drop(places)

    staging.pause()
    with ExitStack() as stack:
        stack.callback(drop_rest)
        try:
            linked = stack.enter_context(_linking(staging.root, files, places, fork=fork))
        except OSError:  # no more processes, or open files
            yield lambda _: None
            return

        def complete(release: Release) -> None:
            nonlocal whole
            with suppress(Exception):  # the release is live, and lacks nothing
                if linked():
                    spares.complete(release, places)
                    whole = True

        yield complete


@contextmanager
def _linking(
    source: Path, files: Collection[str], places: list[Path], *, fork: bool
) -> Iterator[Callable[[], bool]]:
    """Link files at several places, with a process each, as they wait for the same disk.

    Yields what waits until all is linked, and returns whether it is.
    """
    with ExitStack() as stack:
        root = os.open(source, os.O_RDONLY)
        stack.callback(os.close, root)
        each = [partial(_linked, root, files, place) for place in places]
        found = [stack.enter_context(aside(one, fork=fork)) for one in each]
        yield lambda: sum(one() for one in found) == len(places)


def _linked(root: int, files: Collection[str], place: Path) -> bool:
    try:
        spares.link(root, files, place)
    except Exception:  # whatever it is, it must not keep the release back
        return False
    return True
