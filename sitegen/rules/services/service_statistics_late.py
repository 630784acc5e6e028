"""Statistics of cases handled that are past their month (办事统计)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model.entry import Stub
from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("service-statistics-late", scope="site", kinds=("service",))
def late(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the newest statistics, known by their title, are older than the limit.

    A site on which no title speaks of such statistics may show them in another way: nothing is
    said of it here, and the scorecard leaves the points open.
    """
    params = book.rule("service-statistics-late").params
    newest = newest_statistics(site, params)
    if newest is None:
        return
    age = days_between(newest.date, site.model.as_of)
    if age > params["days"]:
        yield Fault(
            f"最新的办事统计《{newest.title}》已发布 {age} 天，应每月更新。",
            "发布上月的办件统计。",
            file=newest.path,
            column=newest.column,
        )


def newest_statistics(site: RememberedRecords, params: Mapping[str, Any]) -> Stub | None:
    """The newest own item of the rule's column types whose title speaks of such statistics."""
    wanted = re.compile(params["pattern"])
    found = (_newest(site, name, wanted) for name in params["types"])
    return max((stub for stub in found if stub), key=lambda stub: stub.date, default=None)


def _newest(site: RememberedRecords, kind: str, wanted: re.Pattern[str]) -> Stub | None:
    """The newest own item of the columns of that type whose title matches."""
    newest: Stub | None = None
    for column in site.model.of_type(kind):
        own = (one.stub for one in column.items if not one.how)
        first = next((stub for stub in own if wanted.search(stub.title)), None)
        if first and (newest is None or first.date > newest.date):
            newest = first
    return newest
