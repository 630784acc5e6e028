"""Elements of the foot that are not given (网站标识)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import given
from sitegen.rules.views import SiteView


@check("site-foot-missing", scope="site")
def missing(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield one fault that names all elements that `sites.yaml` lacks."""
    config = site.model.config
    contact = config.contact
    elements = {
        "网站标识码（id_code）": config.id_code,
        "ICP 备案编号（icp）": config.icp,
        "公安备案号（police）": config.police,
        "主办单位（sponsor）": config.sponsor,
        "联系方式（contact）": contact.phone or contact.email or contact.address,
    }
    names = [name for name, value in elements.items() if not given(value)]
    if names:
        yield Fault(f"页脚缺少{'、'.join(names)}。", f"在 sites.yaml 的站点 {config.id} 下补写。")
