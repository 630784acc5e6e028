"""The shelf of a column always holds what the items themselves say, however it was filled."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model.entry import Stub
from sitegen.state import FileRow, ItemRow, Shelf, SiteState
from sitegen.state import shelves as module

COLUMNS = ("yw", "gg")
items = st.tuples(st.integers(0, 7), st.sampled_from(COLUMNS), st.integers(1, 3), st.booleans())
stored = st.lists(items, min_size=1, max_size=6, unique_by=lambda item: item[0])
forgotten = st.lists(st.integers(0, 7), max_size=3, unique=True)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("store"), stored),
        st.tuples(st.just("forget"), forgotten),
        st.tuples(st.just("look"), st.none()),
    ),
    max_size=10,
)


MOMENTS = [f"2026-06-0{day} {hour}" for day in range(5) for hour in ("07:59", "08:00")]


def _row(number: int, column: str, day: int, draft: bool) -> ItemRow:
    path = f"{column}/{number}.md"
    expires = "2026-06-04 08:00" if number == 7 else ""
    stub = Stub(
        "city", path, column, "article", f"第{number}号通知", f"2026-06-0{day} 08:00", "办公室",
        f"/{column}/{number}.html", draft, expires, "", "", True, not draft, "", "",
        "", "", "", "",
        "{}", f"{number}{day}",
    )  # fmt: skip
    return ItemRow(stub, "{}", "<p>正文</p>\n", "{}", "[]", 2, ())


def _file(path: str) -> FileRow:
    return FileRow(path, "stamp", 1, "digest", "context")


@contextmanager
def _state() -> Iterator[SiteState]:
    with tempfile.TemporaryDirectory() as folder:
        state = SiteState(Path(folder) / "state.sqlite", "city", "1")
        try:
            yield state
        finally:
            state.close()


@settings(deadline=None, max_examples=60)
@given(steps, st.booleans())
def test_shelves_say_what_items_say(
    run: list[tuple[str, list[object] | None]], filling: bool
) -> None:
    with _state() as state, mock.patch.object(module, "_MANY", 2):
        state.filling = filling
        for what, given_ in run:
            if what == "store":
                rows = [_row(*item) for item in given_ or ()]  # type: ignore[misc]
                with state.writing():
                    state.store([(_file(row.stub.path), row, ()) for row in rows])
            elif what == "forget":
                paths = [f"{column}/{number}.md" for column in COLUMNS for number in given_ or ()]
                with state.writing():
                    state.forget(paths)
            else:
                state.shelves()
        shown = state.shelves()
        for column in COLUMNS:
            # Compared as texts: to Python a truth value equals a number, to a digest it does not.
            stubs, settled = shown.get(column, Shelf([], ""))
            assert repr(stubs) == repr(state.stubs("col=?", (column,)))
            for moment in MOMENTS:
                settled_by_then = all(
                    stub.published(later) for stub in stubs for later in MOMENTS if later >= moment
                )
                assert (settled <= moment) <= settled_by_then
                if not any(stub.draft or stub.expires for stub in stubs):
                    assert (settled <= moment) == settled_by_then
