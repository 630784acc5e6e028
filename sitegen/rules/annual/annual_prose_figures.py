"""Figures in the prose of the annual report against its tables (正文与表格)."""

import re
from collections.abc import Iterator

from sitegen.model.annual import AnnualReport
from sitegen.model.entry import ItemView
from sitegen.rules.annual.table import report_of, result_lines
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of

CASES = r"(?:共计|共|总数|总计|数量|数|合计|的)?(?:为|是|计|有)?(\d+)(?:件|条|份|宗)"
REQUEST = r"(?:依申请公开)?(?:的)?(?:政府)?信息公开(?:的)?申请"
QUANTITIES = {
    "received": rf"(?:新收到|新收|收到|接收|受理){REQUEST}{CASES}",
    "carried_in": rf"上(?:一)?年(?:度)?结转(?:{REQUEST})?{CASES}",
    "carried_out": rf"结转[到至]?下一?年度?(?:继续办理)?(?:{REQUEST})?{CASES}",
    "granted": rf"(?<!不)予以公开{CASES}",
    "partly": rf"部分公开{CASES}",
    "refused": rf"不予公开{CASES}",
    "unavailable": rf"无法提供{CASES}",
    "unhandled": rf"不予处理{CASES}",
}
NAMES = {
    "received": "本年新收申请",
    "carried_in": "上年结转",
    "carried_out": "结转下年度",
    "granted": "予以公开",
    "partly": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "unhandled": "不予处理",
}
PATTERNS = {name: re.compile(pattern) for name, pattern in QUANTITIES.items()}
COMPARED = re.compile(
    r"[^。；，]*(?:同比|去年|上一年度(?!结转)|前一年|较上年|比上年|近[两二三四五]年|累计|以来)[^。；，]*[。；，]"
)
CLAUSE = re.compile(r"[^。；，]+[。；，]")
YEAR = re.compile(r"20\d\d(?=年)")
AMONG = re.compile(r"其中[^。；]*")
NOISE = re.compile(r"[\s*_`]")


@check("annual-prose-figures", scope="item", kinds=("annual-report",))
def figures(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each quantity that the prose states, nowhere as the table has it.

    Clauses that speak of another year are left out. That one mention agrees, or all of them
    together, suffices: prose also breaks figures down by unit, in words no pattern can follow.
    """
    report = report_of(item.record)
    expected = _expected(report)
    for name in ("overview", "problems", "other"):
        prose = _of_year(NOISE.sub("", getattr(report, name)) + "。", str(report.year))
        for quantity, pattern in PATTERNS.items():
            text = AMONG.sub("", prose) if quantity == "received" else prose
            stated = [int(number) for number in pattern.findall(text)]
            if stated and not expected[quantity].intersection([*stated, sum(stated)]):
                table = min(expected[quantity])
                yield Fault(
                    f"正文写“{NAMES[quantity]}”{stated[0]} 件，表格中是 {table} 件。",
                    "核对正文和表格，改正其中有误的数字。",
                    line_of(item, f"annual_report.{name}"),
                )


def _of_year(prose: str, year: str) -> str:
    """The prose without clauses that speak of another year."""
    clauses = CLAUSE.findall(COMPARED.sub("", prose))
    return "".join(one for one in clauses if set(YEAR.findall(one)) <= {year})


def _expected(report: AnnualReport) -> dict[str, set[int]]:
    requests = report.requests
    sums: dict[str, int] = {}
    for row in result_lines(requests):
        group = row.key.split(".")[1]
        sums[group] = sums.get(group, 0) + row.numbers[6]
    received, carried = requests.received[6], requests.carried_in[6]
    return {
        "received": {received, received + carried},
        "carried_in": {carried},
        "carried_out": {requests.carried_out[6]},
        **{name: {sums[name]} for name in PATTERNS if name in sums},
    }
