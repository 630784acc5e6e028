"""What stands ready for everyone: modes, keyboard, reading aloud, leaving, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenTab

SMALLEST_TEXT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 1000, who = '';
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest('svg, script, noscript, .visually-hidden, .seal, option')) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < least) { least = size; who = parent.outerHTML.slice(0, 120); }
  }
  return [least, who];
}"""

# A voice that speaks when it is told to, since a headless browser has none.
VOICE = """
window.spoken = [];
const voice = {
  speak(one) { window.spoken.push(one.text); this.now = one; one.onstart?.({}); },
  cancel() { this.now = null; },
  finish() { const one = this.now; this.now = null; one?.onend?.({}); },
};
Object.defineProperty(window, 'speechSynthesis', { value: voice });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "list", "article", "policy", "service", "letters"])
def test_large_print_leaves_no_text_below_18_points(
    kind: str, width: int, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(width, "large")
    page.goto(city + path_of(kind), wait_until="load")
    size, where = page.evaluate(SMALLEST_TEXT)
    assert size >= 24, where


def test_modes_are_chosen_with_the_keyboard_and_last(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/")
    page.focus(".topbar [data-mode='size']")
    page.keyboard.press("Enter")
    page.focus("[data-tools]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#tools') !== null")
    page.focus("#tools [data-mode='contrast']")
    page.keyboard.press("Space")
    page.goto(city + "/sitemap.html")
    assert page.evaluate("({...document.documentElement.dataset})") == {
        "size": "large",
        "contrast": "high",
    }
    assert page.get_attribute("#tools [data-mode='contrast']", "aria-pressed") == "true"


def test_all_modes_are_given_up_at_once(tab: OpenTab, city: str) -> None:
    page = tab(mode="contrast")
    page.goto(city + "/")
    page.click("[data-tools]")
    page.click("[data-reset]")
    page.reload()
    assert page.evaluate("Object.keys(document.documentElement.dataset)") == []


def test_the_tools_close_on_escape_and_give_the_focus_back(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/")
    page.click("[data-tools]")
    page.keyboard.press("Escape")
    assert page.is_hidden("#tools")
    assert page.evaluate("document.activeElement.hasAttribute('data-tools')")


def test_the_ruler_follows_the_pointer(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/")
    page.click("[data-tools]")
    page.click("[data-mode='ruler']")
    page.mouse.move(300, 400)
    box = page.locator(".ruler").bounding_box()
    assert box is not None
    assert 390 < box["y"] < 410


def test_the_size_of_text_changes_the_article_and_nothing_else(
    tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab()
    page.goto(city + path_of("article"))
    size = "parseFloat(getComputedStyle(document.querySelector('{}')).fontSize)"
    before = page.evaluate(size.format(".prose")), page.evaluate(size.format(".crumbs"))
    page.click("[data-text='l']")
    after = page.evaluate(size.format(".prose")), page.evaluate(size.format(".crumbs"))
    assert after[0] > before[0]
    assert after[1] == before[1]


FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    tag: one.tagName,
    name: one.innerText || one.getAttribute('aria-label') || one.name || '',
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    key: one.outerHTML.slice(0, 200) + box.top + box.left + scrollY,
  };
}"""


