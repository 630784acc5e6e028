"""The two forms of the 2015 census: sites, and columns (普查表, 15号 annexes)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sitegen.model.kinds import COLUMN_TYPES
from sitegen.model.platform import SiteConfig
from sitegen.reports.case import SiteCase
from sitegen.reports.names import KIND_TITLES, LEVELS
from sitegen.reports.sheets import Cell, Fact, Figure, Report, Role, Row, Sheet, heads
from sitegen.rules.columns.emptiness import subtree, under_hidden
from sitegen.rules.periods import days_between

SITES, COLUMNS = "政府网站基本信息表", "政府网站栏目（系统）基本信息表"
_PEOPLE = (
    ("name", "姓名"),
    ("post", "职务"),
    ("phone", "电话"),
    ("mobile", "手机"),
    ("email", "邮箱"),
)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the census asks for it; `limit` is its update period in days, if it has one."""

    column: str
    title: str
    group: str
    type: str
    url: str
    limit: int | None
    newest: str
    idle: int | None
    items: int
    state: str


@dataclass(frozen=True, slots=True)
class SiteColumns:
    """A site's columns."""

    site: str
    name: str
    id_code: str
    columns: tuple[ColumnRow, ...]


# --- sites --------------------------------------------------------------------------------------


def sites_report(sites: Sequence[SiteConfig], as_of: str) -> Report:
    """The form of sites: one line each, as `sites.yaml` has them."""
    titles = (
        "网站标识码", "网站名称", "省/市/县", "级别", "类型", "首页网址", "主办单位", "承办单位",
        "办公地址", "ICP备案号", "公安备案号", "状态",
    )  # fmt: skip
    people = ("人员", *(title for _, title in _PEOPLE))
    head: tuple[Row, ...] = (
        (
            *(Cell(title, "head", 1, 2) for title in titles),
            Cell("负责人和联系人", "head", len(people)),
        ),
        heads(*people),
    )
    sheet = Sheet(
        name="网站基本信息表",
        title=SITES,
        widths=(12, 16, 12, 7, 10, 18, 14, 13, 15, 13, 15, 6, 8, 8, 12, 14, 13, 17),
        rows=(*head, *(row for site in sites for row in _site(site))),
        head=2,
        subtitle=f"填报日期：{as_of[:10]}",
        foot=("负责人、联系人取自 sites.yaml 的 people.manager、people.contact；空白处尚未填写。",),
    )
    return Report("sites", SITES, as_of, (sheet,), {"sites": [_site_data(site) for site in sites]})


def _site(site: SiteConfig) -> tuple[Row, Row]:
    state: Role = "good" if site.status == "正常" else "warn"
    cells = (
        Cell(site.id_code, "centre", 1, 2),
        Cell(site.name, "text", 1, 2),
        Cell(site.region, "text", 1, 2),
        Cell(LEVELS[site.kind], "centre", 1, 2),
        Cell(KIND_TITLES[site.kind], "text", 1, 2),
        Cell(f"{site.url}/", "text", 1, 2),
        Cell(site.sponsor, "text", 1, 2),
        Cell(site.operator, "text", 1, 2),
        Cell(site.contact.address, "text", 1, 2),
        Cell(site.icp, "text", 1, 2),
        Cell(site.police, "text", 1, 2),
        Cell(site.status, state, 1, 2),
    )
    return (*cells, *_person(site, "manager", "负责人")), _person(site, "contact", "联系人")


def _person(site: SiteConfig, role: str, title: str) -> Row:
    given = site.people.get(role, {})
    return Cell(title, "label"), *(Cell(given.get(key, "")) for key, _ in _PEOPLE)


def _site_data(site: SiteConfig) -> dict[str, object]:
    return {
        "id": site.id,
        "id_code": site.id_code,
        "name": site.name,
        "region": site.region,
        "level": LEVELS[site.kind],
        "type": KIND_TITLES[site.kind],
        "url": f"{site.url}/",
        "sponsor": site.sponsor,
        "operator": site.operator,
        "address": site.contact.address,
        "manager": site.people.get("manager", {}),
        "contact": site.people.get("contact", {}),
        "icp": site.icp,
        "police": site.police,
        "status": site.status,
    }


# --- columns ------------------------------------------------------------------------------------


def site_columns(case: SiteCase) -> SiteColumns:
    """Every visible column of a site with its newest item and its state."""
    model = case.view.model
    periods = case.book.param("freshness-column", "days")
    rows: list[ColumnRow] = []
    for column in model.columns.values():
        if not column.path or under_hidden(model, column):
            continue
        kind = COLUMN_TYPES[column.config.type]
        limits = [days for days in (periods.get(kind.id), column.config.max_age) if days]
        limit = min(limits) if limits else None
        items = {
            (item.stub.site, item.stub.path): item.stub.date
            for part in subtree(model, column)
            for item in part.items
        }
        newest = max(items.values(), default="")[:10]
        idle = days_between(newest, case.as_of) if newest else None
        late = limit is not None and idle is not None and idle > limit
        rows.append(
            ColumnRow(
                column=column.path,
                title=column.config.title,
                group=kind.group,
                type=kind.title if kind.id != "list" else column.config.title,
                url=f"{case.config.url}{column.url}",
                limit=limit,
                newest=newest,
                idle=idle,
                items=len(items),
                state="空白" if not items else "超期" if late else "正常",
            )
        )
    return SiteColumns(case.config.id, case.config.name, case.config.id_code, tuple(rows))


def columns_report(sites: Sequence[SiteColumns], as_of: str) -> Report:
    """The form of columns: one sheet of all sites."""
    head = heads(
        "网站标识码", "网站名称", "栏目名称", "类别", "子类", "栏目网址", "更新周期",
        "最新更新时间", "未更新天数", "条数", "状态",
    )  # fmt: skip
    rows = [_column(site, row) for site in sites for row in site.columns]
    states = [row.state for site in sites for row in site.columns]
    sheet = Sheet(
        name="栏目基本信息表",
        title=COLUMNS,
        widths=(12, 24, 20, 12, 18, 44, 11, 13, 11, 8, 8),
        rows=(head, *rows),
        subtitle=f"填报日期：{as_of[:10]}",
        foot=("条数、最新更新时间包括下级栏目和共享的稿件；更新周期取自检查规则和栏目自定的期限。",),
        facts=(
            Fact("栏目", str(len(states))),
            Fact("超期", str(states.count("超期")), "warn" if "超期" in states else "good"),
            Fact("空白", str(states.count("空白")), "bad" if "空白" in states else "good"),
        ),
        figures=(
            Figure(
                "bar", "各网站栏目数", tuple(site.name for site in sites),
                (("栏目", tuple(float(len(site.columns)) for site in sites)),), "个",
            ),
        ),
    )  # fmt: skip
    return Report("columns", COLUMNS, as_of, (sheet,), {"sites": [asdict(site) for site in sites]})


def _column(site: SiteColumns, row: ColumnRow) -> Row:
    roles: dict[str, Role] = {"正常": "good", "超期": "warn", "空白": "bad"}
    return (
        Cell(site.id_code, "centre"),
        Cell(site.name),
        Cell(row.title),
        Cell(row.group, "centre"),
        Cell(row.type, "centre"),
        Cell(row.url),
        Cell(f"{row.limit} 天" if row.limit else "有变化时", "centre"),
        Cell(row.newest or "—", "centre"),
        Cell("—" if row.idle is None else row.idle, "number"),
        Cell(row.items, "number"),
        Cell(row.state, roles[row.state]),
    )
