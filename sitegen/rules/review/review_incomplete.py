"""A record of review that lacks a step or the secrecy review (三审、保密审查)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.model.item import Review
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("review-incomplete", scope="item")
def incomplete(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names all missing steps of a review that was begun."""
    review = item.record.get("review")
    if not review:
        return
    fields = Review.model_fields
    names = [field.title or name for name, field in fields.items() if not review.get(name)]
    if names:
        yield Fault(
            f"审核记录缺少{'、'.join(names)}。",
            "补齐 review 的各项。",
            line_of(item, "review"),
        )
