"""The search page and the policy library in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import OpenTab


def asked(page: Any) -> dict[str, str]:
    """What the address of a page asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def results(page: Any) -> list[str]:
    """The titles on the page, once the search has said that it is done."""
    done = re.compile(r"^(找到(?!.*仍在查找)|没有找到)")
    expect(page.locator("[data-part=status]")).to_have_text(done)
    return [title.strip() for title in page.locator(".hit h3").all_inner_texts()]


@pytest.mark.parametrize("kind", ["article", "policy", "service", "letter", "dataset"])
def test_typing_a_title_gives_that_page_first(
    kind: str, tab: OpenTab, city: str, path_of: Callable[[str], str], titles: Callable[[str], str]
) -> None:
    path = path_of(kind)
    page = tab()
    page.goto(city + "/")
    page.fill("#q", titles(path))
    page.press("#q", "Enter")
    results(page)
    assert page.get_attribute(".hit h3 a >> nth=0", "href") == path


def test_results_are_grouped_by_kind_and_a_kind_narrows_them(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开")
    whole = len(results(page))
    counts = page.locator(".kinds button .count").all_inner_texts()
    assert int(counts[0]) == sum(map(int, counts[1:]))
    page.click(".kinds button:has-text('政策解读')")
    page.wait_for_url("**kind=**")
    assert 0 < len(results(page)) <= whole
    assert set(page.locator(".hit .meta span:first-child").all_inner_texts()) == {"政策解读"}


def test_the_other_choices_of_a_filter_keep_their_counts(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开")
    results(page)
    years = page.locator("select[name=year] option").all_inner_texts()
    assert len(years) > 2
    page.select_option("select[name=year]", index=len(years) - 1)
    page.wait_for_url("**year=**")
    results(page)
    assert page.locator("select[name=year] option").all_inner_texts() == years


def test_filters_stand_in_the_address_and_the_history_goes_back(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开")
    results(page)
    year = page.get_attribute("select[name=year] option >> nth=-1", "value")
    page.select_option("select[name=year]", year)
    page.wait_for_url("**year=**")
    expect(page.locator(".hit .meta >> nth=0")).to_contain_text(f"{year}-")
    results(page)
    assert asked(page) == {"q": "公开", "year": year}
    assert all(f"{year}-" in text for text in page.locator(".hit .meta").all_inner_texts())
    page.go_back()
    expect(page.locator("select[name=year]")).to_have_value("")
    results(page)
    assert asked(page) == {"q": "公开"}


def test_sorting_by_date_puts_the_newest_first(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开&sort=date")
    results(page)
    dates = page.locator(".hit .meta span:last-child").all_inner_texts()
    assert dates == sorted(dates, reverse=True)


def test_the_portal_finds_items_of_its_sub_sites(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开&site=county-x")
    results(page)
    links = page.locator(".hit h3 a")
    assert links.count() > 0
    assert all((link.get_attribute("href") or "").startswith("https://") for link in links.all())


def test_further_pages_go_on_where_the_first_ended(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=云泽")
    first = results(page)
    page.click(".pager >> text=下一页")
    page.wait_for_url("**page=2**")
    expect(page.locator(".hits")).to_have_attribute("start", "11")
    second = results(page)
    assert len(first) == 10
    assert second


def test_words_that_are_nowhere_get_advice(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=龘龘龘龘")
    assert results(page) == []
    assert "没有找到" in page.inner_text("[data-part=status]")
    assert page.is_visible("[data-part=help]")


def test_a_query_is_shown_as_text_and_never_as_markup(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=<img src=x onerror=alert(1)>")
    results(page)
    assert page.locator("main img").count() == 0
    assert page.errors == []


def test_arrow_keys_walk_through_the_results(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开")
    results(page)
    page.focus("#search-q")
    focused = "document.activeElement.textContent"
    titles = [text.strip() for text in page.locator(".hit h3 a").all_text_contents()]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == titles[0]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == titles[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-q"


def rows(page: Any) -> list[str]:
    return [text for text in page.locator("[data-library] tbody tr").all_text_contents() if text]


def test_the_library_combines_its_facets_without_a_server(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/zwgk/zcwj/")
    page.wait_for_selector(".library-form")
    page.select_option("select[name=status]", "有效")
    expect(page.locator(".library-status")).not_to_have_text("")
    valid = len(rows(page))
    page.select_option("select[name=year]", "2026")
    page.wait_for_url("**year=2026**")
    assert 0 < len(rows(page)) <= valid
    assert asked(page) == {"status": "有效", "year": "2026"}
    assert set(
        page.locator("[data-library] tbody tr").evaluate_all(
            "rows => rows.map((row) => row.dataset.status)"
        )
    ) == {"有效"}


def test_a_narrowed_library_can_be_linked_to_and_cleared(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/zwgk/zcwj/")
    whole = rows(page)
    page.goto(city + "/zwgk/zcwj/?words=营商环境")
    expect(page.locator(".library-status")).not_to_have_text("")
    assert 0 < len(rows(page)) < len(whole)
    assert all("营商环境" in row for row in rows(page))
    page.click(".library-form [type=reset]")
    expect(page.locator(".library-status")).to_have_text("")
    assert rows(page) == whole


def test_the_traditional_view_is_searched_in_its_own_characters_and_leads_back(
    tab: OpenTab, serve: Callable[[str], str]
) -> None:
    page = tab()
    page.goto(serve("county-y") + "/hant/")
    page.fill("#q", "政務公開")
    page.press("#q", "Enter")
    found = results(page)
    assert "政务公开" in "".join(found)
    page.click(".hit h3 a >> nth=0")
    page.wait_for_url("**/hant/**.html")
    page.click("a[data-script='hans']")
    page.wait_for_url(lambda url: "/hant/" not in url)
    expect(page.locator("h1")).to_have_text(found[0])
    page.click("a[data-script='hant']")
    page.wait_for_url("**/hant/**.html")
    assert page.errors == []


def test_choosing_with_the_keyboard_leaves_the_focus_where_it_is(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/?q=公开")
    results(page)
    focused = "document.activeElement.dataset.kind"
    page.focus(".kinds button[data-kind='政策解读']")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=**")
    expect(page.locator(".kinds button[aria-pressed=true]")).to_contain_text("政策解读")
    results(page)
    assert page.evaluate(focused) == "政策解读"


def test_results_that_come_later_leave_the_focus_on_the_one_that_has_it(
    tab: OpenTab, city: str
) -> None:
    page = tab()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(re.compile(r"/search/20(19|24|25)-"), hold)
    page.goto(f"{city}/search/?q=公开")
    expect(page.locator("[data-part=status]")).to_contain_text("仍在查找")
    link = page.locator(".hit h3 a >> nth=0")
    address = link.get_attribute("href")
    link.focus()
    page.unroute_all()
    for route in waiting:
        route.continue_()
    results(page)
    assert page.evaluate("document.activeElement.getAttribute('href')") == address


def test_words_that_are_not_sent_yet_survive_the_choice_of_an_order(
    tab: OpenTab, city: str
) -> None:
    page = tab()
    page.goto(f"{city}/search/")
    page.fill("#search-q", "居住证")
    page.select_option("select[name=sort]", "date")
    page.wait_for_url("**sort=date**")
    assert results(page)
    assert page.input_value("#search-q") == "居住证"
    assert asked(page) == {"q": "居住证", "sort": "date"}


def test_asking_for_the_same_again_is_no_step_of_the_history(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(f"{city}/search/")
    page.fill("#search-q", "居住证 申领")
    for _ in range(3):
        page.press("#search-q", "Enter")
        results(page)
    page.go_back()
    expect(page.locator("#search-q")).to_have_value("")
    page.goto(f"{city}/search/?q=居住证%20申领")
    results(page)
    steps = page.evaluate("history.length")
    page.press("#search-q", "Enter")
    results(page)
    assert page.evaluate("history.length") == steps
