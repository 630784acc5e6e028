"""Where the time of a command goes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LINES = 40


@contextmanager
def profiled(wanted: bool) -> Iterator[None]:
    """Profile the block when asked, and print the functions that cost most.

    Only this process is measured: use `--jobs 1` to see the whole work.
    """
    if not wanted:
        yield
        return
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(_LINES)
