"""A topic that is not one of the official ones (主题分类)."""

from collections.abc import Iterator
from difflib import get_close_matches

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("policy-topic-unknown", scope="item")
def unknown(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for a topic outside the list; a sub-topic may follow after a slash."""
    document = item.record.get("document")
    topic = document and document.get("topic")
    if not topic:
        return
    topics = book.param("policy-topic-unknown", "topics")
    main = topic.replace("\\", "/").split("/")[0].strip()
    if main not in topics:
        near = [each for each in topics if main in each] or get_close_matches(main, topics, 1)
        hint = f"是不是“{near[0]}”？" if near else ""
        yield Fault(
            f"主题分类“{topic}”不在规定的类目中。",
            f"{hint}可用的类目见 sitegen rules policy-topic-unknown。",
            line_of(item, "document.topic"),
        )
