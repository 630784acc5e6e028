"""A guide that lacks some of the ten elements (办事指南要素)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.services.elements import lacking
from sitegen.rules.views import line_of


@check("service-elements-missing", scope="item", kinds=("service",))
def missing(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names all missing elements."""
    names = lacking(item.record["service"], book.param("service-elements-missing", "elements"))
    if names:
        yield Fault(
            f"办事指南缺少 {len(names)} 项要素：{'、'.join(names)}。",
            "在 service 中补写；确无此项的写明“无”或“不收费”。",
            line_of(item, "service"),
        )
