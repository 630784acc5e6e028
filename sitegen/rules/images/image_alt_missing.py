"""Images that say nothing to those who cannot see them (替代文字)."""

from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook


@check("image-alt-missing", scope="item")
def missing(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each image of the body without text, or with its file name only."""
    for link in item.links:
        if link.image and _says_nothing(link.alt, unquote(link.target)):
            yield Fault(
                f"图片 {unquote(link.target)} 没有文字说明。",
                "在方括号中写图片内容，如 ![大厅综合窗口](12.jpg)。",
                link.line,
            )


def _says_nothing(alt: str, target: str) -> bool:
    text = alt.strip()
    return not text or text in ("图片", "image", "img") or target.endswith(text)
