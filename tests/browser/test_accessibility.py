"""Every page kind, in every mode, at both widths: axe finds nothing, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import MODES, WIDTHS, OpenTab
from tests.browser.pages import KINDS

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 5).map((one) => `${one.tagName}.${one.className}`);
}"""


def violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']} {node['target']}: {node['failureSummary']}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed in tests/browser")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_fits_and_raises_no_error(
    kind: str, width: int, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    found: dict[str, list[str]] = {}
    for mode in MODES:
        page = tab(width, mode)
        page.goto(city + path_of(kind), wait_until="load")
        if kind == "search":
            page.goto(f"{city}/search/?q=公开", wait_until="load")
            page.wait_for_selector(".hit")
        faults = violations(page) + page.evaluate(STICKS_OUT) + page.errors
        if faults:
            found[mode] = faults
    assert found == {}


@pytest.mark.parametrize("site", ["county-x", "dept-mzj", "dept-fao", "town-lq"])
def test_other_sites_have_their_own_hue_and_hold_the_same_rules(
    site: str, tab: OpenTab, serve: Callable[[str], str]
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed in tests/browser")
    page = tab(360)
    page.goto(serve(site) + "/", wait_until="load")
    assert violations(page) + page.evaluate(STICKS_OUT) + page.errors == []


@pytest.mark.parametrize("kind", KINDS)
def test_headings_come_in_order_under_one_first_heading(
    kind: str, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab()
    page.goto(city + path_of(kind), wait_until="load")
    levels = page.evaluate(
        "() => [...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')]"
        ".filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("library-topic", ".facet a{}[aria-current]{}"),
        ("search", ".kinds button{}[aria-pressed=true]{}"),
    ],
)
def test_forced_colours_still_tell_what_is_chosen(
    kind: str, entry: str, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab()
    page.emulate_media(forced_colors="active")
    page.goto(city + path_of(kind) + "?q=公开")
    edge = (
        "one => { const style = getComputedStyle(one);"
        " return style.borderBottomWidth + style.borderBottomColor; }"
    )
    chosen = page.locator(entry.format("", "") + " >> nth=0").evaluate(edge)
    assert chosen != page.locator(entry.format(":not(", ")") + " >> nth=0").evaluate(edge)
