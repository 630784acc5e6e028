"""An interview that can only be watched (文字实录)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("interview-transcript-missing", scope="item", kinds=("interview",))
def missing(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for an interview with neither transcript nor text."""
    if not item.record["interview"].get("transcript") and len(item.text.strip()) < 50:
        yield Fault(
            "在线访谈没有文字实录。",
            "在 interview.transcript 中逐段写发言人和内容，或者写在正文中。",
            line_of(item, "interview"),
        )
