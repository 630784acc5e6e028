"""The menu of a phone, and of a screen that is zoomed in on: what is seen of it when it is open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from sitegen.render.colours import Rgb, contrast
from tests.browser.conftest import MODES, OpenTab

# Checkers of accessibility look at pages as they load, with the menu closed.
COLOURS = """() => {
  const menu = getComputedStyle(document.querySelector('.site-nav')).backgroundColor;
  return [...document.querySelectorAll('.site-nav a')]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.textContent.trim(), getComputedStyle(one).color, menu]);
}"""


def rgb(text: str) -> Rgb:
    """A colour as the browser tells it."""
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", text)[:3])
    return red, green, blue


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("site", ["city", "county-x", "dept-fao"])
def test_every_entry_of_the_open_menu_can_be_read(
    site: str, mode: str, tab: OpenTab, serve: Callable[[str], str]
) -> None:
    page = tab(360, mode)
    page.goto(serve(site) + "/")
    page.click(".menu-button")
    entries = page.evaluate(COLOURS)
    assert len(entries) > 8
    assert [one for one, text, ground in entries if contrast(rgb(text), rgb(ground)) < 4.5] == []


@pytest.mark.parametrize("mode", MODES)
def test_the_open_menu_shows_how_to_close_it_wherever_it_is_scrolled_to(
    mode: str, tab: OpenTab, city: str
) -> None:
    page = tab(360, mode)
    page.goto(city + "/")
    assert page.is_hidden(".menu-close")
    page.click(".menu-button")
    page.evaluate("document.querySelector('.site-nav').scrollTo(0, 10000)")
    expect(page.locator(".menu-close")).to_be_in_viewport()
    page.click(".menu-close")
    assert page.is_hidden(".site-nav")
    assert page.evaluate("document.activeElement.className") == "menu-button"


def test_a_wide_screen_has_no_button_to_close_what_is_always_open(tab: OpenTab, city: str) -> None:
    page = tab(1280)
    page.goto(city + "/")
    assert page.is_hidden(".menu-close")


def test_the_menu_does_not_cover_what_the_tab_key_leads_to_behind_it(
    tab: OpenTab, city: str
) -> None:
    page = tab(360)
    page.goto(city + "/")
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    page.locator(".site-nav a >> nth=-1").focus()
    assert page.is_visible(".site-nav")
    page.keyboard.press("Tab")
    assert page.is_hidden(".site-nav")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_link_to_the_navigation_leads_there_at_every_width(
    width: int, tab: OpenTab, city: str
) -> None:
    page = tab(width)
    page.goto(city + "/")
    page.focus(".skip >> nth=1")
    page.keyboard.press("Enter")
    if width > 1000:
        page.keyboard.press("Tab")
    assert page.is_visible(".site-nav")
    assert page.evaluate("document.activeElement.textContent") == "首页"


def test_without_scripts_there_is_no_link_to_a_menu_that_is_closed(tab: OpenTab, city: str) -> None:
    page = tab(320, scripts=False)
    page.goto(city + "/")
    assert page.locator(".skip").count() == 2
    assert page.is_hidden(".skip >> nth=1")
