"""A legal basis that is only named (设定依据)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of

NAMED = re.compile(
    r"《[^》]+》|[（(][^）)]*[）)]|[一-鿿]+〔\d{4}〕\d+号"
    r"|(?:根据|依据|按照|依照)|(?:等)?(?:文件|有关规定|相关规定|规定|要求|精神)|[和及与等]"
)
"""Titles and numbers of documents, and what joins them."""
SIGNS = re.compile(r"[\W_]+")


@check("service-basis-bare", scope="item", kinds=("service",))
def bare(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each basis of titles and numbers without article or content."""
    for index, text in enumerate(item.record["service"].get("basis") or ()):
        if text.strip() and not SIGNS.sub("", NAMED.sub("", text)):
            yield Fault(
                f"设定依据“{text.strip()}”只有文件名，没有条款和内容。",
                "写明第几条和该条的内容。",
                line_of(item, f"service.basis.{index}", "service.basis"),
            )
