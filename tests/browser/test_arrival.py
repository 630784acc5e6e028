"""What a page does while it arrives: on a slow way it is painted in parts, and keeps its frame."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import WIDTHS, OpenTab
from tests.browser.pages import PAINT

SLOW = ("home", "list", "library-topic", "article", "letters", "group", "withdrawn", "not-found")
WIDENING = 0.05
"""Columns of a table may widen with rows that come later; browsers call up to 0.1 good."""


@pytest.mark.parametrize("kind", SLOW)
def test_head_and_foot_stay_where_they_are_while_a_page_arrives_in_parts(
    kind: str, tab: OpenTab, slow_city: str, path_of: Callable[[str], str]
) -> None:
    for width in WIDTHS:
        page = tab(width)
        page.goto(slow_city + path_of(kind), wait_until="load")
        seen = page.evaluate(PAINT)
        assert seen["frame"] == []
        assert seen["shift"] < WIDENING, seen["moved"]
