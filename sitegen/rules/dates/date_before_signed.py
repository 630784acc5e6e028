"""A document published before it was signed (发布早于成文)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("date-before-signed", scope="item")
def before_signed(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when the publish date lies before the document's own date."""
    document = item.record.get("document")
    signed = document and document.get("signed")
    if signed and item.stub.date[:10] < signed:
        yield Fault(
            f"发布时间 {item.stub.date[:10]} 早于成文日期 {signed}。",
            "核对文件落款，改正 date 或 document.signed。",
            line_of(item, "document.signed"),
        )
