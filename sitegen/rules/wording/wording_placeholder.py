"""Marks that an editor meant to replace (待填内容)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_at


@check("wording-placeholder", scope="item")
def placeholder(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for the first of each mark in a body."""
    for mark in book.param("wording-placeholder", "marks"):
        position = item.body.find(mark)
        if position >= 0:
            yield Fault(
                f"正文中留有“{mark}”。",
                "填写完整再发布。",
                line_at(item.body, position, item.body_line),
            )
