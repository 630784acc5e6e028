"""Full addresses of the platform's own pages in bodies (本平台网址)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("link-absolute-own", scope="site")
def own(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each link to a page of the site itself that names its domain."""
    domain = site.model.config.domain
    for fact in site.facts("link"):
        if domain in fact.value and "//" in fact.value and _page(fact.value, domain):
            yield Fault(
                f"“{fact.value}”是本站网页，却写了完整网址。",
                "改为指向稿件文件的相对路径，链接失效时能够发现。",
                fact.line,
                fact.path,
            )


def _page(target: str, domain: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.hostname == domain and len(parts.path) > 1
