"""A full bank card number anywhere in an item's file."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.privacy.numbers import bank_cards
from sitegen.rules.privacy.suspects import suspect
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_at


@check("privacy-bank-card", scope="item")
def leak(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each number in front matter, text, tables or image alternatives."""
    if not suspect(item, book):
        return
    for found in bank_cards(item.source, book.param("privacy-bank-card", "context")):
        yield Fault(
            f"有完整的银行卡号 {found.masked}。",
            "只留前四位和后三位，或者整项删去。",
            line_at(item.source, found.start),
        )
