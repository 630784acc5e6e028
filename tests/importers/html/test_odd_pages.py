"""Pages whose head or body is marked in a way of its own."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen.importers.html.extract import ExtractedPage, Options, extract

from .odd_pages import PAGES

NAMES = list(PAGES)


def read(name: str) -> tuple[ExtractedPage, dict[str, Any]]:
    url, source, right = PAGES[name]
    encoding = "gbk" if "charset=gb" in source else "utf-8"
    return extract(source.encode(encoding), url, Options(today="2026-01-31")), right


@pytest.mark.parametrize("name", NAMES)
def test_fields_of_odd_pages_are_right(name: str) -> None:
    page, right = read(name)
    assert page.kind == "article"
    assert page.title.value == right["title"]
    assert page.date.value[:10] == right["date"]
    if "source" in right:
        assert page.source.value == right["source"]


@pytest.mark.parametrize("name", [name for name in NAMES if "begin" in PAGES[name][2]])
def test_bodies_of_odd_pages_begin_and_end_where_they_should(name: str) -> None:
    page, right = read(name)
    assert page.text.startswith(right["begin"])
    assert not any(
        word in page.text for word in ("上一篇", "版权所有", "ICP备", "分享到", "热点新闻", "点击")
    )


def test_organiser_and_address_of_an_event_stay_in_its_text() -> None:
    page, _ = read("event")
    assert page.text.endswith("地址：湖滨大道1号 电话：0987-1234567")


def test_line_on_when_a_rule_was_passed_belongs_to_its_text() -> None:
    page, _ = read("passed")
    assert page.text.startswith("（2008年11月5日市政府第3次会议通过）")


def test_files_below_the_text_are_attachments() -> None:
    page, _ = read("sz")
    assert [link.title for link in page.attachments] == ["名单.pdf"]
    assert "名单" not in page.text


def test_article_of_a_single_picture_has_it() -> None:
    page, _ = read("imgonly")
    assert [picture.src for picture in page.pictures] == ["./W02021.jpg"]
