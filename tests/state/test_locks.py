"""A state that several processes have open at once, as a preview, its judge and a build do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sitegen.state import SiteState

_VISIT = """
import sys
from pathlib import Path
from sitegen.state import SiteState
state = SiteState(Path(sys.argv[1]), "city", "1", make=False)
state.set_meta("visitor", "was here")
state.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


@pytest.fixture
def filled(path: Path) -> Iterator[SiteState]:
    """A new state that is filled and not on the disk yet, as after a first reading."""
    with closing(SiteState(path, "city", "1")) as state:
        assert state.filling
        state.set_meta("text", "字" * 50_000)
        state.complete()
        yield state


def visit(path: Path) -> None:
    """Open the state in another process, write, and leave."""
    subprocess.run([sys.executable, "-c", _VISIT, path], check=True)


def test_sealing_a_state_does_not_take_it_away_from_the_others(
    path: Path, filled: SiteState
) -> None:
    """Once the last one seems to have left, SQLite removes the journal."""
    filled.set_meta("mine", "first")
    with closing(SiteState(path, "city", "1")) as other:
        other.seal()
    visit(path)
    assert path.with_name("state.sqlite-wal").exists()
    filled.set_meta("mine", "second")
    visit(path)
    with closing(SiteState(path, "city", "1")) as later:
        assert not later.dropped
        assert later.meta("mine") == "second"
        assert later.meta("visitor") == "was here"
        assert later.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_sealed_state_is_noted_as_such_once(path: Path, filled: SiteState) -> None:
    filled.seal()
    assert not filled.meta("unsynced")
    assert not filled.meta("sealing")
    size = path.with_name("state.sqlite-wal").stat().st_size
    filled.seal()
    assert path.with_name("state.sqlite-wal").stat().st_size == size


def test_sealing_is_put_off_while_another_one_reads(path: Path, filled: SiteState) -> None:
    filled.set_meta("one", "1")
    with closing(SiteState(path, "city", "1")) as reader:
        reader.connection.execute("BEGIN")
        assert reader.meta("one") == "1"
        filled.set_meta("two", "2")
        filled.seal()
        assert filled.meta("unsynced")
        reader.connection.execute("COMMIT")
    filled.seal()
    assert not filled.meta("unsynced")
