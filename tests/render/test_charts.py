"""Charts: what they say in words, how they are scaled, what they refuse."""

import re

import pytest
from lxml import etree

from sitegen.markdown.charts import draw, shortened, text_width, ticks

YEARS = ["2023年", "2024年", "2025年"]


def parsed(markup: str) -> etree._Element:
    return etree.fromstring(markup)


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_a_chart_is_an_image_with_title_and_description(kind: str) -> None:
    root = parsed(draw(kind, "粮食产量", YEARS, [("产量", [120.0, 130.5, 128.0])], "万吨"))
    svg = root.find("svg")
    assert svg is not None
    assert svg.get("role") == "img"
    title, description = svg[0], svg[1]
    assert (title.tag, description.tag) == ("title", "desc")
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "粮食产量"
    assert "最高为2024年的130.5万吨" in (description.text or "")
    assert "最低为2023年的120万吨" in (description.text or "")


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_a_wide_chart_scrolls_inside_a_region_that_keys_can_reach(kind: str) -> None:
    root = parsed(draw(kind, "甲", YEARS, [("乙", [1.0, 2.0, 3.0])], ""))
    assert (root.get("role"), root.get("tabindex")) == ("region", "0")
    assert root.get("aria-label") == "图表：甲"


def test_the_same_figures_give_the_same_bytes() -> None:
    series = [("甲", [1.0, 2.0, 3.0]), ("乙", [3.0, 2.0, 1.0])]
    assert draw("line", "题", YEARS, series, "件") == draw("line", "题", YEARS, series, "件")


def test_two_charts_of_one_page_have_different_ids() -> None:
    one = draw("bar", "甲", YEARS, [("产量", [1.0, 2.0, 3.0])], "")
    other = draw("bar", "乙", YEARS, [("产量", [1.0, 2.0, 3.0])], "")
    assert not set(re.findall(r'id="(\w+)"', one)) & set(re.findall(r'id="(\w+)"', other))


def test_content_is_escaped_wherever_it_stands() -> None:
    drawing = draw("bar", "<a>&", ["<b>", "c"], [("<i>", [1.0, 2.0]), ("k", [1.0, 1.0])], '"<u>')
    assert not re.search(r"<[abiu]>", drawing)
    parsed(drawing)


def test_bars_carry_their_figures_and_series_a_legend() -> None:
    drawing = draw(
        "bar", "", YEARS, [("计划", [10.0, 20.0, 30.0]), ("完成", [9.0, 1234.5, 3.0])], ""
    )
    assert ">1,234.5</text>" in drawing
    assert ">计划</text>" in drawing
    assert ">完成</text>" in drawing


def test_bars_of_negative_figures_hang_below_the_axis() -> None:
    drawing = draw("bar", "", ["一", "二"], [("增速", [-2.0, 4.0])], "%")
    bars = re.findall(
        r'<rect class="s1" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', drawing
    )
    (top_low, _), (top_high, height_high) = bars
    assert float(top_low) == pytest.approx(float(top_high) + float(height_high), abs=0.2)


def test_long_labels_lay_the_bars_down_one_a_row() -> None:
    labels = [
        "非常满意，办事方便快捷",
        "比较满意，个别环节有待改进",
        "一般",
        "不满意，往返次数偏多",
        "很不满意",
        "说不清楚，没有办过",
    ]
    root = parsed(draw("bar", "满意度", labels, [("票数", [9.0, 5.0, 3.0, 2.0, 1.0, 1.0])], "票"))
    bars = list(root.iter("rect"))
    assert len({bar.get("x") for bar in bars}) == 1
    assert len({bar.get("y") for bar in bars}) == len(labels)


def test_a_pie_of_one_value_is_a_full_circle() -> None:
    root = parsed(draw("pie", "", ["全部", "没有"], [("数", [5.0, 0.0])], ""))
    assert root.find(".//circle") is not None
    assert root.find(".//path") is None


@pytest.mark.parametrize("numbers", [[0.0, 0.0], [3.0, -1.0]])
def test_what_cannot_be_a_pie_is_drawn_as_bars(numbers: list[float]) -> None:
    drawing = draw("pie", "", ["甲", "乙"], [("数", numbers)], "")
    assert 'class="base"' in drawing
    assert "slice" not in drawing


def test_nothing_to_draw_gives_nothing() -> None:
    assert draw("bar", "题", [], [("甲", [])], "") == ""
    assert draw("bar", "题", ["一"], [], "") == ""


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (0, 30, [0, 10, 20, 30]),
        (0, 1188, [0, 250, 500, 750, 1000, 1250]),
        (-2.1, 7, [-4, -2, 0, 2, 4, 6, 8]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.01, 0.05, [0, 0.01, 0.02, 0.03, 0.04, 0.05]),
    ],
)
def test_the_axis_has_round_figures_and_zero(low: float, high: float, wanted: list[float]) -> None:
    assert ticks(low, high)[: len(wanted)] == pytest.approx(wanted)
    assert 0 in ticks(low, high)
    assert ticks(low, high)[-1] >= high


def test_more_labels_than_fit_are_thinned_out() -> None:
    labels = [f"2026年{month}月" for month in range(1, 25)]
    drawing = draw("line", "", labels, [("数", [float(i) for i in range(24)])], "")
    assert 4 <= sum(f">{label}</text>" in drawing for label in labels) <= 13


def test_text_that_is_too_wide_ends_in_an_ellipsis() -> None:
    assert shortened("云泽市", 100) == "云泽市"
    cut = shortened("云泽市人民政府办公室", 60)
    assert cut.endswith("…")
    assert text_width(cut) <= 60
