"""What comes out of the printer, or into a PDF, in every mode."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sitegen.render.colours import Rgb, contrast
from tests.browser.conftest import MODES, OpenTab

WHITE: Rgb = (1.0, 1.0, 1.0)
# The colour of every text that is printed, with the text itself.
PRINTED = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.checkVisibility() && !one.closest('.seal, svg, .visually-hidden')
    && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
  .map((one) => [one.textContent.trim().slice(0, 20), getComputedStyle(one).color])"""
GROUND = "getComputedStyle(document.body).backgroundColor"


def rgb(text: str) -> Rgb:
    """A colour as the browser tells it."""
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", text)[:3])
    return red, green, blue


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", ["article", "policy", "annual-report", "letter"])
def test_print_is_dark_on_white_in_every_mode(
    kind: str, mode: str, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(1280, mode)
    page.goto(city + path_of(kind), wait_until="load")
    page.emulate_media(media="print")
    assert rgb(page.evaluate(GROUND)) == WHITE
    texts = page.evaluate(PRINTED)
    assert len(texts) > 5
    assert [text for text, colour in texts if contrast(rgb(colour), WHITE) < 4.5] == []


@pytest.mark.parametrize("kind", ["policy", "annual-report", "service"])
def test_printed_tables_are_no_wider_than_the_paper(
    kind: str, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(627)  # A4 without its margins, in CSS pixels
    page.goto(city + path_of(kind), wait_until="load")
    page.emulate_media(media="print")
    wide = "[...document.querySelectorAll('main table')].map((one) => one.offsetWidth)"
    widths = page.evaluate(wide)
    assert widths
    assert max(widths) <= 627
