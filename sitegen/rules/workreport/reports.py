"""The years of which a site has published its work report, as data or as an article (报表)."""

import re

from sitegen.rules.views import SiteView

YEAR = re.compile(r"20\d\d")


def reported_years(site: SiteView) -> frozenset[int]:
    """The years; what was published before a year was over is no report on it.

    Reports as data say their year; an article in a column of type work-report counts by the years
    in its title.
    """
    found = [
        (int(record["work_report"]["year"]), stub) for stub, record in site.records("work-report")
    ]
    for column in site.model.of_type("work-report"):
        for stub in (shown.stub for shown in column.items):
            if stub.kind != "work-report":
                found += [(int(year), stub) for year in YEAR.findall(stub.title)]
    return frozenset(year for year, stub in found if int(stub.date[:4]) > year)
