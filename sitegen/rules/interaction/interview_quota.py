"""Too few interviews within a year (在线访谈次数)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.interaction.yearly import shortfall
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("interview-quota", scope="site")
def quota(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the last twelve months saw fewer interviews than are wanted."""
    times = [record["interview"]["held"] for _, record in site.records("interview")]
    if gap := shortfall(site, book, "interview-quota", times):
        yield Fault(
            f"最近一年开展在线访谈 {gap[0]} 次，应不少于 {gap[1]} 次。",
            "按年度计划开展在线访谈，并发布文字实录。",
        )
