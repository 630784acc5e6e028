"""How many channels the main menu has (主导航)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("site-channels", scope="site")
def channels(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a portal's menu that is too short or too long."""
    params, model = book.rule("site-channels").params, site.model
    if model.config.kind not in params["kinds"]:
        return
    shown = [column for column in model.top() if column.config.nav and not column.hidden]
    count = len(model.file.channels) or len(shown)
    if not params["minimum"] <= count <= params["maximum"]:
        yield Fault(
            f"主导航有 {count} 个栏目，一般为 {params['minimum']} 至 {params['maximum']} 个。",
            "在 _site.yaml 的 channels 中按序列出主导航栏目。",
            file="_site.yaml" if site.exists("_site.yaml") else "",
        )
