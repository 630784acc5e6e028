"""A first interpretation that came long after its document (解读滞后)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.policy.pairs import interpretations
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("interpretation-late", scope="site", kinds=("policy",))
def late(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each document whose first interpretation missed the days of grace."""
    limit = book.param("interpretation-late", "days")
    for path, dates in sorted(interpretations(site).items()):
        stub = site.published.get(path)
        if not stub or stub.kind != "policy":
            continue
        if (days := days_between(stub.date, min(dates))) > limit:
            yield Fault(
                f"《{stub.title}》发布 {days} 天后才有解读。",
                f"今后解读与文件同步发布，最迟不超过 {limit} 天。",
                file=stub.path,
                column=stub.column,
            )
