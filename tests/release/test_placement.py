"""Trees of releases are kept apart where the file system can do that."""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from sitegen.release.placement import spread
from sitegen.release.store import ReleaseStore

from .site import numbered, publish

TOP_OF_TREES = 0x00020000


def flags_of(folder: Path) -> int:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return int(struct.unpack("L", fcntl.ioctl(descriptor, 0x80086601, bytes(8)))[0])
    finally:
        os.close(descriptor)


@pytest.fixture
def ext4(tmp_path: Path) -> Path:
    stat = shutil.which("stat")
    assert stat
    kind = subprocess.run([stat, "-f", "-c", "%T", tmp_path], capture_output=True, check=True)
    if b"ext" not in kind.stdout:
        pytest.skip("the temporary folder is not on ext4")
    return tmp_path


def test_the_folder_of_a_sites_releases_is_marked(ext4: Path) -> None:
    publish(ReleaseStore(ext4 / "build"), numbered(2))

    assert flags_of(ext4 / "build/.releases/city") & TOP_OF_TREES


def test_other_flags_of_a_folder_stay(ext4: Path) -> None:
    before = flags_of(ext4)

    assert spread(ext4)
    assert spread(ext4)

    assert flags_of(ext4) == before | TOP_OF_TREES


def test_where_there_is_nothing_to_mark_nothing_happens(tmp_path: Path) -> None:
    assert not spread(tmp_path / "none")
    (tmp_path / "file").write_text("")
    assert not spread(tmp_path / "file")
