"""The search page when something cannot be fetched, and when nothing fits."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab

STATUS = "[data-part=status]"


@pytest.mark.parametrize("part", ["search-engine.js", "grams.js", "pagefind.pf_wasm", "index.json"])
def test_a_part_that_could_not_be_fetched_is_asked_for_again_with_the_next_query(
    part: str, tab: OpenTab, city: str
) -> None:
    page = tab()
    page.route(f"**/search/{part}", lambda route: route.abort())
    page.goto(f"{city}/search/")
    page.fill("#search-q", "居住证")
    page.press("#search-q", "Enter")
    expect(page.locator(STATUS)).not_to_contain_text("正在查找")
    assert page.locator(".hit").count() == 0
    page.unroute_all()
    page.press("#search-q", "Enter")
    expect(page.locator(".hit >> nth=0")).to_contain_text("居住证")
