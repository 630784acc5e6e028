"""The form of a site's ICP number (ICP备案编号)."""

import re
from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("site-icp-format", scope="site")
def form(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a number of another form; a missing one is another rule's."""
    number = site.model.config.icp
    if number and not re.fullmatch(book.param("site-icp-format", "pattern"), number, re.ASCII):
        yield Fault(f"ICP 备案编号“{number}”写法有误。", "写成“宁ICP备20260001号-1”的形式。")
