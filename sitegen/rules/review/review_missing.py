"""An item without any record of review (三审); switched on by the operator."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook


@check("review-missing", scope="item")
def missing(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for an item without `review`."""
    if not item.record.get("review"):
        yield Fault("没有三审记录。", "写 review：editor、reviewer、approver、secrecy。", 1)
