"""Images that lie on another server: the security policy of the sites shows none of them."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook

ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@check("image-external", scope="item")
def external(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each image of the body that is asked for by a full address."""
    for link in item.links:
        if link.image and ELSEWHERE.match(link.target):
            yield Fault(
                f"图片 {link.target} 在别的服务器上，网页上不会显示。",
                "取得授权后把图片存到稿件旁边，写成相对路径，如 ![大厅综合窗口](12.jpg)。",
                link.line,
            )
