"""A full 公民身份号码 anywhere in an item's file."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.privacy.numbers import every_id_number
from sitegen.rules.privacy.suspects import suspect
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_at


@check("privacy-id-number", scope="item")
def leak(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each number in front matter, text, tables or image alternatives."""
    if not suspect(item, book):
        return
    for found in every_id_number(item.source):
        yield Fault(
            f"有完整的公民身份号码 {found.masked}。",
            "遮盖出生日期等中间各位，只留前两位和后三位，或者整项删去。",
            line_at(item.source, found.start),
        )
