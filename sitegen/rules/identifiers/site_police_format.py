"""The form of a site's police number (公安机关备案号)."""

import re
from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("site-police-format", scope="site")
def form(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a number of another form; a missing one is another rule's."""
    number = site.model.config.police
    if number and not re.fullmatch(book.param("site-police-format", "pattern"), number, re.ASCII):
        yield Fault(f"公安备案号“{number}”写法有误。", "写成“宁公网安备 99010002000001号”的形式。")
