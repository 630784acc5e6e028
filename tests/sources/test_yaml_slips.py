"""What editors do wrong in YAML is told by its line, its name and its mend."""

from __future__ import annotations

import pytest

from sitegen.sources.yaml_source import read_yaml

_REST = "date: 2026-03-12 09:00\nsource: 应急局\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (f"title：公告\n{_REST}", 2, "“title”后面的冒号是全角的"),
        ("title：公告\ndate：2026-03-12\nsource：局\n", 2, "第 2、3、4 行都是这样"),
        (f"title: 公告\n{_REST}draft：true\n", 5, "“draft”后面的冒号是全角的"),
        (f"title: 公告\n{_REST}draft:true\n", 5, "“draft”的冒号后面没有空格"),
        ("title:公告\ndate:2026-03-12\n", 2, "“title”的冒号后面没有空格"),
        (f"title:\u00a0公告\n{_REST}withdrawn: x: y\n", 2, "特殊空格"),
        (f'title: "公告停水\n{_REST}', 2, "半角引号没有成对"),
        (f'title: "公告停水”\n{_REST}', 2, "后一个成了全角的"),
        (f'title: "公告"停水\n{_REST}', 2, "引号后面还有文字"),
        (f"title: 公告: 停水\n{_REST}", 2, "文字里有半角冒号"),
        (f"title: @全体市民\n{_REST}", 2, "特殊符号“@”"),
        (f"title: [公告]停水\n{_REST}", 2, "特殊符号“[”"),
        (f"title: *重要*通知\n{_REST}", 2, "特殊符号“*”"),
        (f"title: - 公告\n{_REST}", 2, "特殊符号“-”"),
        (f"title: |公告\n{_REST}", 2, "特殊符号“|”"),
        (
            f"title: 公告\n{_REST}withdrawn: {{date: 2026-03-20，reason: 有误}}\n",
            5,
            "括号里的逗号、冒号是全角的",
        ),
        ("title: 公告\n  date: 2026-03-12\nsource: 局\n", 3, "“date”前面多了空格"),
        (" title: 公告\ndate: 2026-03-12\n", 2, "“title”前面多了空格"),
        (f"title: 公告\n{_REST}\n各有关单位：\n\n现通知如下。\n", 6, "补一行 ---"),
        (f"---\ntitle: 公告\n{_REST}---\n正文。\n", 6, "扩展名改为 .md"),
        (f"title: 公告\nmaterials:\n  - name:身份证\n    copies: 1\n{_REST}", 4, "“name”"),
    ],
)
def test_a_slip_is_named_where_it_stands(text: str, line: int, says: str) -> None:
    data, _, faults = read_yaml(text, offset=1)

    assert data is None
    assert [(fault.rule, fault.line) for fault in faults] == [("source-yaml-syntax", line)]
    assert says in faults[0].message + faults[0].fix


def test_what_yaml_allows_is_not_taken_for_a_slip() -> None:
    text = (
        'title: "甲: 乙"\nlink: https://example.cn/a:b\ntime: 12:30\n'
        "text: |\n  注意：a:b\n  title：甲\nlist:\n  - 甲\n  - {name: 乙, note: '丙: 丁'}\n"
    )

    data, _, faults = read_yaml(text, offset=1)

    assert faults == []
    assert data is not None and data["text"] == "注意：a:b\ntitle：甲\n"


def test_an_error_below_sound_lines_is_not_blamed_on_them() -> None:
    sound = 'title: "甲: 乙"\nlink: https://example.cn\ntext: |\n  一：二\n'
    text = f"{sound}keywords: [甲, 乙\nsource: 局\n"

    data, _, faults = read_yaml(text, offset=0)

    assert data is None and faults[0].line >= 5
