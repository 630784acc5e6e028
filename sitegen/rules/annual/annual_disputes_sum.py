"""The outcomes of disputes against their total (年报第四部分)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.annual.table import report_of
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("annual-disputes-sum", scope="item", kinds=("annual-report",))
def disputes(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each of the three blocks whose total is not the sum of the four."""
    blocks = report_of(item.record).disputes
    for name, field in type(blocks).model_fields.items():
        block = getattr(blocks, name)
        found = block.upheld + block.corrected + block.other + block.pending
        if found != block.total:
            yield Fault(
                f"第四部分“{field.title}”：四项结果之和为 {found}，总计写了 {block.total}。",
                "核对结果维持、结果纠正、其他结果、尚未审结和总计。",
                line_of(item, f"annual_report.disputes.{name}"),
            )
