"""Fields of a policy document that its head table should show (公文要素)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.policy.fields import absent
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("policy-field-incomplete", scope="item", kinds=("policy",))
def incomplete(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names all fields not given."""
    names = absent(item.record["document"], book.param("policy-field-incomplete", "wanted"))
    if names:
        yield Fault(
            f"公文要素不全，没有写{names}。",
            "在 document 中补写；确无文号的文件可不理会。",
            line_of(item, "document"),
        )
