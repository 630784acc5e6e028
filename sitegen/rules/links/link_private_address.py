"""Links that lead to a private network or the reader's own machine (内网地址)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook

PRIVATE = re.compile(
    r"(?:https?|ftp)://(?:[^/@]*@)?(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^/:]+\.local\b"
    # A name without a dot is known to the office's own network only.
    r"|[^\s/.:?#@\[\]%]+(?:[:/?#]|$))",
    re.IGNORECASE,
)


@check("link-private-address", scope="item")
def private(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each such link or image."""
    for link in item.links:
        if PRIVATE.match(link.target):
            yield Fault(
                f"“{link.target}”是内网或本机地址，公众无法访问。",
                "改为公众可以访问的网址，或者把文件放进站点目录。",
                link.line,
            )
