"""The form of a site's identification code (网站标识码)."""

import re
from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("site-id-code-format", scope="site")
def form(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a code of another form."""
    code = site.model.config.id_code
    if not re.fullmatch(book.param("site-id-code-format", "pattern"), code, re.ASCII):
        yield Fault(
            f"网站标识码“{code}”写法有误。", "写 10 位数字，或者 bm 加 8 位数字，并加引号。"
        )
