"""Connections to states: kept as long as a block lasts, never across processes, never stale."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from sitegen.errors import ContentChanged
from sitegen.pipeline.workers import aside
from sitegen.state import SiteState, States
from sitegen.state.database import remove_database


class _Opener:
    """Opens states below a folder and counts how often; can be pickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened = 0

    def __call__(self, site: str) -> SiteState:
        self.opened += 1
        return SiteState(self.folder / site / "state.sqlite", site, "1")


@pytest.fixture
def opener(tmp_path: Path) -> _Opener:
    return _Opener(tmp_path)


def test_a_state_is_opened_once_in_nested_blocks(opener: _Opener) -> None:
    states = States(["city"], opener)
    with states.held():
        first = states["city"]
        with states.held():
            assert states["city"] is first
        assert states["city"] is first
        assert first.revision.number == 0
    assert opener.opened == 1
    with states.held():
        assert states["city"] is not first


def test_a_block_may_leave_states_open_for_the_next_one(opener: _Opener) -> None:
    states = States(["city"], opener)
    with states.held(keep=True):
        first = states["city"]
    with states.held():
        assert states["city"] is first
    with states.held():
        assert states["city"] is not first


def test_a_state_that_was_opened_elsewhere_is_kept(opener: _Opener) -> None:
    states = States(["city"], opener)
    with states.held():
        state = states.adopt(opener("city"))
        assert states["city"] is state
    assert opener.opened == 1


def test_to_ask_whether_there_is_a_site_opens_nothing(opener: _Opener) -> None:
    states = States(["city"], opener)
    assert "city" in states
    assert "dept" not in states
    assert opener.opened == 0


def test_after_an_exception_all_are_closed(opener: _Opener) -> None:
    states = States(["city"], opener)
    with states.held():
        first = states["city"]
        with pytest.raises(KeyError), states.held():
            raise KeyError
        assert states["city"] is not first


def test_what_is_closed_before_a_fork_is_opened_anew_at_its_next_use(opener: _Opener) -> None:
    states = States(["city"], opener)
    with states.held():
        _ = states["city"]
        states.close()
        with aside(lambda: states["city"].revision.number, fork=True) as told:
            assert told() == 0
        assert states["city"].revision.number == 0


def test_another_process_that_is_handed_states_opens_its_own(opener: _Opener) -> None:
    states = States(["city"], opener)
    with states.held():
        _ = states["city"]
        other = pickle.loads(pickle.dumps(states))
        assert list(other) == ["city"]
        with other.held():
            assert other["city"].connection is not states["city"].connection


@pytest.mark.parametrize("made_anew", [False, True])
def test_a_state_that_another_run_removed_is_noticed(opener: _Opener, made_anew: bool) -> None:
    states = States(["city"], opener)
    with states.held():
        _ = states["city"].revision
        remove_database(states["city"].path)
        if made_anew:
            opener("city").close()
        with pytest.raises(ContentChanged):
            _ = states["city"].revision
