"""Too few surveys within a year (征集调查次数)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.interaction.yearly import shortfall
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("survey-quota", scope="site")
def quota(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the last twelve months saw fewer surveys than the kind of site needs."""
    times = [record["survey"]["starts"] for _, record in site.records("survey")]
    if gap := shortfall(site, book, "survey-quota", times):
        yield Fault(
            f"最近一年只开展征集调查 {gap[0]} 次，应不少于 {gap[1]} 次。",
            f"再开展 {gap[1] - gap[0]} 次意见征集或问卷调查，并在结束后一个月内公布结果。",
        )
