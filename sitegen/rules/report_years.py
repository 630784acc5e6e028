"""The year on which an annual report says that it reports: contradictions with title and date."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.views import line_of

YEAR = re.compile(r"20\d\d(?=\s*年)")


def wrong_year(item: ItemView, key: str, year: int) -> Iterator[Fault]:
    """Yield a fault where the year, written at `key`, cannot be that of the report.

    A report comes after its year, and a title that names years names this one.
    """
    stub, line = item.stub, line_of(item, key)
    named = YEAR.findall(stub.title)
    if named and str(year) not in named:
        yield Fault(
            f"标题写的是 {named[0]} 年，{key} 写的是 {year} 年。", f"改正标题或 {key}。", line
        )
    if year >= int(stub.date[:4]):
        yield Fault(
            f"{stub.date[:10]} 发布的报告，{key} 写的是 {year} 年，这一年度当时还没有结束。",
            f"{key} 写所报告的年度，一般是发布时间的上一年；发布时间写错的，改正 date。",
            line,
        )
