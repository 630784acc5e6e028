"""A work report that is due and not there (年度报表未按期发布)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView
from sitegen.rules.workreport.reports import reported_years


@check("workreport-missing", scope="site")
def missing(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when neither the last report that fell due nor a later one is published.

    An article in a column of type work-report whose title names the year counts too.
    """
    as_of, due = site.model.as_of, book.param("workreport-missing", "due")
    year = int(as_of[:4]) - (1 if as_of[5:10] > due else 2)
    if any(found >= year for found in reported_years(site)):
        return
    yield Fault(
        f"{year} 年网站工作年度报表应在 {year + 1} 年 {int(due[:2])} 月 {int(due[3:])} 日前发布，"
        "至今没有。",
        f"用 sitegen report work-report --year {year} 生成，核对后作为稿件发布。",
    )
