"""Two annual reports for the same year (年报重复)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("annual-year-duplicate", scope="site", kinds=("annual-report",))
def duplicate(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each report as data beyond the first of its year and organ."""
    first: dict[tuple[int, str], str] = {}
    reports = sorted(site.records("annual-report"), key=lambda pair: (pair[0].date, pair[0].path))
    for stub, record in reports:
        report = record["annual_report"]
        known = first.setdefault((report["year"], report["organ"]), stub.path)
        if known != stub.path:
            yield Fault(
                f"{report['organ']} {report['year']} 年年报已有一份（{known}）。",
                "只留一份；更正的，修改原稿件并写 updated。",
                file=stub.path,
                column=stub.column,
            )
