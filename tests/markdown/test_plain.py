"""The short way for plain prose gives the same bytes as the long way, or steps aside."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.markdown.document import _Conversion, convert
from sitegen.markdown.parser import parser
from sitegen.markdown.plain import convert_plain

_WORDS = "为进一步优化营商环境 ， 。 （一） 一、总体要求 2026年 《办法》 “引号” … · ABC é 𠀀 a@b.cn http://a.b".split()
_MARKS = (
    "1. #|## |### 三、|- |* |+|> |```|~~~|---|===|**粗**|_|[x]|[x]: /y|![|<b>|&amp;|&|\\|!|^|$|{|}"
    "|'|\"|:|::: notice|:::|%|/|(|)|1.|1. |12)"
).split("|")
_SPACES = [" ", "  ", "\t", "\u3000", "\n", "\n\n", "\x0b", "\x85", "\u2028", "\x00", "|"]
_PIECES = [*_WORDS, *_MARKS, *_SPACES]
_CELLS = [
    "",
    "单位",
    " 12 ",
    "a  b",
    "# 1",
    "- 甲",
    "1. 乙",
    "\u3000",
    "\x0b",
    "、",
    "--",
    ":-",
    "`",
    "&",
]
_ALIGNED = ["---", " --- ", ":--", "--:", ":-:", "-", ":", "- -"]
documents = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


def _row(cells: list[str]) -> str:
    return f"|{'|'.join(cells)}|\n"


rows = st.lists(st.sampled_from(_CELLS), min_size=1, max_size=3).map(_row)
tables = st.tuples(
    rows, st.lists(st.sampled_from(_ALIGNED), min_size=1, max_size=3).map(_row), st.lists(rows)
).map(lambda parts: parts[0] + parts[1] + "".join(parts[2]))
two_columns = st.lists(st.tuples(*[st.sampled_from(_CELLS)] * 2), min_size=1).map(
    lambda found: "".join(_row(list(cells)) for cells in [found[0], ("-", ":-:"), *found[1:]])
)
with_tables = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.just("\n\n"), tables, two_columns), max_size=6
).map("".join)


@given(st.one_of(documents, with_tables))
@example("一、总体要求\n坚持以人民为中心。\n\n第二段")
@example("## 标题\n正文\n\n正文二")
@example("1.申请材料\n\n(一)要求")
@example("| 甲 | 乙 |\n| --- | --: |\n| 1 | 2 |\n\n## 一\n\n后文")
@example("|\n|-|\n|")
@example("||甲|\n|-|-|\n|||\n")
@example("|甲|\n|-|\n后文\n")
@example("|甲|\n|-|\n## 一\n")
@example("前文\n|甲|\n|-|\n")
def test_both_ways_give_the_same_html_text_and_headings(text: str) -> None:
    plain = convert_plain(text)
    if plain is None:
        return
    assert plain.html == parser().render(text)
    long = _Conversion(text, "", 1).result()
    assert convert(text).html == long.html
    assert convert(text).headings == long.headings
    # Blank lines between paragraphs stand in the text of a document without tables only.
    assert [line for line in convert(text).text.split("\n") if line] == [
        line for line in long.text.split("\n") if line
    ]
    if plain.tables:
        assert convert(text).text == long.text


def test_a_table_takes_the_short_way() -> None:
    text = "说明：\n\n| 单位 | 户数 |\n| --- | ---: |\n| 云泽镇 | 12 |\n\n## 二、要求\n\n正文。\n"

    plain = convert_plain(text)

    assert plain is not None
    assert '<td class="align-right">12</td>' in plain.html
    assert plain.text == "说明：\n单位\n户数\n云泽镇\n12\n二、要求\n正文。"


@pytest.mark.parametrize(
    "table",
    [
        "| 甲 | 乙 |\n| --- | --- |\n| 1 |\n",
        "| 甲 | 乙 |\n| --- |\n",
        "| 甲 |\n| --- |\n| **粗** |\n",
        "| 甲 |\n| --- |\n没有竖线\n",
        "甲 | 乙\n--- | ---\n1 | 2\n",
        "| 甲 |\n",
    ],
)
def test_other_tables_take_the_long_way(table: str) -> None:
    assert convert_plain(table) is None


def test_ordinary_official_prose_takes_the_short_way() -> None:
    text = "## 一、总体要求\n\n（一）坚持以人民为中心。\n\n1.申请材料齐全。\n\n“十五五”规划。\n"

    assert convert_plain(text) is not None


def test_a_paragraph_of_two_lines_takes_the_long_way() -> None:
    assert convert_plain("第一行\n第二行\n") is None
