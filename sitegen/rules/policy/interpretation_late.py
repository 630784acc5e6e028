"""Interpretations that came long after their document, or before it (解读不同步)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.policy.pairs import interpretations
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("interpretation-late", scope="site", kinds=("policy",))
def late(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each document with no interpretation within the days of grace after it.

    One that came before its document speaks of what nobody can read yet. Documents without any are
    left to `interpretation-owed`.
    """
    limit = book.param("interpretation-late", "days")
    for path, dates in sorted(interpretations(site).items()):
        stub = site.published.get(path)
        if not stub or stub.kind != "policy":
            continue
        ages = [days_between(stub.date, day) for day in dates]
        if any(0 <= age <= limit for age in ages):
            continue
        if (days := min(ages)) > 0:
            message = f"《{stub.title}》发布 {days} 天后才有解读。"
            fix = f"今后解读与文件同步发布，最迟不超过 {limit} 天。"
        else:
            message = f"《{stub.title}》的解读比文件早 {-days} 天发布。"
            fix = "核对文件和解读的发布时间；今后解读与文件同步发布，不早于文件。"
        yield Fault(message, fix, file=stub.path, column=stub.column)
