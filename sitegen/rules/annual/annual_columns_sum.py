"""What came in against what was handled and carried over, per column (年报第三部分)."""

from collections.abc import Iterator

from sitegen.model.annual import APPLICANTS
from sitegen.model.entry import ItemView
from sitegen.rules.annual.table import report_of
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("annual-columns-sum", scope="item", kinds=("annual-report",))
def columns(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each column where r1 + r2 ≠ r24 + r25."""
    table = report_of(item.record).requests
    rows = zip(
        APPLICANTS, table.received, table.carried_in, table.total, table.carried_out, strict=True
    )
    for name, received, carried_in, total, carried_out in rows:
        if received + carried_in != total + carried_out:
            yield Fault(
                f"第三部分“{name}”一列：本年新收 {received} + 上年结转 {carried_in} = "
                f"{received + carried_in}，而总计 {total} + 结转下年度 {carried_out} = "
                f"{total + carried_out}，两者应相等。",
                "对照台账核对这四个数。",
                line_of(item, "annual_report.requests.total"),
            )
