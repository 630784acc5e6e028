"""Negative numbers in section 3 (年报第三部分)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.annual.table import every_line, report_of
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("annual-negative", scope="item", kinds=("annual-report",))
def negative(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each row with a number below zero."""
    for row in every_line(report_of(item.record)):
        if min(row.numbers) < 0:
            yield Fault(
                f"第三部分“{row.title}”一行有负数 {min(row.numbers)}。",
                "数量不能小于零，请改正。",
                line_of(item, f"annual_report.{row.key}"),
            )
