"""What a report carries in against what the year before carried out (年报衔接)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("annual-carry-over", scope="site", kinds=("annual-report",))
def carry_over(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each report whose r2 differs from r25 of the same organ's year before."""
    reports = {
        (report["organ"], report["year"]): (stub, report["requests"])
        for stub, record in site.records("annual-report")
        for report in (record["annual_report"],)
    }
    for (organ, year), (stub, requests) in sorted(reports.items(), key=lambda pair: pair[0]):
        before = reports.get((organ, year - 1))
        if before and before[1]["carried_out"] != requests["carried_in"]:
            yield Fault(
                f"{year} 年年报上年结转 {requests['carried_in'][6]} 件，"
                f"而 {year - 1} 年年报结转下年度 {before[1]['carried_out'][6]} 件（或分类不同）。",
                "核对两年的数字；上一年确有变化的，在年报中说明。",
                file=stub.path,
                column=stub.column,
            )
