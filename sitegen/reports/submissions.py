"""What each site gave its portal in a month or a year, and what was used (信息报送)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sitegen.model.entry import Stub
from sitegen.reports.case import SiteCase
from sitegen.reports.forecast.yearly import portal_of
from sitegen.reports.months import months_of, name_of
from sitegen.reports.names import KIND_TITLES
from sitegen.reports.sheets import (
    Cell,
    Fact,
    Figure,
    Report,
    Role,
    Row,
    Sheet,
    heads,
)

TITLE = "信息报送情况"
_HOW = {"pushed": "报送", "collected": "采集"}


@dataclass(frozen=True, slots=True)
class Given:
    """An item that a site pushed to its portal, or that the portal took from it.

    `pushed` are the portal's columns it was pushed to, `used` those in which it stands.
    """

    file: str
    title: str
    date: str
    pushed: tuple[str, ...]
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A site's published items of the period with their pushes, before the portal is asked.

    `quota` is what the rulebook asks of the kind of site for a month (0: nothing).
    """

    site: str
    name: str
    kind: str
    portal: str
    quota: int
    items: tuple[tuple[Stub, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What became of a site's items, with its rank: most used first, then most given."""

    rank: int
    site: str
    name: str
    kind: str
    portal: str
    quota: int
    items: tuple[Given, ...]

    @property
    def submitted(self) -> int:
        """Items pushed."""
        return sum(bool(one.pushed) for one in self.items)

    @property
    def collected(self) -> int:
        """Items that the portal took by itself."""
        return sum(not one.pushed for one in self.items)

    @property
    def accepted(self) -> int:
        """Items that stand on the portal."""
        return sum(bool(one.used) for one in self.items)

    @property
    def met(self) -> bool:
        """Whether the quota is met; what is pushed counts."""
        return self.submitted >= self.quota

    def in_month(self, month: str) -> tuple[int, int]:
        """Pushed and used in one month."""
        chosen = [one for one in self.items if one.date.startswith(month)]
        return sum(bool(one.pushed) for one in chosen), sum(bool(one.used) for one in chosen)


def offer(case: SiteCase, period: str) -> Offer:
    """A site's published items of the period."""
    site = case.config
    portal = portal_of(site, case.view.model.sites)
    pushes: dict[str, list[str]] = {}
    for fact in case.view.facts("publish_to"):
        target, _, column = fact.value.partition("/")
        if target == portal:
            pushes.setdefault(fact.path, []).append(column)
    stubs = {stub.path: stub for stub in case.own() if stub.date.startswith(period)}
    return Offer(
        site=site.id,
        name=site.name,
        kind=site.kind,
        portal=portal,
        quota=case.book.param("report-quota", "monthly").get(site.kind, 0),
        items=tuple((stub, tuple(pushes.get(path, ()))) for path, stub in stubs.items()),
    )


def used(case: SiteCase) -> dict[tuple[str, str], tuple[str, ...]]:
    """The items of other sites that stand on this one: (site, path) → its columns."""
    found: dict[tuple[str, str], list[str]] = {}
    for column in case.view.model.columns.values():
        for item in column.items:
            if item.how in _HOW:
                found.setdefault((item.stub.site, item.stub.path), []).append(column.path)
    return {key: tuple(columns) for key, columns in found.items()}


def contributions(
    offers: Sequence[Offer],
    shown: dict[str, dict[tuple[str, str], tuple[str, ...]]],
    period: str,
    as_of: str,
) -> tuple[Contribution, ...]:
    """What each site gave, ranked; `shown` holds `used` of every portal by its id.

    A year's quota is that of its months up to `as_of`. Sites with equal numbers share a rank.
    """
    months = sum(month <= as_of[:7] for month in months_of(period))
    rows: list[tuple[tuple[int, int], Offer, tuple[Given, ...]]] = []
    for one in offers:
        if not one.portal:
            continue
        here = shown.get(one.portal, {})
        items = tuple(
            Given(
                f"content/{stub.site}/{stub.path}",
                stub.title,
                stub.date,
                pushed,
                here.get((stub.site, stub.path), ()),
            )
            for stub, pushed in one.items
            if pushed or (stub.site, stub.path) in here
        )
        key = (-sum(bool(item.used) for item in items), -sum(bool(item.pushed) for item in items))
        rows.append((key, one, items))
    rows.sort(key=lambda row: (row[0], row[1].site))
    keys = [row[0] for row in rows]
    return tuple(
        Contribution(
            keys.index(key) + 1, one.site, one.name, one.kind, one.portal, one.quota * months, items
        )
        for key, one, items in rows
    )


# --- forms --------------------------------------------------------------------------------------


def report(found: Sequence[Contribution], period: str, as_of: str) -> Report:
    """The league table, the items, and for a year its months."""
    sheets = [_league(found, period, as_of)]
    if len(period) == 4:
        sheets.append(_months(found, period, as_of))
    sheets.append(_items(found, period, as_of))
    data = {
        "period": period,
        "sites": [
            asdict(one)
            | {
                "submitted": one.submitted,
                "collected": one.collected,
                "accepted": one.accepted,
                "met": one.met,
            }
            for one in found
        ],
    }
    return Report("submissions", f"{name_of(period)}{TITLE}", as_of, tuple(sheets), data)


def _league(found: Sequence[Contribution], period: str, as_of: str) -> Sheet:
    head = heads("名次", "单位", "类别", "报送", "采集", "采用", "采用率", "任务", "完成情况")
    short = sum(not one.met for one in found)
    names = tuple(one.name for one in found)
    return Sheet(
        name="报送排名",
        title=f"{name_of(period)}{TITLE}通报",
        widths=(8, 34, 16, 9, 9, 9, 11, 9, 14),
        rows=(head, *(_league_row(one) for one in found)),
        subtitle=f"数据截至 {as_of}",
        foot=(
            "报送：稿件写明推送到门户；采集：门户栏目自动汇聚；采用：现在门户上显示。",
            "按采用数排名，相同的看报送数，仍相同的名次并列；任务数取自检查规则。",
        ),
        wide=False,
        facts=(
            Fact("报送", f"{sum(one.submitted for one in found)} 条"),
            Fact("采用", f"{sum(one.accepted for one in found)} 条"),
            Fact("未完成任务", f"{short} 个单位", "bad" if short else "good"),
        ),
        figures=(
            Figure(
                "bar",
                "各单位报送与采用",
                names,
                (
                    ("报送", tuple(float(one.submitted) for one in found)),
                    ("采用", tuple(float(one.accepted) for one in found)),
                ),
                "条",
            ),
        )
        if found
        else (),
    )


def _league_row(one: Contribution) -> Row:
    given = one.submitted + one.collected
    rate = f"{100 * one.accepted / given:.0f}%" if given else "—"
    state: tuple[str, Role] = ("无任务", "centre")
    if one.quota:
        state = ("完成", "good") if one.met else (f"差 {one.quota - one.submitted} 条", "bad")
    return (
        Cell(one.rank, "number"),
        Cell(one.name),
        Cell(KIND_TITLES[one.kind], "centre"),
        Cell(one.submitted, "number"),
        Cell(one.collected, "number"),
        Cell(one.accepted, "number"),
        Cell(rate, "centre"),
        Cell(one.quota or "—", "number"),
        Cell(*state),
    )


def _months(found: Sequence[Contribution], period: str, as_of: str) -> Sheet:
    months = months_of(period)
    head = (
        (Cell("单位", "head", 1, 2), *(Cell(f"{int(month[5:])}月", "head", 2) for month in months)),
        heads(*("报送", "采用") * len(months)),
    )
    rows = [
        (
            Cell(one.name, "label"),
            *(Cell(count, "number") for month in months for count in one.in_month(month)),
        )
        for one in found
    ]
    return Sheet(
        name="各月情况",
        title=f"{name_of(period)}各月{TITLE}",
        widths=(30, *(6,) * 2 * len(months)),
        rows=(*head, *rows),
        head=2,
        subtitle=f"数据截至 {as_of}",
    )


def _items(found: Sequence[Contribution], period: str, as_of: str) -> Sheet:
    head = heads("单位", "标题", "发布时间", "方式", "推送到", "采用栏目", "稿件")
    rows: list[Row] = [
        (
            Cell(one.name),
            Cell(item.title),
            Cell(item.date[:10], "centre"),
            Cell(_HOW["pushed" if item.pushed else "collected"], "centre"),
            Cell("、".join(item.pushed)),
            Cell("、".join(item.used) or "未采用", "text" if item.used else "warn"),
            Cell(item.file, "note"),
        )
        for one in found
        for item in sorted(one.items, key=lambda given: (given.date, given.file))
    ]
    return Sheet(
        name="报送清单",
        title=f"{name_of(period)}信息报送清单",
        widths=(26, 44, 12, 8, 22, 22, 40),
        rows=(head, *rows),
        subtitle=f"数据截至 {as_of}",
    )
