"""A reply dated before its letter (答复早于留言)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("letter-time-order", scope="item", kinds=("letter",))
def order(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the reply is older than the letter; times of day count if given."""
    letter = item.record["letter"]
    received, replied = letter.get("received") or "", letter.get("replied") or ""
    if replied.endswith(" 00:00") or received.endswith(" 00:00"):
        received, replied = received[:10], replied[:10]
    if replied and replied < received:
        yield Fault(
            f"答复时间 {replied} 早于留言时间 {received}。",
            "核对并改正 letter.received 或 letter.replied。",
            line_of(item, "letter.replied"),
        )
