"""What the page of letters says about all of them: how many, of which kinds, how soon answered."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date

from sitegen.model.entry import Shown
from sitegen.pages.data import LetterFigures


def letter_figures(items: Iterable[Shown]) -> LetterFigures:
    """Count the letters of a mailbox (咨询投诉统计); days run from letter to answer."""
    received = answered = 0
    days: list[int] = []
    kinds: Counter[str] = Counter()
    for shown in items:
        if shown.stub.kind != "letter":
            continue
        card = json.loads(shown.stub.card)
        received += 1
        kinds[card.get("category") or "咨询"] += 1
        if card.get("replied"):
            answered += 1
            start, end = card.get("received") or shown.stub.date, card["replied"]
            days.append((date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days)
    mean = f"{sum(days) / len(days):.1f}" if days else ""
    ranked = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    return LetterFigures(received, answered, mean, tuple(ranked))
