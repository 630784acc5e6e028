"""Markup that does nothing is told of once; what only looks like markup is left in peace."""

from __future__ import annotations

import pytest

from sitegen.markdown import convert


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("见[申请表](申请 表.docx)。", 1, "地址里有空格"),
        ("![检查](D:\\我的 图片\\检查 一.jpg)", 1, "地址里有空格"),
        ("见［申请表］（申请表.docx）。", 1, "括号是全角的"),
        ("见[申请表]（申请表.docx）。", 1, "括号是全角的"),
        ("第一行\n##一、总体要求", 2, "# 后面没有空格"),
        ("＃＃ 一、总体要求", 1, "# 是全角的"),
        ("**要求：**按时办结。", 1, "加粗的 ** 没有生效"),
        ("按照**“放管服”**要求办理。", 1, "加粗的 ** 没有生效"),
        ("：：：notice 提示\n内容\n：：：", 1, "（共 2 处）"),
        ("::: notice 提示\n内容没有结束", 1, "没有结束"),
        ("正文。\n\n|序号|项目|\n|1|道路|", 3, "| --- | --- |"),
        ("｜序号｜项目｜\n｜---｜---｜", 1, "半角的 |"),
        ("序号\t项目\n1\t道路\n2\t桥梁", 1, "没有成为表格"),
        ("正文。\n\n    首行缩进四个空格的段落。", 3, "程序代码"),
        ("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 | 3 |", 3, "3 格，表头只有 2 格"),
        ("> | 甲 | 乙 |\n> | --- | --- |\n> | 1 | 2 | 3 |", 3, "3 格，表头只有 2 格"),
    ],
)
def test_what_would_be_published_sign_for_sign_is_named(text: str, line: int, says: str) -> None:
    faults = convert(text, "city/yw").faults

    assert [(fault.rule, fault.line) for fault in faults] == [("source-markup-left", line)]
    assert says in faults[0].message + faults[0].fix


@pytest.mark.parametrize(
    "text",
    [
        "中标人为张**，联系人为李**（男），电话 138****5678。",
        "身份证号 11**************77，**重要**通知。",
        "见[申请表](<申请 表.docx>)和[办法](1.md)。",
        "《条例》[2026年修订]（以下简称条例）第[三]（二）项。",
        "#防汛# 话题讨论。",
        "\\##一、不是标题，\\[甲](乙.docx)。",
        "`[甲](乙 丙.docx)` 是写法示例。",
        "时间：：3月5日。",
        "::: notice 提示\n内容\n:::\n\n> ::: notice 提示\n> 内容\n> :::",
        "| 甲 | 乙 |\n| --- | --- |\n| a\\|b | 2 |\n| 1 |",
        "姓名\t张三",
        "    a = 1",
        "甲｜乙｜丙",
    ],
)
def test_what_only_looks_like_markup_is_left_in_peace(text: str) -> None:
    assert convert(text, "city/yw").faults == ()
