"""Words that official texts avoid (禁用词和慎用词)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import around, line_at
from sitegen.rules.wording.lexicon import of_list


@check("wording-forbidden", scope="item")
def forbidden(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each word of the list `forbidden`, in front matter and text."""
    for hit in of_list(item.source, book, "forbidden"):
        yield Fault(
            f"“{hit.wrong}”不宜使用。",
            f"按语境改为“{hit.right}”。",
            line_at(item.source, hit.start),
            excerpt=around(item.source, hit.start, len(hit.wrong)),
        )
