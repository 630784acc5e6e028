"""Whether an item says anything: placeholders in tables, under headings, in other words."""

import pytest

from sitegen.markdown import convert
from sitegen.model.kinds import Kind
from sitegen.sources.prose import is_placeholder, substance

NOTHING = (
    "| 序号 | 内容 |\n|---|---|\n| 1 | 建设中 |\n| 2 | 暂无内容 |\n",
    "| 序号 | 内容 |\n|---|---|\n|  |  |\n",
    "| 序号 | 项目 | 备注 |\n|---|---|---|\n| 1 | 待补充 | 略 |\n",
    "## 通知公告\n\n内容正在更新中，请稍后访问。\n",
    "- 建设中\n- 敬请期待\n",
    "本栏目内容正在整理，敬请关注。\n",
    "该栏目暂未开放。\n",
    "暂无数据，敬请谅解。\n",
    "建設中，敬請期待\n",
    "Under construction, coming soon.\n",
)
SOMETHING = (
    "| 年份 | 总量 |\n|---|---|\n| 2025 | 1386 |\n",
    "| 男 | 女 |\n|---|---|\n| 1 | 8 |\n",
    "| 序号 | 项目 | 收费 |\n|---|---|---|\n| 1 | 婚姻登记 | 无 |\n",
    "| 1 | 建设中 |\n|---|---|\n| 2 | 已建成 |\n",
    "| 传真 | 0590-6612300 |\n|---|---|\n",
    "## 关于放假的通知\n",
    "- 甲\n- 乙\n",
    "2026年10月无行政处罚信息。\n",
    "经查询，目前暂无相关信息可供公开，请向市档案馆咨询。\n",
)


def says(body: str) -> bool:
    converted = convert(body, "")
    return substance(Kind.ARTICLE, {}, converted.text, converted.html)


@pytest.mark.parametrize("body", NOTHING)
def test_what_only_announces_something_says_nothing(body: str) -> None:
    assert not says(body)


@pytest.mark.parametrize("body", SOMETHING)
def test_a_short_text_and_a_small_table_say_something(body: str) -> None:
    assert says(body)


def test_a_long_row_of_announcements_is_told_quickly() -> None:
    assert is_placeholder("敬请期待，稍后" * 20)
    assert not is_placeholder("敬请期待，稍后" * 20 + "啊")
