"""What a site's content says about the figures of a work report (由内容推得)."""

from collections.abc import Mapping

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
    stubs = {
        shown.stub.path
        for column in site.model.columns.values()
        for shown in column.items
        if not shown.how and shown.stub.date.startswith(prefix)
    }
    return {
        "published.total": len(stubs),
        "interpretations.total": _dated(site, "interpretation", prefix),
        "interaction.surveys": len(surveys),
        "interaction.survey_results": sum(bool(survey.get("result")) for survey in surveys),
        "interaction.interviews": sum(
            record["interview"]["held"].startswith(prefix)
            for _, record in site.records("interview")
        ),
    }


def _dated(site: SiteView, kind: str, prefix: str) -> int:
    return sum(stub.date.startswith(prefix) for stub, _ in site.records(kind))
