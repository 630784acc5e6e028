"""One person in two steps of the review (三审)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of

STEPS = ("editor", "reviewer", "approver")


@check("review-same-person", scope="item")
def same(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each name that stands in two of the three steps."""
    review = item.record.get("review")
    if not review:
        return
    names = [name for step in STEPS if (name := (review.get(step) or "").strip())]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(
            f"“{name}”兼任了两个审核环节。",
            "三审由三个人分别完成。",
            line_of(item, "review"),
        )
