"""A disclosure guide that lacks particulars of the office (条例第十二条)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.model.records import Office
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import given
from sitegen.rules.views import line_of


@check("guide-fields-missing", scope="item", kinds=("office",))
def missing(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names all missing fields."""
    office = item.record["office"]
    wanted = book.param("guide-fields-missing", "fields")
    names = [
        Office.model_fields[name].title or name for name in wanted if not given(office.get(name))
    ]
    if names:
        yield Fault(
            f"信息公开指南缺少{'、'.join(names)}。",
            "在 office 中补写；没有传真的写“无”。",
            line_of(item, "office"),
        )
