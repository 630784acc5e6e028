"""Wording in a guide that leaves applicants guessing (含糊表述)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import strings
from sitegen.rules.views import line_of

ARTICLE = re.compile(r"》.*第[〇零一二三四五六七八九十百千\d]+条", re.DOTALL)


@check("service-vague-wording", scope="item", kinds=("service",))
def vague(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each text of the guide that contains a vague expression.

    The words of a law that a basis quotes are the law's, and no editor may change them.
    """
    words = book.param("service-vague-wording", "words")
    for key, text in strings(item.record["service"], "service"):
        if key.startswith("service.basis") and ARTICLE.search(text):
            continue
        found = [word for word in words if word in text]
        if found:
            yield Fault(
                f"办事指南有含糊表述“{max(found, key=len)}”。",
                "改成具体的材料、条件或者规定，不写兜底的话。",
                line_of(item, key),
            )
