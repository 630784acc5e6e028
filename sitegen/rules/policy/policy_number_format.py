"""The form of a document's number (发文字号)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("policy-number-format", scope="item")
def form(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a number that is neither 某〔年〕n号 nor an order's."""
    document = item.record.get("document")
    number = document and document.get("number")
    if not number:
        return
    params = book.rule("policy-number-format").params
    if not re.fullmatch(f"{params['pattern']}|{params['order']}", number, re.ASCII):
        yield Fault(
            f"发文字号“{number}”写法有误。",
            f"{_hint(number)}写成“云政发〔2026〕12号”或“云泽市人民政府令第5号”的形式。",
            line_of(item, "document.number"),
        )


def _hint(number: str) -> str:
    if re.search(r"[\[［(（【]\d{4}", number):
        return "年份用六角括号〔〕；"
    if re.search(r"〕第", number):
        return "六角括号之后不写“第”；"
    return "序号不编虚位（不写 012）；" if re.search(r"〕0", number) else ""
