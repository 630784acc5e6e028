"""When published letters came in and were answered (留言时间与答复时间)."""

from collections.abc import Iterator
from typing import NamedTuple

from sitegen.model.entry import ItemView, Stub
from sitegen.rules.noting import note
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.texts import given
from sitegen.rules.views import RememberedRecords, line_of


class Times(NamedTuple):
    """A letter with the moments of receipt and reply, "" for none; a reply may lack its moment."""

    stub: Stub
    received: str
    replied: str
    answered: bool


@note("letter-times", kinds=("letter",))
def times(item: ItemView, _book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note receipt, reply, and whether there is a reply."""
    letter = item.record["letter"]
    replied = letter.get("replied") or ""
    answered = "1" if replied or given(letter.get("reply")) else ""
    yield f"{letter['received']}|{replied}|{answered}", line_of(item, "letter.received")


def letters(site: RememberedRecords) -> Iterator[Times]:
    """Every own published letter with its times."""
    for stub, fact in site.noted("letter-times"):
        received, replied, answered = fact.value.split("|")
        yield Times(stub, received, replied, bool(answered))
