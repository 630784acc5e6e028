"""The six kinds of applicants against the row's total (年报第三部分)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.annual.table import every_line, report_of
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("annual-row-sum", scope="item", kinds=("annual-report",))
def rows(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each row whose last number is not the sum of the six before."""
    for row in every_line(report_of(item.record)):
        found = sum(row.numbers[:6])
        if found != row.numbers[6]:
            yield Fault(
                f"第三部分“{row.title}”一行：前六列之和为 {found}，总计写了 {row.numbers[6]}。",
                "核对该行七个数，顺序为自然人、商业企业、科研机构、社会公益组织、"
                "法律服务机构、其他、总计。",
                line_of(item, f"annual_report.{row.key}"),
            )
