"""Work in forked processes: results and errors come back, and nobody stays longer than needed."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.pipeline.workers import aside, run
from sitegen.release.lock import platform_lock

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def _fails() -> int:
    raise SitegenError("坏了")


def test_results_of_several_processes_come_back_with_their_tasks() -> None:
    found = dict(run(lambda number: (number * 2, os.getpid()), [3, 5, 7], 2))
    assert {index: value for index, (value, _) in found.items()} == {0: 6, 1: 10, 2: 14}
    assert os.getpid() not in {process for _, process in found.values()}


def test_work_beside_gives_its_memory_back_as_soon_as_it_is_done() -> None:
    with aside(lambda: "完成", fork=True) as result:
        (child,) = multiprocessing.active_children()
        assert wait([child.sentinel], timeout=30) == [child.sentinel]
        assert result() == "完成"


@pytest.mark.parametrize("fork", [True, False])
def test_what_goes_wrong_beside_is_raised_where_it_is_asked_for(fork: bool) -> None:
    def ask(work: Callable[[], int]) -> None:
        with aside(work, fork=fork) as result:
            result()

    with pytest.raises(SitegenError, match="坏了"):
        ask(_fails)


LOCKED = """
import os, sys, time
from pathlib import Path
from sitegen.pipeline.workers import aside, run
from sitegen.release.lock import platform_lock

def work(_):
    os.write(1, b"at work\\n")
    time.sleep(300)

with platform_lock(Path(sys.argv[1]), "build"):
    {start}
"""
BOTH_WAYS = {
    "run": "list(run(work, [1, 2], 2))",
    "aside": "with aside(lambda: work(1), fork=True) as result: result()",
}


@pytest.mark.parametrize("way", BOTH_WAYS)
def test_processes_whose_build_was_killed_end_and_leave_its_lock_free(
    tmp_path: Path, way: str
) -> None:
    code = LOCKED.format(start=BOTH_WAYS[way])
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        said = build.stdout.readline()
        build.kill()
    assert said == "at work\n", f"the build ended by itself: {build.returncode}"
    with platform_lock(tmp_path, "build", wait_seconds=20):
        pass
