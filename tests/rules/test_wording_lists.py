"""The word lists: every wrong form is found, no right form is, and titles stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.rules import Rulebook, check_item, load_rulebook
from sitegen.rules.wording.lexicon import LISTS, TITLE, hits
from tests.rules.small import item_text, view_of

BOOK = load_rulebook(None)
WORDS = [(name, wrong, right) for name in LISTS for wrong, right in BOOK.words[name].items()]
IDS = [wrong for _, wrong, _ in WORDS]


@pytest.mark.parametrize(("name", "wrong", "right"), WORDS, ids=IDS)
def test_a_listed_word_is_found_in_a_sentence(name: str, wrong: str, right: str) -> None:
    text = f"会上，{wrong}，与会人员一致同意。"
    assert (name, 3, wrong, right) in hits(text, BOOK)


@pytest.mark.parametrize(("name", "wrong", "right"), WORDS, ids=IDS)
def test_what_to_write_instead_is_not_itself_listed(name: str, wrong: str, right: str) -> None:
    assert not hits(f"会上，{right}，与会人员一致同意。", BOOK)


@pytest.mark.parametrize(("name", "wrong", "right"), WORDS, ids=IDS)
def test_a_listed_word_in_a_quoted_title_is_left(name: str, wrong: str, right: str) -> None:
    assert not hits(f"见《关于{wrong}一事的复函》。", BOOK)


def test_each_word_stands_in_one_list() -> None:
    assert len(IDS) == len(set(IDS))


def test_every_exception_belongs_to_a_listed_word() -> None:
    assert set(BOOK.words["exceptions"]) <= set(IDS)


def test_an_operators_word_is_found_too() -> None:
    words = {**BOOK.words, "typos": {**BOOK.words["typos"], "云择": "云泽"}}
    book = Rulebook(BOOK.rules, BOOK.families, BOOK.profiles, words, "other")
    found = check_item(view_of(item_text({"title": "云择市的一篇稿件"})), book)
    assert "“云择”是错别字。" in found[0].message


PROSE = """
市政府常务会议研究部署防汛抗旱工作。会议强调，各级领导小组要压实责任，再接再厉，坚决克服麻痹思想。
本报讯：发布署名文章《构筑网络安全屏障》，在座各位代表对讲座落实情况表示满意。形势严峻工作繁重，不容松懈。
学校安排干部暑期培训，过渡假期由各校自定。按装机容量计收的费用，按装配式建筑标准执行的项目，一并公示。
网络信号多重覆盖，重振灾区信心，研究竞争政策，追究竟争主体的责任。文书藉此送达，全国藉此推广。
收回教室、召回教材、驳回教师申诉，均依法办理。东北朝鲜族聚居区群众欢度节日。
预防犯罪教育进校园；计划拔除违规广告；荣膺品质奖；农户藉以增收；规划拔高站位。
一座座落成的新桥、满座落泪的听众、三座落地的展台，都写进了这篇通讯。
"""


def test_words_that_only_touch_each_other_are_no_mistake() -> None:
    assert [hit.wrong for hit in hits(PROSE, BOOK)] == []


_WORD_LISTS = {
    "grave": {"甲乙": "正", "乙丙丁": "正", "丙": "正"},
    "typos": {"乙丙": "正", "甲甲": "正"},
    "forbidden": {"甲乙丙": "正"},
    "placeholders": {"（丁）": "正"},
}
_FEW = Rulebook(
    BOOK.rules,
    BOOK.families,
    BOOK.profiles,
    {**_WORD_LISTS, "exceptions": {"乙丙": "丁乙丙"}},
    "few",
)


@given(st.text("甲乙丙丁（）《》\n", max_size=12))
@settings(max_examples=500, deadline=None)
def test_every_place_of_every_word_is_found_even_where_words_overlap(text: str) -> None:
    titles = [found.span() for found in TITLE.finditer(text)]
    expected = {
        (name, start, word)
        for name, words in _WORD_LISTS.items()
        for word in words
        if len(word) > 1
        for start in range(len(text))
        if text.startswith(word, start)
        and not any(begin < start < end for begin, end in titles)
        and not (word == "乙丙" and "丁乙丙" in text[max(0, start - 3) : start + 5])
    }

    assert {hit[:3] for hit in hits(text, _FEW)} == expected
    assert len(hits(text, _FEW)) == len(expected)
