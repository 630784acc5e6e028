"""So many incomplete guides that the whole site fails (服务不实用，单项否决)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.services.elements import lacking
from sitegen.rules.views import SiteView


@check("services-veto", scope="site", kinds=("service",))
def veto(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when enough guides lack enough elements.

    With fewer guides than the limit, all of them must lack that many.
    """
    params = book.rule("services-veto").params
    elements = book.param("service-elements-missing", "elements")
    gaps = [len(lacking(record["service"], elements)) for _, record in site.records("service")]
    bad = sum(gap >= params["lacking"] for gap in gaps)
    if gaps and bad >= min(params["guides"], len(gaps)):
        yield Fault(
            f"{len(gaps)} 份办事指南中有 {bad} 份缺少 {params['lacking']} 项以上要素，"
            "达到单项否决标准。",
            "先补齐这些指南的十项要素，见各稿件的“办事指南要素不全”。",
        )
