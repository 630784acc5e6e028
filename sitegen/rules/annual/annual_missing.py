"""An annual report that is due and not there (年报未按期发布)."""

from collections.abc import Iterator

from sitegen.rules.annual.reports import reports_by_year
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("annual-missing", scope="site")
def missing(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the last report that fell due, or a later one, is not published."""
    as_of = site.model.as_of
    due = book.param("annual-missing", "due")[site.model.config.kind]
    year = int(as_of[:4]) - (1 if as_of[5:10] > due else 2)
    if any(found >= year for found in reports_by_year(site)):
        return
    month, day = due.split("-")
    columns = site.model.of_type("annual-report")
    yield Fault(
        f"{year} 年政府信息公开工作年度报告应在 {year + 1} 年 {int(month)} 月 {int(day)} 日前发布，"
        "至今没有。",
        "在信息公开年报栏目中发布；表格数据写在 annual_report 中。",
        column=columns[0].path if columns else "",
    )
