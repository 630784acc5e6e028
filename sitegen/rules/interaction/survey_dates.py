"""A survey whose dates contradict each other (征集调查日期)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("survey-dates", scope="item", kinds=("survey",))
def dates(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for an end before the start, and for a result before the start."""
    survey = item.record["survey"]
    starts, ends = survey["starts"], survey["ends"]
    if ends < starts:
        yield Fault(
            f"结束日期 {ends} 早于开始日期 {starts}。",
            "改正 survey.starts 或 survey.ends。",
            line_of(item, "survey.ends"),
        )
    result = (survey.get("result") or {}).get("date") or ""
    if result and result < starts:
        yield Fault(
            f"公布结果的日期 {result} 早于开始日期 {starts}。",
            "改正 survey.result.date。",
            line_of(item, "survey.result.date"),
        )
