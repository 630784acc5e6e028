"""A publish date far in the future (发布时间在将来)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("date-future", scope="site")
def future(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each waiting item that is due later than an editor would plan."""
    limit = book.param("date-future", "days")
    for column in site.model.columns.values():
        for stub in column.pending:
            if not stub.draft and days_between(site.model.as_of, stub.date) > limit:
                yield Fault(
                    f"发布时间 {stub.date} 在 {limit} 天以后，到时才会发布。",
                    "核对年份；确为定时发布的，不必理会。",
                    file=stub.path,
                    column=stub.column,
                )
