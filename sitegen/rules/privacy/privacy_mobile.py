"""A full mobile number anywhere in an item's file."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.privacy.numbers import mobiles
from sitegen.rules.privacy.suspects import suspect
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_at


@check("privacy-mobile", scope="item")
def leak(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each number in front matter, text, tables or image alternatives."""
    if not suspect(item, book):
        return
    for found in mobiles(item.source):
        yield Fault(
            f"有完整的手机号码 {found.masked}。",
            "遮盖中间四位，或者改用办公电话。",
            line_at(item.source, found.start),
        )
