"""A repealed document that does not say what replaced it (废止文件)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("policy-replacement-missing", scope="item", kinds=("policy",))
def missing(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a repealed document without replaced_by."""
    document = item.record["document"]
    statuses = book.param("policy-replacement-missing", "statuses")
    if document.get("status") in statuses and not document.get("replaced_by"):
        yield Fault(
            f"文件有效性为“{document['status']}”，没有写明由什么文件替代。",
            "写 document.replaced_by（新文件的相对路径或文号）；没有替代文件的写“无替代文件”。",
            line_of(item, "document.status"),
        )
