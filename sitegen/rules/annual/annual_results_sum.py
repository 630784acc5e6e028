"""The sum of all results against the stated total, per column (年报第三部分)."""

from collections.abc import Iterator

from sitegen.model.annual import APPLICANTS
from sitegen.model.entry import ItemView
from sitegen.rules.annual.table import report_of, result_lines
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("annual-results-sum", scope="item", kinds=("annual-report",))
def results(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each column where r24 is not the sum of r3 to r23."""
    table = report_of(item.record).requests
    sums = [
        sum(column) for column in zip(*(row.numbers for row in result_lines(table)), strict=True)
    ]
    for name, total, found in zip(APPLICANTS, table.total, sums, strict=True):
        if total != found:
            yield Fault(
                f"第三部分“{name}”一列：各项办理结果之和为 {found}，“（七）总计”写了 {total}。",
                "核对各项办理结果和总计。",
                line_of(item, "annual_report.requests.total"),
            )
