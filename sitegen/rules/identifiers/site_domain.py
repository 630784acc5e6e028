"""The form of a site's domain (55号)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("site-domain", scope="site")
def domain(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a domain outside .gov.cn, or of the wrong shape for the kind of site."""
    params, config = book.rule("site-domain").params, site.model.config
    name, suffix, prefix = config.domain, params["suffix"], params["portal_prefix"]
    government = config.kind in ("portal", "county")
    if not name.endswith(suffix):
        yield Fault(f"域名“{name}”不以 {suffix} 结尾。", f"改用以 {suffix} 结尾的域名。")
    elif government and not name.startswith(prefix):
        yield Fault(
            f"政府门户网站的域名“{name}”不以 {prefix} 开头。", f"改为 {prefix}地区{suffix}。"
        )
    elif not government and name.removesuffix(suffix).count(".") < 1:
        yield Fault(
            f"域名“{name}”没有挂在本级政府门户的域名之下。", f"改为“单位.地区{suffix}”的形式。"
        )
