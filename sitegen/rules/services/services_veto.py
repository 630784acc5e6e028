"""So many incomplete guides that the whole site fails (服务不实用，单项否决)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.noting import note
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.services.elements import lacking
from sitegen.rules.views import RememberedRecords, line_of


@note("guide-gaps", kinds=("service",))
def gaps(item: ItemView, book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note how many of the elements a guide lacks."""
    elements = book.param("service-elements-missing", "elements")
    yield str(len(lacking(item.record["service"], elements))), line_of(item, "service")


@check("services-veto", scope="site", kinds=("service",))
def veto(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when enough guides lack enough elements.

    With fewer guides than the limit, all of them must lack that many.
    """
    params = book.rule("services-veto").params
    found = [int(fact.value) for _, fact in site.noted("guide-gaps")]
    bad = sum(gap >= params["lacking"] for gap in found)
    if found and bad >= min(params["guides"], len(found)):
        yield Fault(
            f"{len(found)} 份办事指南中有 {bad} 份缺少 {params['lacking']} 项以上要素，"
            "达到单项否决标准。",
            "先补齐这些指南的十项要素，见各稿件的“办事指南要素不全”。",
        )
