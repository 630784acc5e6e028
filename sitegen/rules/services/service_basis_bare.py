"""A legal basis that is only named (设定依据)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of

BARE = re.compile(r"\s*《[^》]+》\s*(?:[（(][^）)]*[）)])?\s*[。；;]?\s*")


@check("service-basis-bare", scope="item", kinds=("service",))
def bare(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each basis that is a title without article or content."""
    for index, text in enumerate(item.record["service"].get("basis") or ()):
        if BARE.fullmatch(text):
            yield Fault(
                f"设定依据“{text.strip()}”只有文件名，没有条款和内容。",
                "写明第几条和该条的内容。",
                line_of(item, f"service.basis.{index}", "service.basis"),
            )
