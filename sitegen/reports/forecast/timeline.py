"""How long a set of items keeps a column fresh, with what is scheduled and what expires."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sitegen.model.entry import Stub
from sitegen.reports.forecast.due import later


class End(NamedTuple):
    """When it ends, and how: the newest item grows stale, or the last one goes."""

    day: str
    how: Literal["stale", "empty"]
    newest: str


def lasting(stubs: Iterable[Stub], as_of: str) -> list[Stub]:
    """The few items that decide: those that come or go, and the newest that stays."""
    ordered = sorted(
        (stub for stub in stubs if stub.substance and not stub.draft),
        key=lambda stub: stub.date,
        reverse=True,
    )
    chosen: list[Stub] = []
    for stub in ordered:
        if stub.withdrawn_at(as_of) or (stub.expires and stub.expires <= as_of):
            continue
        chosen.append(stub)
        if stub.date <= as_of and not stub.expires and not stub.withdrawn:
            break
    return chosen


def end_of(stubs: Iterable[Stub], as_of: str, limit: int | None) -> End | None:
    """Until when something is published and, with a limit (days), none older than that.

    None where that never ends by itself. The rule counts whole days, so a day is judged by its end.
    """
    known = lasting(stubs, as_of)
    today = as_of[:10]
    turns = {stub.date[:10] for stub in known}
    turns |= {stub.expires[:10] for stub in known if stub.expires}
    turns |= {stub.withdrawn for stub in known if stub.withdrawn}
    day = today
    ahead = sorted(turn for turn in turns if turn > today)
    newest = ""
    while True:
        shown = [stub.date for stub in known if stub.published(f"{day} 23:59")]
        if not shown:
            return End(day, "empty", newest)
        newest = max(shown)
        stale = later(newest, limit + 1) if limit is not None else ""
        if stale and stale <= day:
            return End(stale if day == today else day, "stale", newest)
        if not ahead or (stale and stale < ahead[0]):
            return End(stale, "stale", newest) if stale else None
        day = ahead.pop(0)
