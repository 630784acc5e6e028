"""Which rules had something to look at on a site (适用与否).

A rule without anything to look at is "not applicable", never "passed".
"""

from sitegen.model.entry import SiteModel
from sitegen.rules.registry import discover
from sitegen.rules.rulebook import Rulebook


def not_applicable(model: SiteModel, book: Rulebook) -> frozenset[str]:
    """The rules that could see nothing on this site, or are switched off.

    A check limited to kinds of items applies where an item of such a kind is published or waits.
    """
    present = {item.stub.kind for column in model.columns.values() for item in column.items}
    present |= {stub.kind for column in model.columns.values() for stub in column.pending}
    return frozenset(
        item.rule
        for item in discover()
        if book.rules[item.rule].level is None
        or (item.kinds and not present.intersection(item.kinds))
    )
