"""A survey whose results were not published in time (结果反馈)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("survey-result-late", scope="site", kinds=("survey",))
def late(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each survey past its period, without result or with a late one."""
    params = book.rule("survey-result-late").params
    limit, as_of = params["days"], site.model.as_of
    for stub, record in site.records("survey"):
        survey = record["survey"]
        result = (survey.get("result") or {}).get("date") or ""
        waited = days_between(survey["ends"], result or as_of)
        if waited <= limit or days_between(survey["ends"], as_of) > params["within_days"]:
            continue
        what = f"{result} 才公布结果" if result else "至今没有公布结果"
        yield Fault(
            f"《{stub.title}》已于 {survey['ends']} 结束，{what}，超过 {limit} 天。",
            "在 survey.result 中写公布日期和结果说明。" if not result else "今后按期公布结果。",
            file=stub.path,
            column=stub.column,
        )
