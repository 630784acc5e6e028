"""The same content gives the same bytes, whatever the machine, path, locale, zone or jobs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.platform import TestPlatform, tree_of

Make = Callable[[Mapping[str, str]], TestPlatform]


def _build(root: Path, jobs: int, **environment: str) -> dict[str, dict[str, bytes]]:
    subprocess.run(
        [sys.executable, "-m", "sitegen", "-C", str(root), "build", "--as-of", "2026-06-10 12:00",
         "--jobs", str(jobs)],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )  # fmt: skip
    sites = [path for path in (root / "build").iterdir() if path.is_symlink()]
    return {path.name: tree_of(path) for path in sites}


def test_two_builds_elsewhere_and_otherwise_are_identical(
    make_platform: Make, tmp_path: Path
) -> None:
    first = make_platform({"city": "portal", "county-x": "county"})
    first.replace("content/county-x/yw/1.md", "source:", "keywords: [茶叶, 竹业]\nsource:")
    second = tmp_path / "a longer path with spaces" / "平台"
    shutil.copytree(first.root, second)

    one = _build(first.root, 1, TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    two = _build(second, 3, TZ="America/New_York", LC_ALL="C", LANG="C", PYTHONHASHSEED="77")

    assert one.keys() == two.keys() == {"city", "county-x"}
    for site in one:
        assert one[site].keys() == two[site].keys()
        assert [path for path in one[site] if one[site][path] != two[site][path]] == []
