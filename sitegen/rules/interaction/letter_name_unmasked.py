"""A letter that shows its sender's full name (留言人姓名)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of

FULL = re.compile(r"[一-鿿]{2,4}")
MASKED = re.compile(
    r"某|先生|女士|同志|老师|同学|网友|网民|市民|匿名|群众|居民|业主|家长|村民|用户|大爷|阿姨|公司|企业|师傅|小姐|游客"
)


@check("letter-name-unmasked", scope="item", kinds=("letter",))
def unmasked(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a sender of two to four characters without any mask or title."""
    name = item.record["letter"].get("from_name") or ""
    if FULL.fullmatch(name) and not MASKED.search(name):
        yield Fault(
            f"留言人“{name[0]}{'*' * (len(name) - 1)}”写了全名。",
            "只写姓氏，如“王先生”“王*”。",
            line_of(item, "letter.from_name"),
        )
