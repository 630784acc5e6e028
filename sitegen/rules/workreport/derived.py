"""What a site's content says about the figures of a work report (由内容推得)."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from sitegen.model.entry import Shown
from sitegen.rules.views import SiteView


def derive(site: SiteView, year: int) -> Mapping[str, int]:
    """Counts of the year by the field of the work report that states them.

    Only own published items count, and only what is still on the site.
    """
    prefix = f"{year}-"
    surveys = [
        record["survey"]
        for _, record in site.records("survey")
        if record["survey"]["starts"].startswith(prefix)
    ]
    stubs = [
        shown.stub
        for column in site.model.columns.values()
        for shown in of_year(column.items, prefix)
        if not shown.how
    ]
    return {
        "published.total": len(stubs),
        "interpretations.total": sum(stub.kind == "interpretation" for stub in stubs),
        "interaction.surveys": len(surveys),
        "interaction.survey_results": sum(bool(survey.get("result")) for survey in surveys),
        "interaction.interviews": sum(
            record["interview"]["held"].startswith(prefix)
            for _, record in site.records("interview")
        ),
    }


def of_year(items: Sequence[Shown], prefix: str) -> Sequence[Shown]:
    """Those of a column's items, which stand newest first, whose date begins with `prefix`."""
    begin = bisect_left(items, True, key=lambda one: one.stub.date[: len(prefix)] <= prefix)
    end = bisect_left(items, True, key=lambda one: one.stub.date[: len(prefix)] < prefix)
    return items[begin:end]
