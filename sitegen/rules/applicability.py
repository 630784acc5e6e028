"""Which rules had something to look at on a site (适用与否).

A rule without anything to look at is "not applicable", never "passed".
"""

from collections.abc import Mapping
from typing import Any, get_args

from sitegen.model.entry import SiteModel
from sitegen.model.platform import SiteKind
from sitegen.rules.registry import Check, discover
from sitegen.rules.rulebook import Rulebook

KINDS = frozenset(get_args(SiteKind))
BY_KIND = ("minimum", "monthly")
"""Thresholds that say how much is asked of each kind of site."""
HISTORY = "date-moved-back"
"""The rule that compares files with their history."""


def not_applicable(model: SiteModel, book: Rulebook, *, history: bool = True) -> frozenset[str]:
    """The rules that could see nothing on this site, ask nothing of it, or are switched off.

    A check limited to kinds of items applies where an item of such a kind is published or waits.
    `history` says whether the platform has one.
    """
    present = {item.stub.kind for column in model.columns.values() for item in column.items}
    present |= {stub.kind for column in model.columns.values() for stub in column.pending}

    def applies(item: Check) -> bool:
        rule = book.rules[item.rule]
        return (
            rule.level is not None
            and not (item.kinds and not present.intersection(item.kinds))
            and not _asks_nothing(rule.params, model.config.kind)
            and (history or item.rule != HISTORY)
        )

    return frozenset(item.rule for item in discover() if not applies(item))


def _asks_nothing(params: Mapping[str, Any], kind: str) -> bool:
    """Whether a rule's thresholds leave out this kind of site, or its list is empty."""
    sites, hosts = params.get("kinds", ()), params.get("hosts")
    wanted = [params[name] for name in BY_KIND if isinstance(params.get(name), Mapping)]
    return (
        (KINDS.issuperset(sites) and kind not in (sites or KINDS))
        or any(not each.get(kind) for each in wanted)
        or (hosts is not None and not hosts)
    )
