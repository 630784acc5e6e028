"""An annual disclosure report that states another year than its own (年报年度)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.report_years import wrong_year
from sitegen.rules.rulebook import Rulebook


@check("annual-year-wrong", scope="item", kinds=("annual-report",))
def year(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a year that title or publish date contradicts."""
    return wrong_year(item, "annual_report.year", item.record["annual_report"]["year"])
