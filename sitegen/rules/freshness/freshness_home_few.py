"""Too few new items on the home page (首页更新量不足)."""

from collections.abc import Iterator
from datetime import timedelta

from sitegen.model.fields import as_day
from sitegen.rules.fault import Fault
from sitegen.rules.freshness.overdue import newest_times
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("freshness-home-few", scope="site")
def few(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when a portal's home page has some new items, but fewer than it should."""
    params = book.rule("freshness-home-few").params
    if site.model.config.kind not in params["kinds"]:
        return
    as_of = site.model.as_of
    oldest = (as_day(as_of) - timedelta(days=params["days"])).isoformat()
    fresh = newest_times(site.model, oldest)
    if fresh and len(fresh) < params["items"]:
        yield Fault(
            f"首页 {params['days']} 天之内只有 {len(fresh)} 条新稿件，不足 {params['items']} 条。",
            "增加更新，或者在首页板块中列入更新较多的栏目。",
        )
