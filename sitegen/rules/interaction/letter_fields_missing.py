"""A published reply that lacks its time, office or text (留言答复要素)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import given
from sitegen.rules.views import line_of

FIELDS = (("replied", "答复时间"), ("replier", "答复单位"), ("reply", "答复内容"))


@check("letter-fields-missing", scope="item", kinds=("letter",))
def missing(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when some of the three are given and others are not."""
    letter = item.record["letter"]
    names = [name for key, name in FIELDS if not given(letter.get(key))]
    if names and len(names) < len(FIELDS):
        yield Fault(
            f"留言的答复缺少{'、'.join(names)}。",
            "在 letter 中补写 replied、replier、reply。",
            line_of(item, "letter.replied", "letter.replier", "letter.reply"),
        )
