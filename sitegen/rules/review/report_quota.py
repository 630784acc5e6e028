"""Too few items reported to the portal last month (信息报送)."""

from collections import defaultdict
from collections.abc import Iterator

from sitegen.model.platform import SiteConfig
from sitegen.rules.fault import Fault
from sitegen.rules.periods import last_month
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView


@check("report-quota", scope="platform")
def quota(platform: PlatformView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each site that pushed fewer items to its portal than its kind should.

    Counted are published items of the last complete month with a `publish_to` into the portal.
    """
    month = last_month(platform.as_of)
    sent: defaultdict[str, set[str]] = defaultdict(set)
    portals = {site.id: _portal(platform, site) for site in platform.config.sites}
    for fact in platform.facts("publish_to"):
        if fact.value.partition("/")[0] == portals.get(fact.site):
            stub = platform.stub(fact.site, fact.path)
            if stub and stub.date.startswith(month) and stub.published(platform.as_of):
                sent[fact.site].add(fact.path)
    monthly = book.param("report-quota", "monthly")
    for site in platform.config.sites:
        wanted, done = monthly.get(site.kind, 0), len(sent[site.id])
        if portals[site.id] and done < wanted:
            yield Fault(
                f"{month} 向门户网站报送 {done} 条，应不少于 {wanted} 条。",
                f"在值得报送的稿件中写 publish_to: {portals[site.id]}/栏目。",
                site=site.id,
            )


def _portal(platform: PlatformView, site: SiteConfig) -> str:
    sites = {each.id: each for each in platform.config.sites}
    parent = sites.get(site.parent or "")
    while parent and parent.kind != "portal":
        parent = sites.get(parent.parent or "")
    return parent.id if parent else ""
