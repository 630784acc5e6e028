"""So many stale columns that the whole site fails (栏目不更新，单项否决)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.freshness.overdue import idle_columns
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView

TIMELY = ("news", "notices", "policy")


@check("freshness-veto", scope="site")
def veto(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the number of stale columns reaches one of the two limits."""
    params = book.rule("freshness-veto").params
    late = [idle.column for idle in idle_columns(site.model, book) if idle.overdue]
    timely = [column for column in late if column.config.type in TIMELY]
    for found, limit, name in (
        (len(timely), params["timely"], "工作动态、通知公告、政策文件类栏目"),
        (len(late) - len(timely), params["other"], "其他栏目"),
    ):
        if found >= limit:
            yield Fault(
                f"{name}中有 {found} 个超过更新期限，达到单项否决标准（{limit} 个）。",
                "先更新超期最久的栏目；无力维护的，合并或者撤销。",
            )
