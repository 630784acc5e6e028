"""The program as a process: how it ends, whatever its output leads to."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.platform import TestPlatform


def _run(platform: TestPlatform, redirection: str) -> subprocess.CompletedProcess[str]:
    command = f'exec "$0" -m sitegen -C "$1" build --no-search --json {redirection}'
    return subprocess.run(
        ["sh", "-c", command, sys.executable, str(platform.root)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("redirection", ["", ">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_output_is_no_fault(platform: TestPlatform, redirection: str) -> None:
    done = _run(platform, redirection)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert platform.page("yw/1.html")


def test_all_output_is_there_when_it_ends(platform: TestPlatform) -> None:
    done = _run(platform, "")
    assert done.stdout.endswith("}\n")
    assert "构建完成" in done.stderr


def test_output_that_cannot_be_written_is_told(platform: TestPlatform) -> None:
    done = _run(platform, ">/dev/full")
    assert done.returncode != 0
    assert "No space left" in done.stderr or "磁盘空间已满" in done.stderr
