"""A build killed at any moment leaves the old site or the new one, and the next run heals."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.support.builds import killed_after, start_build
from tests.support.platform import TestPlatform

Make = Callable[[dict[str, str]], TestPlatform]


def _version(platform: TestPlatform, number: int) -> None:
    for index in range(30):
        platform.write(
            f"content/city/yw/n{index}.md",
            f"---\ntitle: 会议{index}第{number}版\ndate: 2026-06-0{1 + index % 9} 08:00\n"
            f"source: 办公室\n---\n\n第{number}版的内容。\n",
        )


def _kill_at_random(platform: TestPlatform, rounds: int, seed: int, *options: str) -> None:
    """Kill builds; with two processes a site is judged beside the drawing of its pages."""
    chance = random.Random(seed)
    _version(platform, 0)
    started = time.monotonic()
    assert start_build(platform, *options).wait() == 0
    length = time.monotonic() - started
    old = platform.tree()
    killed = 0
    for number in range(1, rounds + 1):
        _version(platform, number)
        killed += killed_after(start_build(platform, *options), chance.uniform(0.2, length))
        served = platform.tree()
        assert start_build(platform, *options).wait() == 0, "the next run heals without a flag"
        new = platform.tree()
        assert f"第{number}版".encode() in new["yw/n3.html"]
        assert served in (old, new), "neither wholly old nor wholly new"
        old = new
    assert killed, "no build was killed"


def test_a_killed_build_leaves_a_whole_site(make_platform: Make) -> None:
    _kill_at_random(make_platform({"city": "portal"}), 12, 1, "--no-search")


@pytest.mark.slow
def test_two_hundred_killed_builds_leave_whole_sites(make_platform: Make) -> None:
    _kill_at_random(make_platform({"city": "portal"}), 200, 2, "--no-search")


@pytest.mark.slow
def test_two_hundred_killed_builds_with_search_leave_whole_sites(make_platform: Make) -> None:
    _kill_at_random(make_platform({"city": "portal"}), 200, 3)


def test_a_second_build_at_once_is_refused_by_the_name_of_the_first(platform: TestPlatform) -> None:
    from sitegen.release.lock import platform_lock

    with platform_lock(platform.root / "build", "build"):
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", "-C", str(platform.root), "build"],
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert str(os.getpid()) in done.stderr
