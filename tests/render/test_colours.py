"""The palette of a site: whatever hue it chooses, text can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.render.colours import WHITE, contrast, parse, tokens

HUES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(HUES, HUES)
def test_white_text_on_the_main_colour_reaches_the_contrast_of_wcag(
    primary: str, accent: str
) -> None:
    palette = tokens(primary, accent)
    assert contrast(parse(palette["primary"]), WHITE) >= 4.5
    assert contrast(parse(palette["deep"]), WHITE) >= 4.5


@given(HUES, HUES)
def test_the_main_colour_can_be_text_on_its_own_tint(primary: str, accent: str) -> None:
    palette = tokens(primary, accent)
    assert contrast(parse(palette["primary"]), parse(palette["tint"])) >= 4.5
    assert contrast(parse(palette["accent"]), WHITE) >= 4.5


def test_a_dark_main_colour_stays_as_the_site_chose_it() -> None:
    assert tokens("#0f4c81")["primary"] == "#0f4c81"


def test_a_light_main_colour_is_darkened_and_keeps_its_hue() -> None:
    red, green, blue = parse(tokens("#ffcc00")["primary"])
    assert red > green > blue


def test_no_colour_means_the_theme_s_own() -> None:
    assert tokens("", "") == tokens("#9e1b1f", "#8a6a1f")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_is_the_ratio_that_wcag_defines(one: str, other: str, ratio: float) -> None:
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.01)
