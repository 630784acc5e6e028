"""Marks that an editor meant to replace (待填内容)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import strings
from sitegen.rules.views import line_at, line_of
from sitegen.rules.wording.lexicon import of_list

SIGNS = ("待", "建设中", "敬请期待")
BARE = re.compile(r"待(?:补充|完善|定|定稿|填|填写|核实|更新|发布|提供)|(?:正在)?建设中|敬请期待")


@check("wording-placeholder", scope="item")
def placeholder(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each mark of the list `placeholders`, in front matter and text.

    In prose 待定 may say something; a field that says nothing else was left to be filled in.
    """
    for hit in of_list(item.source, book, "placeholders"):
        yield Fault(
            f"稿件中留有“{hit.wrong}”。",
            f"{hit.right}，再发布。",
            line_at(item.source, hit.start),
        )
    head = item.source[: item.source.find("\n---", 4)] if item.body else item.source
    if not any(sign in head for sign in SIGNS):
        return  # hardly any item has one, and walking all fields takes ten times as long
    for key, text in strings(item.record):
        if BARE.fullmatch(text.strip("。.… \n")):
            yield Fault(
                f"{key} 只写了“{text.strip()}”。",
                "填写完整，再发布；确实没有的，如实写明。",
                line_of(item, key),
            )
