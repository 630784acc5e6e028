"""A story: random steps, and after each the proof that the tree is the one built from nothing."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

import pytest

from sitegen.pipeline.program import program_digest
from sitegen.pipeline.results import BLOCKED, BuildResult
from sitegen.release import spares
from tests.pipeline.stories import item_moves, scene, setting_moves
from tests.pipeline.stories.troubles import TROUBLES
from tests.pipeline.stories.world import World, remembered_reading

_MEMORY = Path("/dev/shm")
PLACES = 4
"""An item stands in its own column and, as a copy, in at most so many of one other site."""


@contextmanager
def worlds(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder for platforms: in memory where there is some, as builds wait for disks."""
    garbage = gc.get_threshold()
    memory = _MEMORY if _MEMORY.is_dir() else tmp_path
    folder = Path(tempfile.mkdtemp(prefix="stories-", dir=memory))
    try:
        with pytest.MonkeyPatch.context() as patch, remembered_reading(patch):
            # The program's own files do not change while it is tested.
            name = "sitegen.pipeline.platform_build.program_digest"
            patch.setattr(name, cache(program_digest))
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
    sites = tuple(scene.KINDS) if seed % 4 == 0 or search else tuple(scene.KINDS)[:2]
    world = World(folder / f"story-{seed}", seed, search, sites)
    # Some of these small sites leave trees for later releases, as large ones do.
    with mock.patch.object(spares, "FEW_FILES", 1 if seed % 3 == 0 else spares.FEW_FILES):
        first = world.build()
        assert world.compare({}, world.clean(), first), "the first build is blocked"
        for _ in range(steps):
            step(world, troubles)


def bound(world: World, built: BuildResult) -> None:
    """Assert that a change of one text renders its own page, and its copies on other sites."""
    rendered = {one.site: one.pages.rendered for one in built.sites}
    assert max(rendered.values()) <= PLACES, f"seed {world.seed}: {rendered} for {world.log[-1]}"


def step(world: World, troubles: float) -> None:
    """Change something, let something go wrong now and then, build and compare."""
    chance = world.random
    kept = world.saved()
    made: list[item_moves.Move] = []
    for _ in range(chance.choice((1, 1, 1, 1, 2, 4))):
        moves = item_moves.MOVES if chance.random() < 0.7 else setting_moves.MOVES
        made.append(chance.choice(moves))
        world.log.append(made[-1](world))
    world.sync()
    result, trees = world.clean()
    trouble = chance.random() < troubles
    if trouble:
        world.log.append(chance.choice(TROUBLES)(world, trees))
        if "meanwhile" in "".join(world.log[-2:]):
            result, trees = world.clean()
    before = world.trees()
    built = world.build()
    if not world.compare(before, (result, trees), built):
        world.restore(kept)
        world.proven = False
        return
    # (Where there was no item to write on, the move was to add one.)
    if world.log[-1].startswith("body ") and len(made) == 1 and world.proven and not trouble:
        bound(world, built)
    world.proven = True
    if chance.random() < 0.1:
        again = world.build()
        changed = [site.site for site in again.sites if site.status not in ("unchanged", BLOCKED)]
        assert changed == [], f"seed {world.seed}: built again without a change: {world.log[-4:]}"
