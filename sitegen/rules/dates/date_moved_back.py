"""A publish date moved back against the file's history (伪造发稿日期)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("date-moved-back", scope="site")
def moved_back(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each published item that once bore a later date.

    A date that lay in the future is no evidence; only those up to the build's moment count.
    """
    slack = book.param("date-moved-back", "days")
    as_of, history = site.model.as_of, site.history
    if history("") is None:
        return
    for stub in site.published.values():
        if not (known := history(stub.path)):
            continue
        earlier = [date for date in known if date <= as_of]
        if earlier and days_between(stub.date, max(earlier)) >= slack:
            yield Fault(
                f"发布时间由 {max(earlier)} 改成了更早的 {stub.date}。",
                "恢复原来的 date；内容有修改的，另写 updated。",
                file=stub.path,
                column=stub.column,
            )
