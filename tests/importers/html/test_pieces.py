"""Dates, labels, head tables, evidence: the small parts that fields are made of."""

from __future__ import annotations

import pytest

from sitegen.importers.html.crumbs import folder_of
from sitegen.importers.html.dates import parse_moment
from sitegen.importers.html.evidence import Candidate, settle
from sitegen.importers.html.extract import extract
from sitegen.importers.html.headtable import read_head, tidy_number, tidy_status
from sitegen.importers.html.labels import is_meta_line, read_labels
from sitegen.importers.html.metatags import read_metas
from sitegen.importers.html.page import parse
from sitegen.importers.html.systems import url_day
from sitegen.importers.limits import DEFAULT_LIMITS

from .articles import ARTICLES
from .templates import TEMPLATES


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2019-05-31 08:05:07", "2019-05-31 08:05"),
        ("2019/5/31", "2019-05-31"),
        ("2019.5.31", "2019-05-31"),
        ("2019年5月31日16时8分", "2019-05-31 16:08"),
        ("[2019-05-31]", "2019-05-31"),
        ("20190531", "2019-05-31"),
        ("2019-05-31T00:30:00Z", "2019-05-31 08:30"),
        ("2019-05-31T08:05:07+08:00", "2019-05-31 08:05"),
        ("1559260800000", "2019-05-31 08:00"),
        ("二〇一九年五月三十一日", "2019-05-31"),
        ("二○二○年十二月一日", "2020-12-01"),
        ("2019-02-30", None),
        ("第20190531号以外", "2019-05-31"),
        ("电话0987-2019531", None),
    ],
)
def test_dates_in_the_forms_of_the_wild(text: str, wanted: str | None) -> None:
    moment = parse_moment(text)
    assert (str(moment) if moment else None) == wanted


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://h/art/2019/5/31/art_59_1.html", "2019-05-31"),
        ("http://h/zwgk/201905/t20190531_77.html", "2019-05-31"),
        ("http://h/2019-05/31/content_7.htm", "2019-05-31"),
        ("http://h/news/20190531/8.html", "2019-05-31"),
        ("http://h/info/1023/5566.htm", None),
    ],
)
def test_day_in_an_address(url: str, day: str | None) -> None:
    moment = url_day(url)
    assert (moment.day if moment else None) == day


def labels(source: str) -> dict[str, str]:
    page = parse(f"<html><body>{source}</body></html>", "", DEFAULT_LIMITS)
    return {found.field: found.value for found in reversed(list(read_labels(page.segments)))}


def test_labels_in_one_line_are_separated() -> None:
    found = labels(
        "<p>发布时间：2020-01-02 来源：市水利局 作者：河清 浏览次数：55 字号：[大 中 小]</p>"
    )
    assert found == {"date": "2020-01-02", "source": "市水利局", "author": "河清"}


def test_value_in_the_next_element_belongs_to_the_label() -> None:
    assert labels("<td>来 源：</td><td>市水利局</td><td>浏览：</td><td>3</td>") == {
        "source": "市水利局"
    }


def test_empty_label_does_not_take_the_next_label_for_its_value() -> None:
    assert "source" not in labels("<span>来源：</span><span>字体：</span><span>大</span>")


def test_words_that_only_end_like_a_label_are_none() -> None:
    assert labels("<p>举报来源：群众 工作时间：8:30</p>") == {}


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2020-01-02 来源：市水利局",
        "阅读：1,024",
        "信息来源：甲局发布时间：2020-1-2责任编辑：乙",
    ],
)
def test_lines_of_labels_are_recognised(text: str) -> None:
    assert is_meta_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议时间：5月3日上午",
        "资金来源：市级财政和县级配套，共计三百二十万元，分三年到位，逐年考核，" * 2,
    ],
)
def test_sentences_with_a_colon_are_no_lines_of_labels(text: str) -> None:
    assert not is_meta_line(text)


