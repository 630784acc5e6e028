"""Incremental ≡ clean: after any sequence of changes the tree equals one built from nothing.

A story is a small platform of two or three sites at which editors and operators do something at
random, while now and then something goes wrong: builds are killed or fail, states and manifests
are lost, other commands run beside. After every step the platform is built on what there is, and
from nothing in another folder; trees and verdicts have to be the same. See `stories/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.stories.story import tell, worlds

# The children of these forks build, are killed or end at once.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for platforms."""
    with worlds(tmp_path) as found:
        yield found


@pytest.mark.parametrize("seed", range(50))
def test_two_thousand_steps_leave_what_a_build_from_nothing_makes(folder: Path, seed: int) -> None:
    tell(folder, seed, 40)


@pytest.mark.parametrize("seed", range(8))
def test_search_indexes_are_those_of_a_build_from_nothing(folder: Path, seed: int) -> None:
    tell(folder, seed, 8, search=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 200))
def test_ten_thousand_steps_leave_what_a_build_from_nothing_makes(folder: Path, seed: int) -> None:
    tell(folder, seed, 100, troubles=0.3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 220))
def test_search_indexes_are_right_over_long_stories(folder: Path, seed: int) -> None:
    tell(folder, seed, 40, search=True, troubles=0.3)
