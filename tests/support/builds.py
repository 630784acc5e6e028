"""Builds as processes of their own, to be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tests.support.platform import TestPlatform


def start_build(platform: TestPlatform, *options: str) -> subprocess.Popen[bytes]:
    """Start a build with two processes in a group of its own."""
    command = [sys.executable, "-m", "sitegen", "-C", str(platform.root), "build",
               "--as-of", platform.as_of, "--jobs", "2", "--wait", "60", *options]  # fmt: skip
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def killed_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill a build with all its processes after a while; False if it had ended before."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False
