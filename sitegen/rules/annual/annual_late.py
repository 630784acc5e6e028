"""An annual report published after its due date (年报逾期)."""

from collections.abc import Iterator

from sitegen.rules.annual.reports import reports_by_year
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("annual-late", scope="site")
def late(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for the newest report if it came late."""
    due = book.param("annual-missing", "due")[site.model.config.kind]
    reports = reports_by_year(site)
    if not reports:
        return
    year, stubs = max(reports.items())
    first = min(stubs, key=lambda stub: stub.date)
    limit = f"{year + 1}-{due}"
    if first.date[:10] > limit:
        yield Fault(
            f"{year} 年年报 {first.date[:10]} 才发布，期限是 {limit}。",
            "今后按期发布；发布时间写错的请改正。",
            file=first.path,
            column=first.column,
        )
