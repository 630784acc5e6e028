"""The form of a document's index number (索引号)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("policy-index-format", scope="item")
def form(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for an index number of another form."""
    document = item.record.get("document")
    number = document and document.get("index_no")
    if number and not re.fullmatch(book.param("policy-index-format", "pattern"), number, re.ASCII):
        yield Fault(
            f"索引号“{number}”写法有误。",
            "写成“机构编号/年份-五位流水号”，如 YZ001/2026-00012。",
            line_of(item, "document.index_no"),
        )
