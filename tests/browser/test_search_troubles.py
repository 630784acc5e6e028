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


@pytest.mark.parametrize("lost", ["**/*.pf_wasm", "**/*.pf_meta", "**/*.pf_index"])
def test_what_could_not_be_searched_is_not_said_to_hold_nothing(
    lost: str, tab: OpenTab, city: str
) -> None:
    page = tab()
    page.route(lost, lambda route: route.abort())
    page.goto(f"{city}/search/?q=居住证")
    expect(page.locator(STATUS)).to_contain_text("没有查完与“居住证”相关的内容")
    assert page.is_hidden("[data-part=help]")


def test_results_whose_texts_are_lost_are_told_of_instead_of_left_out_silently(
    tab: OpenTab, city: str
) -> None:
    page = tab()
    page.route("**/text/*", lambda route: route.abort())
    page.goto(f"{city}/search/?q=居住证")
    expect(page.locator(STATUS)).to_contain_text("部分结果未能载入")
    page.unroute_all()
    page.press("#search-q", "Enter")
    expect(page.locator(".hit >> nth=0")).to_contain_text("居住证")
    assert "未能载入" not in page.inner_text(STATUS)


def test_words_that_only_the_filters_exclude_are_not_said_to_be_nowhere(
    tab: OpenTab, city: str
) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=居住证&year=1999")
    expect(page.locator(STATUS)).to_contain_text("所选条件下没有与“居住证”相关的内容")
    assert page.is_hidden("[data-part=help]")
    page.select_option("select[name=year]", "")
    expect(page.locator(".hit >> nth=0")).to_contain_text("居住证")


def test_a_page_that_the_list_no_longer_has_gives_the_last_one(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=居住证&page=99")
    page.wait_for_url(lambda url: "page=99" not in url)
    expect(page.locator(".hit >> nth=0")).to_contain_text("居住证")