def test_meta_names_are_read_in_any_case_and_misspelt() -> None:
    page = parse(
        '<html><head><META NAME="ARTICLETITLE" CONTENT="甲"><meta '
        'name="Desctiption" content="乙丙丁">'
        '<meta name="ContenSource" content="null"><meta name="PubDate" '
        'content="2020-1-1"><meta name="PubDate" content="2020-1-2"></head></html>',
        "",
        DEFAULT_LIMITS,
    )
    metas = read_metas(page.root)
    assert metas.first("title") == "甲"
    assert metas.first("description") == "乙丙丁"
    assert metas.first("source") == ""
    assert metas.all("date") == ("2020-1-1", "2020-1-2")
    assert set(metas.misspelt) == {"Desctiption", "ContenSource"}
    assert metas.doubled == ("PubDate",)


def test_json_ld_is_read_and_broken_json_ld_is_ignored() -> None:
    page = parse(
        '<script type="application/ld+json">{"headline":"题","datePublished":"2020-'
        '02-03T01:02:03Z"}</script><script type="application/ld+json">{]</script>',
        "",
        DEFAULT_LIMITS,
    )
    metas = read_metas(page.root)
    assert metas.first("other_title") == "题"


def test_head_table_in_list_form_is_read() -> None:
    page = parse(
        "<ul><li><b>索 引 号：</b>ABC01/2020-00012</li><li><b>发文机关：</b>云泽市"
        "人民政府</li><li><b>发文字号：</b>云政发[2020]5号</li>"
        "<li><b>成文日期：</b>二〇二〇年三月一日</li><li><b>有 效 "
        "性：</b>已废止</li><li><b>主题分类：</b>综合政务</li></ul>",
        "",
        DEFAULT_LIMITS,
    )
    assert read_head(page.segments).document == {
        "index_no": "ABC01/2020-00012",
        "issuer": "云泽市人民政府",
        "number": "云政发〔2020〕5号",
        "signed": "2020-03-01",
        "status": "废止",
        "topic": "综合政务",
    }


def test_single_label_is_no_head_table() -> None:
    page = parse("<p>名称：某某</p><p>分类：新闻</p>", "", DEFAULT_LIMITS)
    assert not read_head(page.segments)


def test_document_numbers_get_official_brackets() -> None:
    assert tidy_number("云政办发 [2021] 17 号") == "云政办发〔2021〕17号"
    assert tidy_number("市政府令第8号") == "市政府令第8号"


def test_unknown_status_is_left_out() -> None:
    assert tidy_status("现行有效") == "有效"
    assert tidy_status("长期") == ""


def test_candidates_that_agree_outweigh_a_single_stronger_one() -> None:
    found = settle(
        [
            Candidate("甲", "tag", 0.8, "a"),
            Candidate("乙", "mark", 0.7, "b"),
            Candidate("乙", "guess", 0.6, "c"),
        ],
        lambda value: value,
    )
    assert found.value == "乙"
    assert found.rivals == ("甲",)


def test_same_place_counts_once() -> None:
    once = settle([Candidate("甲", "mark", 0.5, "a")], str)
    twice = settle([Candidate("甲", "mark", 0.5, "a")] * 2, str)
    assert once.confidence == twice.confidence


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("http://h/art/2019/5/31/art_59_1.html", "art:59"),
        ("http://h/col/col59/index.html", "art:59"),
        ("http://h/info/1023/5.htm", "info:1023"),
        ("http://h/zwgk/zcwj/201905/t20190531_1.html", "/zwgk/zcwj"),
        ("http://h/a.html", "/"),
    ],
)
def test_old_column_in_an_address(url: str, folder: str) -> None:
    assert folder_of(url) == folder


def test_title_and_columns_are_no_keywords() -> None:
    page = extract(TEMPLATES["vsb"](ARTICLES[0]).encode(), "http://a.cn/info/1/2.htm")
    assert page.keywords == ("云泽市人民政府",)
