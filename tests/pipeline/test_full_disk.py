"""A disk that is really full: the build says so, the site stays, and the next build heals."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.pipeline.results import BLOCKED
from tests.support.platform import TestPlatform

SIZE = "48m"
LEFT = (0, 20, 120, 400)
"""Kilobytes left: too few for the lock, for the state, for the first pages, for all pages."""


@pytest.fixture
def small_disk(platform: TestPlatform) -> Iterator[Path]:
    """The platform's build folder, on a file system of its own."""
    build = platform.root / "build"
    build.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(build)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("file systems may not be mounted here")
    yield build
    subprocess.run(["umount", "--lazy", str(build)], check=True)


def _fill(build: Path, left: int) -> Path:
    about = os.statvfs(build)
    filler = build / "filler"
    filler.write_bytes(bytes(about.f_bavail * about.f_frsize - left * 1024))
    return filler


@pytest.mark.parametrize("left", LEFT)
def test_a_full_disk_leaves_the_old_site_and_the_next_build_heals(
    platform: TestPlatform, small_disk: Path, left: int
) -> None:
    platform.built()
    old = platform.tree()
    # Every page changes.
    platform.replace("sites.yaml", "澄湖市", "云湖市")
    filler = _fill(small_disk, left)
    try:
        (site,) = platform.build().sites
    except SitegenError as error:
        message = str(error)
    else:
        assert site.status == BLOCKED
        message = site.error
    assert "磁盘" in message
    assert platform.tree() == old

    filler.unlink()
    platform.built()
    assert "云湖市".encode() in platform.tree()["index.html"]
