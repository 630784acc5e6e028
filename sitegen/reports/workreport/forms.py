"""The official form of the annual work report."""

from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.reports.sheets import Cell, Fact, Report, Role, Row, Sheet, number, section
from sitegen.reports.workreport.filling import Field, Filled

TITLE = "政府网站工作年度报表"
_WIDTHS = (18, 30, 18, 30)
_PARTS = (
    ("访问量", "visits"),
    ("信息发布", "published"),
    ("专栏专题", "specials"),
    ("解读回应", "interpretations"),
    ("办事服务", "services"),
    ("互动交流", "interaction"),
    ("安全防护", "security"),
)
_HEAD = (
    ("organ", "site_name"), ("address", "sponsor"), ("site_type", "id_code"), ("icp", "police"),
)  # fmt: skip
_FOOT = (("head", "reviewer"), ("reporter", "phone"))
_ROLES: dict[str, Role] = {"content": "number", "entered": "entered", "open": "unknown"}


def report(filled: Sequence[Filled], as_of: str, year: int) -> Report:
    """A sheet for each site."""
    data = {
        "year": year,
        "sites": [
            {
                "site": one.site,
                "name": one.name,
                "work_report": one.report.model_dump(mode="json", exclude_none=True),
                "fields": {
                    field.name: {"value": _plain(field.value), "from": field.how}
                    | ({"content": field.content} if field.content is not None else {})
                    for field in one.fields
                },
            }
            for one in filled
        ],
    }
    sheets = tuple(_sheet(one, as_of) for one in filled)
    return Report("work-report", f"{TITLE}（{year}年度）", as_of, sheets, data)


def _sheet(filled: Filled, as_of: str) -> Sheet:
    rows: list[Row] = [_pair(filled, *names) for names in _HEAD]
    for title, part in _PARTS:
        rows += _part(filled, title, part)
    rows += _accounts(filled)
    rows.append(_long(filled.field("innovations"), "创新发展"))
    rows += [_pair(filled, *names) for names in _FOOT]
    rows.append(_long(filled.field("date"), "填报日期"))
    counts = {how: sum(field.how == how for field in filled.fields) for how in _ROLES}
    return Sheet(
        name=filled.name,
        title=f"{TITLE}\n（{filled.year}年度）",
        widths=_WIDTHS,
        rows=tuple(rows),
        head=0,
        subtitle=f"填报单位：{filled.report.organ}　数据截至 {as_of}",
        foot=(
            "黑色为由网站内容统计，蓝色为手工填报，“未填报”须补填后再发布。",
            f"手工填报的数据写在 content/{filled.site}/_work-report-{filled.year}.yaml。",
        ),
        wide=False,
        single=True,
        facts=(
            Fact("由内容统计", f"{counts['content']} 项"),
            Fact("手工填报", f"{counts['entered']} 项"),
            Fact("未填报", f"{counts['open']} 项", "warn" if counts["open"] else "good"),
        ),
    )


def _pair(filled: Filled, left: str, right: str) -> Row:
    cells: list[Cell] = []
    for name in (left, right):
        field = filled.field(name)
        role: Role = "text" if field.how == "content" else _ROLES[field.how]
        cells += [Cell(field.title, "label"), Cell(_shown(field), role)]
    return tuple(cells)


def _part(filled: Filled, title: str, part: str) -> Iterator[Row]:
    fields = [field for field in filled.fields if field.name.startswith(f"{part}.")]
    for index, field in enumerate(fields):
        first = (Cell(title, "label", 1, len(fields)),) if index == 0 else ()
        yield (*first, Cell(field.title, "text", 2), Cell(_shown(field), _ROLES[field.how]))


def _accounts(filled: Filled) -> Iterator[Row]:
    field = filled.field("accounts")
    if field.value:
        yield section("移动新媒体", len(_WIDTHS))
        for account in field.value:
            text = f"发布量 {_count(account.posts)}，关注（订阅）数 {_count(account.followers)}"
            yield (
                Cell(account.kind, "label"),
                Cell(account.name),
                Cell(text, "entered", 2),
            )
    else:
        yield _long(field, "移动新媒体")


def _long(field: Field, title: str) -> Row:
    role = "text" if field.how == "content" else _ROLES[field.how]
    return Cell(title, "label"), Cell(_shown(field), role, 3)


def _shown(field: Field) -> str | int | float:
    note = f"（内容统计 {field.content}）" if field.content is not None else ""
    match field.value:
        case None:
            return "未填报"
        case bool():
            return ("是" if field.value else "否") + note
        case int() | float():
            return f"{number(field.value)}{note}" if note else number(field.value)
        case tuple():
            return "、".join(map(str, field.value)) or "无"
        case _:
            return f"{field.value}{note}"


def _count(value: int | None) -> str:
    return "未填报" if value is None else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [one.model_dump(mode="json") if hasattr(one, "model_dump") else one for one in value]
    return value
