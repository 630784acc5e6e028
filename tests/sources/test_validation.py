"""What does not fit a model is said once, in Chinese, with the mend for just that slip."""

from __future__ import annotations

import re

import pytest

from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import Kind
from sitegen.sources.faults import Fault
from sitegen.sources.validation import validate
from sitegen.sources.yaml_source import read_yaml

_HEAD = "title: 甲\ndate: 2026-03-01\nsource: 局\n"


def _faults(kind: str, text: str) -> list[Fault]:
    data, lines, faults = read_yaml(text)
    assert data is not None
    return faults + validate(ITEM_MODELS[Kind(kind)], data, lines)[1]


@pytest.mark.parametrize(
    ("kind", "text", "line", "says"),
    [
        ("article", "标题: 甲\ndate: 2026-03-01\nsource: 局\n", 1, "是不是想写“title”"),
        ("article", "title: 甲\n日期: 2026-03-01\nsource: 局\n", 2, "是不是想写“date”"),
        ("article", "title: 甲\ndate: 2026-03-01\nSOURCE: 局\n", 3, "是不是想写“source”"),
        ("article", "title: 甲\ndate: 2026-03-01\nsoruce: 局\n", 3, "是不是想写“source”"),
        ("article", "\u200btitle: 甲\ndate: 2026-03-01\nsource: 局\n", 1, "看不见的字符"),
        ("article", "title: 甲\n\u3000date: 2026-03-01\nsource: 局\n", 2, "全角空格"),
        ("article", "title: 甲\ndate: \u200b2026-03-01\nsource: 局\n", 2, "看不见的字符"),
        ("article", f"{_HEAD}service:\n  item: 甲\n", 4, "“service”只用于办事服务类的稿件"),
        ("article", f"{_HEAD}interprets: 1.md\n", 4, "kind: interpretation"),
        ("policy", f"{_HEAD}document:\nnumber: 云政〔2026〕1号\n", 5, "“document:”下面"),
        ("policy", f"{_HEAD}document:\n索引号: A1\n", 5, "“document:”下面"),
        ("leader", f"{_HEAD}leaders:\n  name: 某某\n", 4, "是不是想写“leader”"),
        ("dataset", f"{_HEAD}dataset:\n  fields: 年份\n", 5, "- name: ……"),
        ("dataset", f"{_HEAD}dataset:\n  fields: [年份]\n", 5, "“- name: 年份”"),
    ],
)
def test_one_slip_is_one_finding(kind: str, text: str, line: int, says: str) -> None:
    faults = _faults(kind, text)

    assert [fault.line for fault in faults] == [line]
    assert says in faults[0].message + faults[0].fix


_ROWS = """annual_report:
  year: 2025
  organ: 局
  overview: 一
  problems: 二
  other: 三
  disputes: {}
  proactive:
    licences: -1
  requests:
    received: [1, 2, 3]
    carried_in: [一, 2, 3, 4, 5, 6, 7]
    total: {a: b}
    carried_out: [1, 2, 3, 4, 5, 6, 7, 8]
"""


def test_no_word_of_the_program_reaches_the_editor() -> None:
    faults = _faults("annual-report", _HEAD + _ROWS)
    faults += _faults("article", "title: [甲]\ndate: [2026]\nsource: {甲: 乙}\npin: [1]\n")

    said = [f"{fault.message} {fault.fix}" for fault in faults]
    assert not [one for one in said if re.search(r"\['|\{'|Tuple|_length|\bge\b|\.\d", one)]
    assert any("应当有 7 个，现在是 3 个" in one for one in said)
    assert any("应当有 7 个，现在是 8 个" in one for one in said)
    assert any("carried_in[第 1 条]" in one and "不是整数" in one for one in said)
    assert any("licences" in one and "不能小于 0" in one for one in said)


def test_full_width_colons_in_braces_are_named() -> None:
    faults = _faults("article", f"{_HEAD}withdrawn: {{date：2026-03-20，reason：有误}}\n")

    assert (faults[0].rule, faults[0].line) == ("source-yaml-syntax", 4)
    assert "“date”后面的冒号是全角的" in faults[0].message
