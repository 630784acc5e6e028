"""Two sites with one code or one domain (一网一码)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView


@check("site-identity-duplicate", scope="platform")
def duplicate(platform: PlatformView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each site that repeats the code or domain of one before it."""
    for attribute, title in (("id_code", "网站标识码"), ("domain", "域名")):
        first: dict[str, str] = {}
        for site in platform.config.sites:
            value = getattr(site, attribute)
            known = first.setdefault(value, site.id)
            if value and known != site.id:
                yield Fault(
                    f"{title}“{value}”与站点 {known} 相同。",
                    f"在 sites.yaml 中改正站点 {site.id} 的 {attribute}。",
                    site=site.id,
                )
