"""Figures in the prose of the annual report against its tables (正文与表格)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sitegen.model.entry import ItemView
from sitegen.rules.annual.prose import of_year, sentences
from sitegen.rules.annual.quantities import QUANTITIES, Quantity, expected
from sitegen.rules.annual.table import report_of
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of

AMONG = re.compile(r"其中[^。；]*")
WHOLE = ("received", "done")
"""Quantities that prose, after 其中, breaks down by unit in the same words."""


@check("annual-prose-figures", scope="item", kinds=("annual-report",))
def figures(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each quantity that the prose states, nowhere as the table has it.

    Clauses that speak of another year are left out. That one mention agrees, or all of them
    together, suffices: prose also breaks figures down by unit, in words no pattern can follow.
    Saying that there was none of it counts as stating zero.
    """
    report = report_of(item.record)
    allowed = expected(report)
    for part in ("overview", "problems", "other"):
        prose = of_year(getattr(report, part), report.year)
        for key, quantity in QUANTITIES.items():
            stated = _stated(AMONG.sub("", prose) if key in WHOLE else prose, quantity)
            if stated and not allowed[key].intersection([*stated, sum(stated)]):
                table = min(allowed[key])
                said = f"{stated[0]} 件" if stated[0] else "没有"
                yield Fault(
                    f"正文写“{quantity.name}”{said}，表格中是 {table} 件。",
                    "核对正文和表格，改正其中有误的数字。",
                    line_of(item, f"annual_report.{part}"),
                )


def _stated(prose: str, quantity: Quantity) -> list[int]:
    """The figures that prose gives for a quantity, zero where it says that there was none."""
    found: list[int] = []
    for before, sentence in pairwise(["", *sentences(prose)]):
        if re.search(quantity.within, before + sentence):
            groups = (match.groups() for match in re.finditer(quantity.stated, sentence))
            found += [int(next(filter(None, each))) for each in groups]
            if quantity.none and re.search(quantity.none, sentence):
                found.append(0)
    return found
