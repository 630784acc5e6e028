"""Builds, checks and previews at once: nothing fails, and nothing stale is remembered."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.platform import TestPlatform, tree_of

Make = Callable[[dict[str, str]], TestPlatform]
READ = """
import sys
from pathlib import Path
from sitegen.preview.session import PreviewSession
session = PreviewSession(Path(sys.argv[1]), sys.argv[2], 1)
for _ in range(3):
    session.refresh()
"""


def _run(platform: TestPlatform, *command: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "sitegen", "-C", str(platform.root), *command]
    return _started([*line, "--as-of", platform.as_of])


def _started(line: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _edit(platform: TestPlatform, number: int) -> None:
    for index in range(8):
        platform.write(
            f"content/city/yw/n{index}.md",
            f"---\ntitle: 会议{index}第{number}版\ndate: 2026-06-0{1 + index} 08:00\n"
            f"source: 办公室\n---\n\n第{number}版的内容。\n",
        )


@pytest.mark.parametrize("rounds", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_commands_at_once_neither_fail_nor_remember_what_is_stale(
    make_platform: Make, tmp_path: Path, rounds: int
) -> None:
    platform = make_platform({"city": "portal"})
    chance = random.Random(rounds)
    for number in range(rounds):
        if chance.random() < 0.4:  # all of them find no state, and make one
            shutil.rmtree(platform.root / "build", ignore_errors=True)
        _edit(platform, number)
        running = [
            _run(platform, "build", "--no-search", "--jobs", "2", "--wait", "60"),
            _run(platform, "check", "--jobs", "2"),
            _run(platform, "build", "--no-search", "--jobs", "1", "--wait", "60"),
            _started([sys.executable, "-c", READ, str(platform.root), platform.as_of]),
        ]
        _edit(platform, 1000 + number)
        for process in running:
            _, told = process.communicate()
            assert process.returncode == 0, told

        assert platform.built().status in ("published", "unchanged")
        fresh = TestPlatform.__new__(TestPlatform)
        fresh.root, fresh.as_of, fresh.config = tmp_path / "fresh", platform.as_of, platform.config
        shutil.rmtree(fresh.root, ignore_errors=True)
        shutil.copytree(platform.root, fresh.root, ignore=shutil.ignore_patterns("build"))
        fresh.built()
        assert platform.tree() == tree_of(fresh.root / "build/city")
