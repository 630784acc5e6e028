"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.browser import chromium
from tests.support.demo import demo
from tests.support.platform import TestPlatform

__all__ = ["chromium", "demo"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long tests too")


def pytest_configure(config: pytest.Config) -> None:
    # Each run of the suite looks at the same examples; the long one at many, and at new ones.
    settings.register_profile("suite", max_examples=400, deadline=None, derandomize=True)
    settings.register_profile("long", max_examples=5000, deadline=None)
    settings.load_profile("long" if config.getoption("--long") else "suite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest tests start first, so that no worker is left with them at the end.
    items.sort(key=lambda item: "test_incremental_property" not in item.nodeid)
    if config.getoption("--long"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.timeout(0))
        return
    skip = pytest.mark.skip(reason="a long run; ask for it with --long")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def platform(tmp_path: Path) -> TestPlatform:
    """A portal with every column type, one item each."""
    return TestPlatform(tmp_path / "platform")


@pytest.fixture
def make_platform(tmp_path: Path) -> Callable[[Mapping[str, str]], TestPlatform]:
    """Makes platforms with the given sites: id → kind."""
    made: list[TestPlatform] = []

    def make(sites: Mapping[str, str]) -> TestPlatform:
        made.append(TestPlatform(tmp_path / f"platform-{len(made)}", sites))
        return made[-1]

    return make
