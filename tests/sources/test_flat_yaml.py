"""The short way for flat front matter gives what the full YAML reader gives, or steps aside."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.sources.flat_yaml import read_flat
from sitegen.sources.yaml_source import read_fully, read_yaml

_VALUES = (
    "关于停水的公告;2026-03-18 09:00;0590-6612348;云政规〔2021〕76号;no;1;null;~;nullable;a: b;a:b;"
    "a:;a #b;a#b;#a;'引';\"引\";[甲, 乙];[甲,乙];[];[甲, null];[../a.md];[a b, c-d];[a  b];[- a];"
    "[a: b];[甲, ];[ 甲 ];[[甲]];{a: b};a, b;a  b;- a;-a;? a;& a;*a;!a;|;>;%a;@a;`a`;a\u3000;"
    "\u3000a;a ; a;;a\tb;a\x85b;a\u2028b;a\x07b;\ufeffa;a\xa0b;𠀀;<<;...;---;“引”：文;https://a.cn/b#c;a?b;"
    "{number: 甲};{number: 甲, x: 乙};{number: 甲,x: 乙};{x: 甲, x: 乙};{x: };{x: a:b};{x};{};"
    "{x:甲};{x: 甲, };{ x: 甲 };{x: [甲]};{x: null};{x: 甲 乙, number: -};[a?b];[a&b];"
    "[a@b, %c];[😀];a\x1fb"
).split(";")
_KEYS = [
    "title",
    "date",
    "document",
    "number",
    "index_no",
    "null",
    "Title",
    "a-b",
    "标题",
    "? x",
    "<<",
]
_INDENTS = ["", "", "", "  ", "  ", " ", "    ", "\t", "- ", "  - "]
_AFTER = [": ", ": ", ": ", ": ", ":", ":  ", " : ", ""]
_line = st.tuples(*map(st.sampled_from, (_INDENTS, _KEYS, _AFTER, _VALUES))).map("".join)
_plain = st.tuples(
    st.sampled_from(["", "  "]),
    st.sampled_from(["title", "date", "document", "number", "index_no", "x"]),
    st.sampled_from(
        [":", *[f": {value}" for value in _VALUES[:6]], ": [甲, 乙]", ": {x: 甲, number: 乙}"]
    ),
).map("".join)
_text = st.one_of(st.lists(_line, max_size=5), st.lists(_plain, max_size=8))
texts = st.tuples(_text.map("\n".join), st.sampled_from(["\n", "\n", "", "\n\n", " \n"])).map(
    "".join
)
_PATHS: list[tuple[str | int, ...]] = [
    (), ("title",), ("document",), ("document", "number"), ("document", "number", "x"),
    ("document", "x"), ("document", 0), ("date", 0), ("date", 1), ("date", 2), ("title", "x"),
    ("title", "x", 1), ("date", "0"), ("date", 0, 0), ("x", "number"), ("null",),
]  # fmt: skip


@given(texts)
@example("title: a\ndocument:\n  number: b\ndate: [甲, 乙]\n")
@example("document:\n  title: a\n  title: b\n")
@example("title: a: b\n")
@example("title: {x: 甲, x: 乙}\ndate: a: b\n")
@example("document:\n  title: {x: 甲, number: 乙}\ndate: {x: 丙}\n")
@example("document:\n  number: a\n")
@example("document:\n")
@example("document:\ntitle: a\n")
@example("title: 甲\n  乙: 丙\n")
def test_both_ways_give_the_same_data_and_lines(text: str) -> None:
    if read_flat(text) is None:
        return
    data, lines, faults = read_yaml(text, offset=3)
    expected, expected_lines, expected_faults = read_fully(text, 3)

    assert (data, faults) == (expected, expected_faults)
    assert list(data or {}) == list(expected or {})
    assert list(lines) == list(expected_lines)
    for path in _PATHS:
        assert lines.find(path) == expected_lines.find(path), path
        dotted = ".".join(map(str, path))
        assert lines.get(dotted) == expected_lines.get(dotted), path


@given(st.text(min_size=1, max_size=4), st.sampled_from(["title: {}\n", "title: [甲{}, 乙]\n"]))
def test_both_ways_agree_on_any_characters(value: str, pattern: str) -> None:
    text = pattern.format(value)
    if read_flat(text) is None:
        return
    data, _, faults = read_fully(text, 0)

    assert (data, faults) == (read_yaml(text)[0], [])


def test_usual_front_matter_takes_the_short_way() -> None:
    text = (
        "title: 关于停水的公告\ndate: 2026-11-18 09:00\nkeywords: [停水, 公告]\ndocument:\n"
        "  number: 云政规〔2021〕76号\n  signed: 2021-11-14\nreview: {editor: 甲, reviewer: 乙}\n"
    )

    assert read_flat(text) is not None
    assert read_yaml(text, 1)[1].find(("document", "signed")) == 7


@pytest.mark.parametrize(
    "text",
    [
        "title: '引号'\n", "title: 甲 # 注\n", "title:\n", "title: 甲\n\n", "title: 甲\n  乙\n",
        "items:\n  - 甲\n", "a:\n  b:\n    c: 丁\n", "title: 甲\ntitle: 乙\n", "title: null\n", "",
    ],
)  # fmt: skip
def test_other_yaml_is_left_to_the_full_reader(text: str) -> None:
    assert read_flat(text) is None


def test_most_of_the_texts_compared_take_the_short_way() -> None:
    assert sum(read_flat(f"title: {value}\n") is not None for value in _VALUES) > 15
