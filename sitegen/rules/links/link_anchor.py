"""Links to a place on the same page that is not there (页内锚点)."""

from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook


@check("link-anchor", scope="item")
def anchor(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each link `#x` of a body without an element of that id."""
    for link in item.links:
        if link.target.startswith("#") and len(link.target) > 1:
            name = unquote(link.target[1:])
            if f'id="{name}"' not in item.html and f'id="{link.target[1:]}"' not in item.html:
                yield Fault(
                    f"页内没有“{name}”这个位置，链接无效。",
                    "链接到正文中的标题，或者删去链接。",
                    link.line,
                )
