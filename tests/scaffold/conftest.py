"""A platform as `sitegen init` makes it, on a fixed day."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from sitegen.model.finding import Verdict
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.results import BuildResult
from sitegen.scaffold.platform_files import DEFAULT_NAME, new_platform
from sitegen.sources.platform import load_platform

NOW = datetime(2026, 6, 10, 9, 30)
AT = "2026-06-10 09:30"
OPTIONS = BuildOptions(jobs=1, search=False)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new platform that tests copy; making one means generating every schema."""
    root = tmp_path_factory.mktemp("pattern") / "platform"
    new_platform(root, NOW, DEFAULT_NAME)
    return root


@pytest.fixture
def fresh(pattern: Path, tmp_path: Path) -> Path:
    """A new platform with its portal alone."""
    return shutil.copytree(pattern, tmp_path / "platform", ignore=shutil.ignore_patterns("build"))


def build(root: Path, as_of: str = AT) -> BuildResult:
    return PlatformBuild(load_platform(root), as_of, OPTIONS).build(())


def check(root: Path, as_of: str = AT) -> dict[str, Verdict]:
    verdicts, _ = PlatformBuild(load_platform(root), as_of, OPTIONS).check(())
    return {verdict.site: verdict for verdict in verdicts}
