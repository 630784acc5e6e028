"""A home page on which nothing is new (首页不更新)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.freshness.overdue import newest_time
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("freshness-home", scope="site")
def stale(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the newest item of the home page is older than the limit."""
    limit = book.param("freshness-home", "days")
    newest = newest_time(site.model)
    if newest and (days := days_between(newest, site.model.as_of)) > limit:
        yield Fault(
            f"首页已有 {days} 天没有新稿件（最新一篇：{newest[:10]}），超过 {limit} 天即单项否决。",
            "在首页板块所列的栏目中发布新的稿件。",
            file="_site.yaml" if site.exists("_site.yaml") else "",
        )
