"""Sure typos (错别字)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import around, line_at
from sitegen.rules.wording.lexicon import of_list


@check("wording-typo", scope="item")
def typo(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each word of the list `typos`, in front matter and text."""
    for hit in of_list(item.source, book, "typos"):
        yield Fault(
            f"“{hit.wrong}”是错别字。",
            f"改为“{hit.right}”。",
            line_at(item.source, hit.start),
            excerpt=around(item.source, hit.start, len(hit.wrong)),
        )
