"""A story: random steps, and after each the proof that the tree is the one built from nothing."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from sitegen.pipeline import platform_build
from sitegen.pipeline.results import BLOCKED
from tests.pipeline.stories import item_moves, setting_moves
from tests.pipeline.stories.troubles import TROUBLES
from tests.pipeline.stories.world import World, remembered_reading

_MEMORY = Path("/dev/shm")


@contextmanager
def worlds(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder for platforms: in memory where there is some, as builds wait for disks."""
    garbage = gc.get_threshold()
    memory = _MEMORY if _MEMORY.is_dir() else tmp_path
    folder = Path(tempfile.mkdtemp(prefix="stories-", dir=memory))
    try:
        with pytest.MonkeyPatch.context() as patch, remembered_reading(patch):
            # The program's own files do not change while it is tested.
            patch.setattr(platform_build, "state_version", cache(platform_build.state_version))
            # The verdict page is no part of any site.
            patch.setattr("sitegen.reports.dashboard.record", lambda *_: None)
            gc.set_threshold(200_000, 20, 20)
            yield folder
    finally:
        gc.set_threshold(*garbage)
        shutil.rmtree(folder, ignore_errors=True)


def tell(
    folder: Path, seed: int, steps: int, *, search: bool = False, troubles: float = 0.2
) -> None:
    """Run a story of that many steps."""
    world = World(folder / f"story-{seed}", seed, search)
    first = world.build()
    assert world.compare({}, world.clean(), first), "the first build is blocked"
    for _ in range(steps):
        step(world, troubles)


def step(world: World, troubles: float) -> None:
    """Change something, let something go wrong now and then, build and compare."""
    chance = world.random
    kept = world.saved()
    for _ in range(chance.choice((1, 1, 1, 1, 2, 4))):
        moves = item_moves.MOVES if chance.random() < 0.7 else setting_moves.MOVES
        world.log.append(chance.choice(moves)(world))
    world.sync()
    result, trees = world.clean()
    if chance.random() < troubles:
        world.log.append(chance.choice(TROUBLES)(world, trees))
        if "meanwhile" in "".join(world.log[-2:]):
            result, trees = world.clean()
    before = world.trees()
    built = world.build()
    if not world.compare(before, (result, trees), built):
        world.restore(kept)
        return
    if chance.random() < 0.1:
        again = world.build()
        changed = [site.site for site in again.sites if site.status not in ("unchanged", BLOCKED)]
        assert changed == [], f"seed {world.seed}: built again without a change: {world.log[-4:]}"
