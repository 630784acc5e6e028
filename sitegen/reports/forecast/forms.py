"""The forecast as a list, as a table of columns, and as events of a calendar."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sitegen.reports.forecast.due import Due, Forecast, later
from sitegen.reports.sheets import Cell, Event, Fact, Figure, Report, Role, Row, Sheet, heads
from sitegen.rules import Rulebook

TITLE = "政府网站更新预警"
SOON = 7


def report(forecasts: Sequence[Forecast], book: Rulebook, as_of: str, horizon: int) -> Report:
    """The report of all sites."""
    names = {one.site: one.name for one in forecasts}
    dues = sorted(
        (due for one in forecasts for due in one.dues),
        key=lambda due: (due.breaks, due.site, due.rule, due.key),
    )
    sheets = (
        _list(dues, names, book, as_of, horizon),
        _columns(forecasts, as_of),
    )
    data = {
        "days": horizon,
        "due": [asdict(due) | {"title": book.rules[due.rule].title} for due in dues],
        "columns": [
            {"site": one.site} | asdict(column) for one in forecasts for column in one.columns
        ],
    }
    events = tuple(_events(dues, names, book, as_of))
    return Report("forecast", TITLE, as_of, sheets, data, events)


def _list(
    dues: Sequence[Due], names: dict[str, str], book: Rulebook, as_of: str, horizon: int
) -> Sheet:
    head = heads("最迟日期", "状态", "网站", "对象", "将违反的规则", "说明", "位置")
    rows = [_row(due, names, book) for due in dues]
    if not rows:
        rows = [(Cell(f"{horizon} 天之内没有到期事项。", "centre", len(head)),)]
    broken = sum(due.broken for due in dues)
    soon = sum(0 < due.days <= SOON for due in dues)
    return Sheet(
        name="预警清单",
        title=TITLE,
        widths=(12, 11, 24, 34, 24, 46, 36),
        rows=(head, *rows),
        subtitle=f"今后 {horizon} 天　数据截至 {as_of}",
        foot=(
            "最迟日期是仍符合要求的最后一天；已排定定时发布和下线的稿件已经计入。",
            "假设此后不再发布任何其他稿件。",
        ),
        facts=(
            Fact("已超期", str(broken), "bad" if broken else "good"),
            Fact(f"{SOON} 天内到期", str(soon), "warn" if soon else "good"),
            Fact(f"{horizon} 天内到期", str(len(dues) - broken)),
        ),
        figures=_figures(dues, names, as_of, horizon),
    )


def _row(due: Due, names: dict[str, str], book: Rulebook) -> Row:
    state, role = _state(due)
    return (
        Cell(due.deadline, "centre"),
        Cell(state, role),
        Cell(names[due.site]),
        Cell(due.subject),
        Cell(book.rules[due.rule].title),
        Cell(due.text, "note"),
        Cell(due.file or due.column, "note"),
    )


def _state(due: Due) -> tuple[str, Role]:
    if due.broken:
        return f"已超期 {1 - due.days} 天", "bad"
    left = due.days - 1
    return (f"还有 {left} 天" if left else "今天到期"), "warn" if due.days <= SOON else "good"


def _figures(
    dues: Sequence[Due], names: dict[str, str], as_of: str, horizon: int
) -> tuple[Figure, ...]:
    if not dues:
        return ()
    weeks = min(8, -(-horizon // 7))
    labels = ["已超期"]
    counts = [float(sum(due.broken for due in dues))]
    for week in range(weeks):
        first, last = 7 * week + 1, min(7 * week + 7, horizon)
        labels.append(f"{later(as_of, first)[5:]} 起")
        counts.append(float(sum(first <= due.days <= last for due in dues)))
    by_site = Counter(names[due.site] for due in dues)
    return (
        Figure("bar", "各周到期事项", tuple(labels), (("事项", tuple(counts)),), "项"),
        Figure(
            "bar", "各网站到期事项", tuple(by_site),
            (("事项", tuple(float(count) for count in by_site.values())),), "项",
        ),
    )  # fmt: skip


def _columns(forecasts: Sequence[Forecast], as_of: str) -> Sheet:
    head = heads("网站", "栏目", "栏目路径", "最新更新", "期限（天）", "最迟更新日期", "状态")
    rows: list[Row] = []
    for one in forecasts:
        for number, column in enumerate(one.columns):
            first = (Cell(one.name, "label", 1, len(one.columns)),) if number == 0 else ()
            left = column.days - 1
            role: Role = "bad" if column.days <= 0 else "warn" if column.days <= SOON else "good"
            state = f"已超期 {1 - column.days} 天" if column.days <= 0 else f"还有 {left} 天"
            rows.append(
                (
                    *first,
                    Cell(column.title),
                    Cell(column.column),
                    Cell(column.newest, "centre"),
                    Cell(column.limit, "number"),
                    Cell(later(column.breaks, -1), "centre"),
                    Cell(state, role),
                )
            )
    return Sheet(
        name="栏目更新期限",
        title="各栏目更新期限",
        widths=(26, 26, 26, 13, 11, 14, 15),
        rows=(head, *rows),
        subtitle=f"数据截至 {as_of}",
        wide=False,
    )


def _events(
    dues: Sequence[Due], names: dict[str, str], book: Rulebook, as_of: str
) -> Iterator[Event]:
    """All-day events on the last good day; what is broken already stands on the day itself."""
    for due in dues:
        rule = book.rules[due.rule]
        mark = "【已超期】" if due.broken else ""
        place = f"\n{due.file or due.column}" if due.file or due.column else ""
        yield Event(
            key=due.key,
            day=as_of[:10] if due.broken else due.deadline,
            summary=f"{mark}{names[due.site]}：{due.subject}",
            description=f"{rule.title}。{due.text}\n依据：{rule.source_text()}{place}",
            category="已超期" if due.broken else "网站更新预警",
        )
