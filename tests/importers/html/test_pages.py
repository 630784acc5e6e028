"""Fields and body of pages in the shapes of eleven kinds of templates."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from sitegen.importers.html.extract import ExtractedPage, Options, extract

from .articles import ARTICLES, Article
from .templates import TEMPLATES, address

PAIRS = [(name, article) for name in TEMPLATES for article in ARTICLES]
IDS = [f"{name}-{article.key}" for name, article in PAIRS]
LEGACY = {"jcms_old": "gb18030", "asp": "gbk"}
NO_TRAIL = {"trs_bare", "asp"}


def read(name: str, article: Article) -> ExtractedPage:
    data = TEMPLATES[name](article).encode(LEGACY.get(name, "utf-8"))
    url = f"http://www.yunze.gov.cn{address(name, article)}"
    return extract(data, url, Options(today="2026-01-31"))


def f1(found: str, wanted: str) -> float:
    """Token F1 with characters as tokens, white space aside."""
    one, two = (Counter(re.sub(r"\s", "", text)) for text in (found, wanted))
    return 2 * (one & two).total() / ((one.total() + two.total()) or 1)


@pytest.mark.parametrize(("name", "article"), PAIRS, ids=IDS)
def test_title_date_source_and_kind_are_right(name: str, article: Article) -> None:
    page = read(name, article)
    assert page.title.value == article.title
    assert page.date.value[:10] == article.day
    assert page.source.value == article.source
    assert page.kind == "article"


@pytest.mark.parametrize(("name", "article"), PAIRS, ids=IDS)
def test_body_is_the_article_and_nothing_else(name: str, article: Article) -> None:
    assert f1(read(name, article).text, article.text) >= 0.99


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in NO_TRAIL])
def test_column_comes_from_the_breadcrumb(name: str) -> None:
    page = read(name, ARTICLES[4])
    assert page.trail.names == ARTICLES[4].column
    assert page.column == ARTICLES[4].column[-1]


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("jcms", "jcms"),
        ("jcms_old", "jcms"),
        ("trs", "trs"),
        ("vsb", "vsb"),
        ("gkmlpt", "gkmlpt"),
        ("ucap", "ucap"),
        ("modern", ""),
    ],
)
def test_the_publishing_system_is_recognised(name: str, system: str) -> None:
    assert read(name, ARTICLES[0]).system == system


def test_official_tags_are_told_apart_from_marks_and_guesses() -> None:
    assert read("trs", ARTICLES[0]).title.how == "tag"
    assert read("ucap", ARTICLES[0]).title.how == "mark"
    assert read("modern", ARTICLES[0]).title.how == "guess"


def test_confidence_falls_from_tags_to_guesses() -> None:
    tagged, guessed = read("jcms", ARTICLES[1]), read("modern", ARTICLES[1])
    assert tagged.date.confidence > guessed.date.confidence
    assert tagged.body.confidence > guessed.body.confidence


def test_wrong_tags_give_way_to_what_the_page_shows() -> None:
    page = read("wrong_tags", ARTICLES[0])
    assert page.title.value == ARTICLES[0].title
    assert "misspelt-meta" in page.faults


def test_head_table_becomes_document_fields() -> None:
    page = read("gkmlpt", ARTICLES[0])
    assert page.document["index_no"] == "99010001/2021-00006"
    assert page.document["issuer"] == "市政府办公室"
    assert page.document["signed"] == "2007-12-31"


def test_attachments_beside_the_body_are_listed_apart() -> None:
    page = read("trs", ARTICLES[0])
    assert [(a.href, a.title) for a in page.attachments] == [
        ("./P020200930609037407042.pdf", "情况说明")
    ]
    assert "情况说明" not in page.text


def test_editor_below_the_body_is_a_field_and_no_text() -> None:
    page = read("line_below", ARTICLES[2])
    assert page.editor.value == "水生"
    assert "责任编辑" not in page.text


def test_author_that_word_left_in_the_body_is_not_published() -> None:
    source = TEMPLATES["trs_bare"](ARTICLES[0]).replace(
        '<div class="wrapper_detail_text">',
        '<div class="wrapper_detail_text"><meta name="author" content="某打字员"/>',
    )
    assert not extract(source.encode()).author


def test_account_names_are_no_authors() -> None:
    source = TEMPLATES["trs"](ARTICLES[0]).replace(
        'name="Author" content=""', 'name="Author" content="超级管理员"'
    )
    assert not extract(source.encode()).author


def test_future_dates_are_not_believed() -> None:
    source = TEMPLATES["trs"](ARTICLES[0]).replace("2021-04-09 09:26", "2091-04-09 09:26")
    page = extract(source.encode(), None, Options(today="2026-01-31"))
    assert page.date.value == "2021-04-09"


def test_missing_source_falls_back_to_the_site_with_little_confidence() -> None:
    source = TEMPLATES["trs"](ARTICLES[2]).replace(ARTICLES[2].source, "")
    page = extract(source.encode())
    assert page.source.value == "云泽市人民政府"
    assert page.source.confidence < 0.5


def test_selectors_go_before_everything_else() -> None:
    source = (
        '<html><body><b id="t">甲</b><i id="d">2020-5-6</i><s id="s">乙局</s><p '
        'id="b">丙丁。</p></body></html>'
    )
    options = Options(
        title_selector="#t", date_selector="#d", source_selector="#s", body_selector="#b"
    )
    page = extract(source.encode(), None, options)
    assert (page.title.value, page.date.value, page.source.value, page.text) == (
        "甲",
        "2020-05-06",
        "乙局",
        "丙丁。",
    )


def test_title_cut_off_in_the_tag_is_completed_from_the_page() -> None:
    article = ARTICLES[0]
    source = TEMPLATES["trs"](article).replace(
        f'name="ArticleTitle" content="{article.title}"',
        f'name="ArticleTitle" content="{article.title[:20]}..."',
    )
    assert extract(source.encode()).title.value == article.title


def test_address_that_the_page_states_is_kept() -> None:
    url = "http://www.yunze.gov.cn/zwgk/202104/t20210409_12.html"
    saved = f"<!-- saved from url=(0051){url} -->" + TEMPLATES["trs"](ARTICLES[0])
    page = extract(saved.encode())
    assert page.stated == url
    assert page.system == "trs"
