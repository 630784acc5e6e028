"""Filters of templates: plain functions of plain values."""

from types import SimpleNamespace

import pytest
from markupsafe import Markup

from sitegen.render.filters import (
    FILTERS,
    as_number,
    break_url,
    chart,
    cnday,
    day,
    filesize,
    group_by,
    host,
    lines,
    metas,
    number,
    paras,
    qr,
    seal,
    share,
)

DATASET = {
    "fields": [
        {"name": "年份", "unit": ""},
        {"name": "总产值", "unit": "亿元"},
        {"name": "增速", "unit": "%"},
    ],
    "rows": [["2024", "1,200.5", "5.1"], ["2025", "1,310", "6"]],
    "chart": {"type": "bar", "x": "年份", "y": ["总产值"], "title": "总产值"},
}


def test_days_are_written_short_and_in_full() -> None:
    assert day("2026-11-02 09:30") == "2026-11-02"
    assert cnday("2026-11-02 09:30") == "2026年11月2日"


def test_what_is_no_day_stays_as_it_was() -> None:
    assert cnday("—") == "—"
    assert cnday("长期") == "长期"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (48230, "47.1 KB"),
        (512000, "500 KB"),
        (2_400_000, "2.3 MB"),
        (3_500_000_000, "3.3 GB"),
    ],
)
def test_sizes_are_written_as_people_read_them(size: int, text: str) -> None:
    assert filesize(size) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567, "1,234,567"), (0, "0"), (None, "—"), ("", "—"), (3.5, "3.5"), (12.0, "12")],
)
def test_counts_are_grouped_and_a_missing_one_is_a_dash(value: object, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("云泽市", "云泽"),
        ("市民政局", "民政"),
        ("望溪县", "望溪"),
        ("柳泉镇", "柳泉"),
        ("市发展改革委", "发展"),
        ("云泽", "云泽"),
    ],
)
def test_the_mark_of_a_site_leaves_out_what_kind_of_place_it_is(name: str, mark: str) -> None:
    assert seal(name) == mark


def test_plain_text_becomes_escaped_paragraphs() -> None:
    assert paras("第一段\n\n  <b>第二段\n") == Markup("<p>第一段</p>\n<p>&lt;b&gt;第二段</p>")


def test_lists_of_lines_come_from_text_or_list() -> None:
    assert lines("甲\n\n乙 ") == ["甲", "乙"]
    assert lines(["甲", " "]) == ["甲"]


def test_the_host_of_an_address_of_this_site_is_empty() -> None:
    assert host("/zwgk/") == ""
    assert host("https://www.example.com:8080/a") == "www.example.com"


def test_a_long_address_may_break_at_slashes_and_stays_escaped() -> None:
    assert break_url("/a&b/c") == Markup("/<wbr>a&amp;b/<wbr>c")


def test_cells_of_tables_are_read_as_numbers() -> None:
    assert [as_number(cell) for cell in ("1,234.5", "12%", "—", " 7 ")] == [1234.5, 12.0, 0.0, 7.0]


def test_shares_are_of_the_total_and_of_nothing_nothing() -> None:
    assert share(3, 8) == "37.5"
    assert share(None, 8) == "0.0"
    assert share(3, 0) == "0.0"


def test_groups_keep_the_order_of_their_first_entry() -> None:
    entries = [SimpleNamespace(card={"topic": topic}) for topic in ("乙", "甲", "乙")]
    entries.append(SimpleNamespace(card={}))
    found = group_by(entries, "topic")
    assert [(name, len(group)) for name, group in found] == [("乙", 2), ("甲", 1), ("", 1)]


def test_the_qr_code_stands_in_the_page_and_has_words_for_it() -> None:
    image = qr("https://www.yunze.gov.cn/zwgk/1.html")
    assert image.startswith('<img class="qr" src="data:image/png;base64,')
    assert 'alt="本页网址的二维码"' in image
    assert len(image) < 700


def test_a_dataset_draws_the_columns_that_its_chart_names() -> None:
    drawing = chart(DATASET)
    assert "总产值：最高为2025的1,310亿元，最低为2024的1,200.5亿元" in drawing
    assert "单位：亿元" in drawing
    assert "增速" not in drawing


def test_columns_of_different_units_are_drawn_without_one() -> None:
    both = {**DATASET, "chart": {**DATASET["chart"], "y": ["总产值", "增速"]}}  # type: ignore[dict-item]
    assert "单位：" not in chart(both)


@pytest.mark.parametrize(
    "change",
    [
        {"chart": None},
        {"rows": []},
        {"chart": {"type": "bar", "x": "没有的列", "y": ["总产值"]}},
        {"chart": {"type": "bar", "x": "年份", "y": ["没有的列"]}},
    ],
)
def test_a_dataset_that_cannot_be_drawn_shows_no_chart(change: dict[str, object]) -> None:
    assert chart({**DATASET, **change}) == ""


def test_page_tags_are_written_once_each_and_escaped() -> None:
    assert metas([("SiteName", "某市"), ("Keywords", 'a"<b>')]) == Markup(
        '<meta name="SiteName" content="某市">\n<meta name="Keywords" content="a&#34;&lt;b&gt;">'
    )


def test_every_filter_of_the_table_can_be_called() -> None:
    assert all(callable(function) for function in FILTERS.values())
