"""What goes wrong beside the changes: kills, failing disks, lost and damaged files, other runs."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.pipeline.results import BLOCKED
from sitegen.release.store import ReleaseStore
from tests.pipeline.stories.item_moves import MOVES as ITEM_MOVES
from tests.pipeline.stories.trouble import in_child, trouble
from tests.pipeline.stories.world import Trees, World, differing_files

Clean = Callable[[], Trees]
Trouble = Callable[[World, Trees], str]
_FAILURES = (errno.ENOSPC, errno.EIO, errno.EACCES)


def _whole(world: World, before: Trees, clean: Trees, told: str) -> None:
    """Every site that is served is wholly what it was, or wholly what it shall be."""
    for site, tree in world.trees().items():
        old = site in before and differing_files(tree, before[site]) == []
        new = site in clean and differing_files(tree, clean[site]) == []
        assert old or new, f"{told}: {site} is neither wholly old nor wholly new: {world.log[-6:]}"


def killed(world: World, clean: Trees) -> str:
    """A build is killed at one of its operations on the build folder."""
    before = world.trees()
    at = world.random.choice((world.random.randint(1, 60), world.random.randint(1, 900)))

    def work() -> None:
        with trouble(world.root / "build", at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            world.build()

    in_child(work)
    _whole(world, before, clean, f"killed at {at}")
    return f"killed at {at}"


def failing(world: World, clean: Trees) -> str:
    """An operation on the build folder fails."""
    before = world.trees()
    number = world.random.choice(_FAILURES)
    at = world.random.choice((world.random.randint(1, 60), world.random.randint(1, 900)))

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    def work() -> None:
        with trouble(world.root / "build", at, fail):
            try:
                world.build()
            except (SitegenError, OSError, sqlite3.Error):
                return

    status = in_child(work)
    assert status == 0, f"failing at {at} with {number}: {world.log[-6:]}"
    _whole(world, before, clean, f"failing at {at}")
    return f"failing at {at} with {number}"


def interrupted(world: World, clean: Trees) -> str:
    """Somebody presses Ctrl-C, so that everything is cleaned up on the way out."""
    before = world.trees()
    at = world.random.randint(1, 700)

    def stop() -> None:
        raise KeyboardInterrupt

    with trouble(world.root / "build", at, stop), suppress(KeyboardInterrupt, SitegenError):
        world.build()
    _whole(world, before, clean, f"interrupted at {at}")
    return f"interrupted at {at}"


def state_gone(world: World, clean: Trees) -> str:
    shutil.rmtree(world.root / "build/.state", ignore_errors=True)
    return "state gone"


def state_damaged(world: World, clean: Trees) -> str:
    files = sorted((world.root / "build/.state").glob("*/state.sqlite"))
    if not files:
        return "no state"
    path = world.random.choice(files)
    what = world.random.choice((_cut, _garbage, _foreign, _empty, _holes))
    what(path)
    return f"state {path.parent.name}: {what.__name__}"


def state_of_before(world: World, clean: Trees) -> str:
    """One state loses its last changes, as after a loss of power; the others keep theirs."""
    backup = world.root / "backup"
    for kept in sorted(backup.glob("*")):
        shutil.rmtree(world.root / "build/.state" / kept.name, ignore_errors=True)
        kept.rename(world.root / "build/.state" / kept.name)
        return f"state {kept.name} of before"
    site = world.random.choice(world.sites)
    if (world.root / "build/.state" / site).exists():
        shutil.copytree(world.root / "build/.state" / site, backup / site)
    return f"state {site} kept"


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _garbage(path: Path) -> None:
    path.write_bytes(b"nothing that SQLite knows" * 400)


def _foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.commit()
    connection.close()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _holes(path: Path) -> None:
    """All but the first page is overwritten, as by a file system that lost it."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (size - 8192))


def manifest_gone(world: World, clean: Trees) -> str:
    site = world.random.choice(world.sites)
    manifest = world.root / "build" / site / "manifest.json"
    if not manifest.exists():
        return "no manifest"
    manifest.unlink()
    return f"manifest of {site} gone"


def manifest_damaged(world: World, clean: Trees) -> str:
    site = world.random.choice(world.sites)
    manifest = world.root / "build" / site / "manifest.json"
    if not manifest.exists():
        return "no manifest"
    data = manifest.read_bytes()
    manifest.unlink()
    manifest.write_bytes(data[: len(data) // 2])
    return f"manifest of {site} cut"


def caches_damaged(world: World, clean: Trees) -> str:
    state = world.root / "build/.state"
    name = world.random.choice(("platform.json", "verdict", "images", "city/search"))
    target = state / name
    if target.is_dir():
        shutil.rmtree(target)
    elif target.exists():
        target.write_text(world.random.choice(("", "{", "[]", "null")))
    return f"{name} damaged"


def rolled_back(world: World, clean: Trees) -> str:
    site = world.random.choice(world.sites)
    store = ReleaseStore(world.root / "build")
    try:
        release = store.rollback(site)
    except SitegenError:
        return "nothing to go back to"
    return f"{site} back to {release.id}"


def one_site(world: World, clean: Trees) -> str:
    site = world.random.choice(world.sites)
    result = world.build(site).sites[0]
    if result.status != BLOCKED and not world.search:
        tree = world.trees()[site]
        assert differing_files(tree, clean[site]) == [], f"only {site}: {world.log[-6:]}"
    return f"only {site}"


def another_run(world: World, clean: Trees) -> str:
    """While pages are drawn an editor saves, and a check or a preview reads what he saved."""
    at = world.random.randint(1, 40)
    chance = world.random.random()

    def act() -> None:
        kept = world.saved()
        world.log.append("meanwhile " + world.random.choice(ITEM_MOVES)(world))
        world.sync()
        if chance < 0.7:
            world.runner().check()
        if chance < 0.4:  # the editor takes it back before anything was built of it
            world.restore(kept)
            world.runner().check()

    with trouble(world.root / "build/.releases", at, act):
        try:
            world.build()
        except SitegenError as error:
            return f"another run at {at}: {error}"
    return f"another run at {at}"


TROUBLES: tuple[Trouble, ...] = (
    killed, killed, failing, failing, interrupted, state_gone, state_damaged, state_damaged,
    state_of_before, state_of_before,
    manifest_gone, manifest_damaged, caches_damaged, rolled_back, rolled_back, one_site, one_site,
    another_run, another_run, another_run,
)  # fmt: skip
