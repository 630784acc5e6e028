"""The short way for plain prose gives the same bytes as the long way, or steps aside."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.markdown.parser import parser
from sitegen.markdown.plain import convert_plain

_WORDS = "为进一步优化营商环境 ， 。 （一） 一、总体要求 2026年 《办法》 “引号” … · ABC é 𠀀 a@b.cn http://a.b".split()
_MARKS = (
    "1. #|## |### 三、|- |* |+|> |```|~~~|---|===|**粗**|_|[x]|[x]: /y|![|<b>|&amp;|&|\\|!|^|$|{|}"
    "|'|\"|:|::: notice|:::|%|/|(|)|1.|1. |12)"
).split("|")
_SPACES = [" ", "  ", "\t", "\u3000", "\n", "\n\n", "\x0b", "\x85", "\u2028", "\x00", "|"]
_PIECES = [*_WORDS, *_MARKS, *_SPACES]
documents = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@given(documents)
@settings(max_examples=1500, deadline=None)
@example("一、总体要求\n坚持以人民为中心。\n\n第二段")
@example("## 标题\n正文\n\n正文二")
@example("1.申请材料\n\n(一)要求")
def test_both_ways_give_the_same_bytes(text: str) -> None:
    plain = convert_plain(text)
    if plain is not None:
        assert plain[0] == parser().render(text)


def test_ordinary_official_prose_takes_the_short_way() -> None:
    text = "## 一、总体要求\n\n（一）坚持以人民为中心。\n\n1.申请材料齐全。\n\n“十五五”规划。\n"

    assert convert_plain(text) is not None


def test_a_paragraph_of_two_lines_takes_the_long_way() -> None:
    assert convert_plain("第一行\n第二行\n") is None
