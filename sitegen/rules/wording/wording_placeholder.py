"""Marks that an editor meant to replace (待填内容)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_at
from sitegen.rules.wording.lexicon import of_list


@check("wording-placeholder", scope="item")
def placeholder(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each mark of the list `placeholders`, in front matter and text."""
    for hit in of_list(item.source, book, "placeholders"):
        yield Fault(
            f"稿件中留有“{hit.wrong}”。",
            f"{hit.right}，再发布。",
            line_at(item.source, hit.start),
        )