def walk(page: Any, limit: int = 400) -> list[dict[str, Any]]:
    """Press Tab from the start of a page until the focus leaves it."""
    seen: list[dict[str, Any]] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now["tag"] == "BODY":
            return seen
        seen.append(now)
    raise AssertionError("the focus does not leave the page")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "kind",
    ["home", "article", "policy", "library", "letters", "annual-report", "dataset", "search"],
)
def test_tab_reaches_everything_and_the_focus_is_always_seen(
    kind: str, width: int, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(width)
    page.goto(city + path_of(kind), wait_until="load")
    stops = walk(page)
    assert stops[0]["name"] == "跳到正文"
    assert [stop["name"] for stop in stops if not (stop["marked"] and stop["shown"])] == []
    reachable = page.evaluate(
        "() => [...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter((one) => one.checkVisibility({ visibilityProperty: true })).length"
    )
    inner = [stop for stop in stops if stop["tag"] in ("A", "BUTTON", "INPUT", "SELECT", "SUMMARY")]
    assert len(inner) >= reachable


def test_the_menu_of_a_phone_opens_and_closes_with_keys(tab: OpenTab, city: str) -> None:
    page = tab(360)
    page.goto(city + "/")
    assert page.is_hidden(".site-nav")
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    assert page.is_visible(".site-nav")
    page.keyboard.press("Escape")
    assert page.is_hidden(".site-nav")


def test_a_sub_menu_opens_on_focus_and_closes_on_escape(tab: OpenTab, city: str) -> None:
    page = tab(1280)
    page.goto(city + "/")
    page.focus(".channels > li:has(.sub) > a")
    assert page.is_visible(".channels > li:has(.sub) > .sub")
    page.keyboard.press("Escape")
    assert page.is_hidden(".channels > li:has(.sub) > .sub")


def test_reading_aloud_starts_with_the_title_goes_on_and_stops(
    tab: OpenTab, city: str, path_of: Callable[[str], str], titles: Callable[[str], str]
) -> None:
    page = tab()
    page.add_init_script(VOICE)
    path = path_of("article")
    page.goto(city + path)
    button = page.locator(".duties [data-read]")
    button.click()
    _until_spoken(page)
    assert page.evaluate("spoken") == [titles(path)]
    assert page.inner_text(".reading-now") == titles(path)
    assert button.get_attribute("aria-pressed") == "true"
    for _ in range(3):
        page.evaluate("speechSynthesis.finish()")
    spoken = page.evaluate("spoken")
    assert len(spoken) == 4
    assert spoken[-1] in page.inner_text("main")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    # What is within the closed tools, no screen reader is told.
    expect(page.get_by_role("status").filter(has_text="已停止朗读")).to_have_count(1)
    assert page.locator(".reading-now").count() == 0
    page.evaluate("speechSynthesis.finish()")
    assert len(page.evaluate("spoken")) == 4


def test_reading_aloud_ends_at_the_end_of_the_text(
    tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab()
    page.add_init_script(VOICE)
    page.goto(city + path_of("letter"))
    page.click(".duties [data-read]")
    _until_spoken(page)
    for _ in range(200):
        page.evaluate("speechSynthesis.finish()")
    assert page.get_attribute(".duties [data-read]", "aria-pressed") == "false"
    assert "答复内容" in page.evaluate("spoken")


def test_a_button_that_is_pressed_before_its_script_is_there_works_when_it_is(
    tab: OpenTab, city: str, path_of: Callable[[str], str], titles: Callable[[str], str]
) -> None:
    page = tab()
    page.add_init_script(VOICE)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/reading*.js", hold)
    path = path_of("article")
    page.goto(city + path)
    while not waiting:
        page.wait_for_timeout(10)
    page.click(".duties [data-read]")
    assert page.evaluate("spoken") == []
    waiting[0].continue_()
    _until_spoken(page)
    assert page.evaluate("spoken") == [titles(path)]


LINK = """(url) => {
  const link = document.createElement('a');
  link.href = url; link.textContent = '外部'; link.id = 'probe';
  document.querySelector('main').prepend(link);
}"""


@pytest.mark.parametrize(
    ("url", "asks"),
    [
        ("https://www.example.com/", True),
        ("https://www.gov.cn.example.com/", True),
        ("https://notgov.cn/", True),
        ("https://www.gov.cn/", False),
        ("https://www.example.gov.cn/", False),
        ("/sitemap.html", False),
        ("mailto:someone@example.com", False),
    ],
)
def test_only_a_link_that_leaves_the_government_s_sites_asks_first(
    url: str, asks: bool, tab: OpenTab, city: str
) -> None:
    page = tab()
    page.goto(city + "/")
    page.route(
        "**/*", lambda route: route.abort() if city not in route.request.url else route.continue_()
    )
    page.evaluate(LINK, url)
    page.evaluate(
        "document.addEventListener('click', (event) => {"
        "  window.stopped = event.defaultPrevented; event.preventDefault(); })"
    )
    page.click("#probe")
    assert page.evaluate("stopped") is asks
    assert page.locator("dialog[open]").count() == int(asks)


def test_the_hint_names_the_site_and_leads_on_or_back(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/")
    page.evaluate(LINK, "https://www.example.com/a")
    page.click("#probe")
    assert "您访问的链接即将离开“云泽市人民政府”网站，是否继续？" in page.inner_text("dialog")
    assert page.get_attribute("dialog a", "href") == "https://www.example.com/a"
    page.click("dialog button")
    assert page.locator("dialog[open]").count() == 0
    assert page.url == city + "/"


def test_the_carousel_moves_only_when_asked(tab: OpenTab, city: str) -> None:
    page = tab()
    page.goto(city + "/")
    page.wait_for_selector(".slide-buttons")
    assert page.inner_text(".slide-buttons span").startswith("1 /")
    page.click(".slide-buttons button[aria-label='下一张']")
    expect(page.locator(".slide-buttons span")).to_have_text(re.compile("^2"))


def test_without_scripts_the_menu_the_pictures_and_the_qr_code_still_work(
    tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(360, scripts=False)
    page.goto(city + "/")
    page.click(".menu-button")
    page.click(".site-nav >> text=政务公开")
    assert page.url.endswith("/zwgk/")
    page.goto(city + path_of("article"))
    page.click(".share summary")
    assert page.is_visible(".qr")
    assert page.is_hidden(".duties-tools")
    assert page.is_hidden(".topbar [data-mode]")


def test_without_scripts_the_library_is_narrowed_by_its_pages_and_search_says_what_to_do(
    tab: OpenTab, city: str
) -> None:
    page = tab(scripts=False)
    page.goto(city + "/zwgk/zcwj/")
    whole = page.locator("[data-library] tbody tr").count()
    page.click(".facet a[href*='topic-'] >> nth=0")
    assert 0 < page.locator("[data-library] tbody tr").count() < whole
    page.goto(city + "/search/?q=政务公开")
    assert "JavaScript" in page.inner_text("main")


def test_a_printed_article_has_source_address_and_code_but_no_navigation(
    tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab()
    page.goto(city + path_of("article"))
    page.emulate_media(media="print")
    assert page.is_visible(".qr")
    assert page.is_visible(".article-foot .print-only")
    assert "来源" in page.inner_text(".article-head")
    for part in (".site-nav", ".topbar", ".search-form", ".foot-links", ".duties-tools"):
        assert page.is_hidden(part)


def _until_spoken(page: Page) -> None:
    """Wait until something is read aloud.

    Asked from outside: `wait_for_function` asks within the page from the second time on, by `eval`,
    which the page's policy forbids.
    """
    for _ in range(3000):
        if page.evaluate("spoken.length"):
            return
        page.wait_for_timeout(10)
    raise AssertionError("nothing was read aloud within 30 seconds")


@pytest.mark.parametrize("kind", ["library", "letters", "disclosure", "service"])
def test_large_print_on_a_tablet_leaves_no_title_a_column_of_a_few_characters(
    kind: str, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(768, "large")
    page.goto(city + path_of(kind))
    widths = page.locator(".stack tbody tr > :first-child").evaluate_all(
        "cells => cells.map((one) => one.getBoundingClientRect().width)"
    )
    assert widths
    assert min(widths) > 600
