"""The annual reports of a site, whether as data or as articles (年报)."""

import re
from collections.abc import Mapping

from sitegen.model.entry import Stub
from sitegen.rules.views import SiteView

YEAR = re.compile(r"(20\d{2})\s*年")


def reports_by_year(site: SiteView) -> Mapping[int, list[Stub]]:
    """Published annual reports by the year on which they report.

    Reports as data say their year; an article in a column of type annual-report counts by the year
    in its title. What was published before that year was over is no report on it.
    """
    found: dict[int, dict[str, Stub]] = {}
    for stub, record in site.records("annual-report"):
        found.setdefault(int(record["annual_report"]["year"]), {})[stub.path] = stub
    for column in site.model.of_type("annual-report"):
        for stub in (shown.stub for shown in column.items):
            year = YEAR.search(stub.title)
            if stub.kind != "annual-report" and year:
                found.setdefault(int(year[1]), {})[stub.path] = stub
    over = {
        year: [stub for stub in stubs.values() if int(stub.date[:4]) > year]
        for year, stubs in sorted(found.items())
    }
    return {year: stubs for year, stubs in over.items() if stubs}
