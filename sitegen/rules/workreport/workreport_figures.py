"""Stated figures of a work report against the site's content (报表与内容)."""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView
from sitegen.rules.workreport.derived import derive

TITLES = {
    "published.total": "信息发布总数",
    "interpretations.total": "解读信息发布总数",
    "interaction.surveys": "征集调查期数",
    "interaction.survey_results": "公布调查结果期数",
    "interaction.interviews": "在线访谈期数",
}


@check("workreport-figures", scope="site", kinds=("work-report",))
def figures(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each report, naming every stated figure that the content contradicts.

    The total of published items may differ by the tolerance: items are taken down in the meantime.
    A year of which the platform holds less than the coverage was published elsewhere, and figures
    that content falls short of then say nothing.
    """
    params = book.rule("workreport-figures").params
    for stub, record in site.records("work-report"):
        report = record["work_report"]
        counts = derive(site, report["year"])
        total = (report.get("published") or {}).get("total") or 0
        covered = counts["published.total"] >= params["coverage"] * total
        wrong = [
            text
            for text, excess in _contradictions(report, counts, params["tolerance"])
            if covered or excess
        ]
        if wrong:
            yield Fault(
                f"报表与网站 {report['year']} 年的内容不符：{'；'.join(wrong)}。",
                "核对报表；内容确已下线的，可不理会。",
                file=stub.path,
                column=stub.column,
            )


def _contradictions(
    report: Mapping[str, Any], counts: Mapping[str, int], tolerance: float
) -> Iterator[tuple[str, bool]]:
    """Each contradiction, and whether content has more than was stated."""
    for key, counted in counts.items():
        part, _, name = key.partition(".")
        stated = (report.get(part) or {}).get(name)
        slack = tolerance * counted if key == "published.total" else 0
        if stated is not None and abs(stated - counted) > slack:
            yield f"{TITLES[key]}写 {stated}，网站上有 {counted}", counted > stated
