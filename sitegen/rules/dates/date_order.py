"""Times of an item that contradict each other (时间先后矛盾)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("date-order", scope="item")
def order(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each of updated, expires and withdrawn that lies before the date.

    A letter cannot have been published before the day on which it came in.
    """
    stub = item.stub
    received = (item.record.get("letter") or {}).get("received", "")
    if received[:10] > stub.date[:10]:
        yield Fault(
            f"留言时间 {received} 晚于发布时间 {stub.date}。",
            "改正 letter.received 或 date。",
            line_of(item, "letter.received"),
        )
    if not (stub.updated or stub.expires or stub.withdrawn):
        return
    for key, value, name in (
        ("updated", stub.updated, "更新时间"),
        ("expires", stub.expires, "下线时间"),
        ("withdrawn.date", stub.withdrawn, "撤稿日期"),
    ):
        if value and value < stub.date[: len(value)]:
            yield Fault(
                f"{name} {value} 早于发布时间 {stub.date}。",
                f"改正 {key} 或 date。",
                line_of(item, key),
            )
