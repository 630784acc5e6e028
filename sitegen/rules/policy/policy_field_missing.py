"""Fields of a policy document that must be there (公文要素)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.policy.fields import absent
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("policy-field-missing", scope="item", kinds=("policy",))
def missing(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names all missing fields."""
    names = absent(item.record["document"], book.param("policy-field-missing", "required"))
    if names:
        yield Fault(
            f"政策文件缺少{names}。",
            "按文件落款在 document 中补写。",
            line_of(item, "document"),
        )
