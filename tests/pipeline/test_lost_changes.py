"""A state that has lost its last changes, as after a loss of power, makes no other site stale."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping

import pytest

from tests.support.platform import TestPlatform

Make = Callable[[Mapping[str, str]], TestPlatform]
ITEM = "---\ntitle: {title}\ndate: 2026-06-05 10:00\nsource: 县政府办公室\n---\n\n正文。\n"
SHOWN = "hj/county-x/yw/9.html"


def _edit(platform: TestPlatform, title: str) -> None:
    platform.write("content/county-x/yw/9.md", ITEM.format(title=title))


@pytest.mark.parametrize("elsewhere", [False, True], ids=["edited again", "taken back"])
def test_what_one_state_forgot_is_not_taken_over_by_other_sites(
    make_platform: Make, elsewhere: bool
) -> None:
    platform = make_platform({"city": "portal", "county-x": "county"})
    column = "title: 各地要闻\norder: 60\ncollect: {sites: [county-x], types: [news]}\n"
    platform.write("content/city/hj/_column.yaml", column)
    _edit(platform, "初稿")
    platform.built()
    state = platform.root / "build/.state/county-x"
    kept = shutil.copytree(state, platform.root / "kept")
    _edit(platform, "二稿")
    platform.built()
    assert "二稿" in platform.page(SHOWN)

    shutil.rmtree(state)
    kept.rename(state)
    if elsewhere:
        _edit(platform, "初稿")
        platform.write("content/county-x/yw/10.md", ITEM.format(title="另一篇"))
    else:
        _edit(platform, "三稿")
    platform.built()

    assert ("初稿" if elsewhere else "三稿") in platform.page(SHOWN)
