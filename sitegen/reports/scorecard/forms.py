"""The scorecards as forms: the city's ranking, and a sheet for each site."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sitegen.reports.names import KIND_TITLES
from sitegen.reports.scorecard.evidence import Mark
from sitegen.reports.scorecard.judging import Group, Indicator, Scorecard
from sitegen.reports.scorecard.ranking import Place, ranking
from sitegen.reports.scorecard.specs import ScoreBook
from sitegen.reports.scorecard.vetoes import Veto
from sitegen.reports.sheets import (
    Cell,
    Fact,
    Figure,
    Report,
    Role,
    Row,
    Sheet,
    heads,
    number,
    section,
)

TITLE = "政府网站检查评分表"
SHOWN = 6
_WIDTHS = (12, 15, 7, 7, 7, 11, 52)
_HOW = {"content": "内容计算", "entered": "手工填报", "open": "未填报", "exempt": "不计分"}
_STATES: dict[str, tuple[str, Role]] = {
    "failed": ("否决", "bad"),
    "clear": ("未发现", "good"),
    "open": ("未填报", "unknown"),
    "exempt": ("不适用", "centre"),
}
_ENDINGS: dict[str, Role] = {"合格": "good", "单项否决": "bad", "不合格": "bad"}
EXPLAINED = (
    "未填报的指标既不算得分也不算失分：“折算得分”按已经掌握的分值折成 100 分，"
    "“得分区间”的两端是未填报部分全部失分和全部得分的结果。",
    "手工填报的指标取自 sites.yaml 的 entered；检查组抽查若干处，本表检查全部内容，因此可能更严。",
    "经批准豁免的问题不计扣分，并在备注中写明处数。",
)


def report(cards: Sequence[Scorecard], book: ScoreBook, as_of: str) -> Report:
    """The whole report: a ranking, and a sheet for each site."""
    sheets = [_city(cards, book, as_of)] if len(cards) > 1 else []
    sheets += [_site(card, book, as_of) for card in cards]
    data = {
        "ranking": {
            "portals": [_placed(place) for place in ranking(cards, scored=True)],
            "others": [_placed(place) for place in ranking(cards, scored=False)],
        },
        "sites": [asdict(card) | {"vetoed": card.vetoed} for card in cards],
    }
    return Report("scorecard", TITLE, as_of, tuple(sheets), data)


def _placed(place: Place) -> dict[str, object]:
    card = place.card
    return {
        "rank": place.rank,
        "site": card.site,
        "name": card.name,
        "vetoed": card.vetoed,
        "total": card.total,
        "verdict": card.verdict,
    }


# --- the city -----------------------------------------------------------------------------------

_CITY_HEADS = heads(
    "名次", "网站名称", "类别", "单项否决", "折算得分", "得分区间", "未填报分值", "加分", "总分",
    "结论",
)  # fmt: skip


def _city(cards: Sequence[Scorecard], book: ScoreBook, as_of: str) -> Sheet:
    width = len(_CITY_HEADS)
    rows: list[Row] = [_CITY_HEADS]
    for title, scored in (
        ("政府门户网站（按总分排名）", True),
        ("部门、乡镇网站（只判定单项否决，得分供参考）", False),
    ):
        if places := ranking(cards, scored=scored):
            rows += [section(title, width), *(_city_row(place, book) for place in places)]
    failed = sum(card.vetoed for card in cards)
    best = [card for card in cards if card.scored and not card.vetoed]
    facts = [
        Fact("网站", str(len(cards))),
        Fact("单项否决", str(failed), "bad" if failed else "good"),
        Fact("合格", str(sum(card.verdict == "合格" for card in cards))),
        Fact("尚有未填报", str(sum(any(group.open for group in card.groups) for card in cards))),
    ]
    figures = []
    if best:
        labels = tuple(card.name for card in best)
        values = (("总分", tuple(card.total for card in best)),)
        figures.append(Figure("bar", "政府门户网站总分", labels, values, "分"))
    return Sheet(
        name="全市排名",
        title="全市政府网站检查评分排名",
        widths=(7, 34, 12, 16, 10, 16, 11, 9, 9, 22),
        rows=tuple(rows),
        subtitle=f"依据：{book.source.text()}　数据截至 {as_of}",
        foot=("总分为折算得分；折算得分高于 80 分的另计加分。名次相同的并列。", *EXPLAINED[:1]),
        facts=tuple(facts),
        figures=tuple(figures),
    )


def _city_row(place: Place, book: ScoreBook) -> Row:
    card = place.card
    failed = "、".join(one.title for one in card.vetoes if one.state == "failed")
    open_ = sum(group.open for group in card.groups)
    bonus: Role = "number" if card.known > book.bonus_above else "unknown"
    total = Cell("—", "bad") if card.vetoed else Cell(number(card.total), "number")
    return (
        Cell(place.rank, "number"),
        Cell(card.name),
        Cell(KIND_TITLES[card.kind], "centre"),
        Cell(failed or "无", "bad" if failed else "good"),
        Cell(number(card.known), "number"),
        Cell(_range(card), "number"),
        Cell(number(open_), "number"),
        Cell(number(card.bonus_points), bonus),
        total,
        Cell(card.verdict, _ENDINGS.get(card.verdict, "warn")),
    )


def _range(card: Scorecard) -> str:
    low, high = number(card.low), number(card.high)
    return str(low) if low == high else f"{low}—{high}"


# --- a site -------------------------------------------------------------------------------------


def _site(card: Scorecard, book: ScoreBook, as_of: str) -> Sheet:
    width = len(_WIDTHS)
    titles = heads("一级指标", "二级指标", "分值", "得分", "扣分", "来源", "评分标准和依据")
    rows: list[Row] = [section("一、单项否决", width), *map(_veto, card.vetoes)]
    rows += [section("二、扣分指标（100 分）", width), titles]
    rows += [row for group in card.groups for row in _group(group)]
    rows.append(_sum_row(card))
    rows += [section(f"三、加分指标（30 分，{_bonus_note(card, book)}）", width), titles]
    rows += [row for group in card.bonus for row in _group(group)]
    rows.append(section(f"四、对照：{book.census_source.text()}", width))
    rows += map(_veto, card.census_vetoes)
    rows += [_census_heads(), *(_census(part) for part in card.census), _census_sum(card)]
    return Sheet(
        name=card.name,
        title=f"{card.name}检查评分表",
        widths=_WIDTHS,
        rows=tuple(rows),
        head=0,
        wide=False,
        subtitle=f"{KIND_TITLES[card.kind]}　依据：{book.source.text()}　数据截至 {as_of}",
        foot=EXPLAINED,
        facts=tuple(_facts(card)),
        figures=_figures(card),
    )


def _facts(card: Scorecard) -> Iterator[Fact]:
    yield Fact("结论", card.verdict, _ENDINGS.get(card.verdict, "warn"))
    what = "得分" if card.scored else "得分（供参考）"
    yield Fact(f"{what}", f"{number(card.known)}")
    yield Fact("得分区间", _range(card))
    yield Fact("未填报分值", str(number(sum(group.open for group in card.groups))))
    yield Fact("加分", str(number(card.bonus_points)))


def _figures(card: Scorecard) -> tuple[Figure, ...]:
    labels = tuple(group.title for group in card.groups)
    lost = tuple(round(sum(part.lost for part in group.parts), 2) for group in card.groups)
    got = tuple(group.score for group in card.groups)
    left = tuple(group.open for group in card.groups)
    series = (("得分", got), ("扣分", lost), ("未填报", left))
    return (Figure("bar", "各部分得分、扣分与未填报", labels, series, "分"),)


def _bonus_note(card: Scorecard, book: ScoreBook) -> str:
    above = number(book.bonus_above)
    if card.bonus_counts is None:
        return f"得分高于 {above} 分方可计入，待未填报部分确定"
    return "已计入" if card.bonus_counts else f"得分未高于 {above} 分，不计入"


def _veto(one: Veto) -> Row:
    title, role = _STATES[one.state]
    note = [one.note] if one.note and one.note != "未填报" else []
    text = "\n".join([one.text, *_reasons(one.marks, points=False), *note])
    return Cell(one.title, "label", 2), Cell(title, role, 2), Cell(text, "note", 3)


def _group(group: Group) -> Iterator[Row]:
    for index, part in enumerate(group.parts):
        title = f"{group.title}\n（{number(group.max)} 分）"
        first = (Cell(title, "label", 1, len(group.parts)),) if index == 0 else ()
        yield (*first, *_indicator(part))


def _indicator(part: Indicator) -> Row:
    roles: dict[str, Role] = {"entered": "entered", "open": "unknown", "exempt": "unknown"}
    role = roles.get(part.how, "number")
    text = "\n".join(
        [part.text, *_reasons(part.marks), *([f"备注：{part.note}"] * bool(part.note))]
    )
    blank = part.how in ("open", "exempt")
    return (
        Cell(part.title, "label"),
        Cell(number(part.max), "number"),
        Cell("—" if blank else number(part.score), role),
        Cell("—" if blank else number(part.lost), "bad" if part.lost else role),
        Cell(_HOW[part.how] + ("、未填报" if part.open and not blank else ""), role),
        Cell(text, "note"),
    )


def _reasons(found: Sequence[Mark], *, points: bool = True) -> list[str]:
    """The evidence in lines: points, why, where; the rest as a count."""
    lines = []
    for one in found[:SHOWN]:
        cost = f"（{number(one.points)} 分）" if points else ""
        place = f"［{one.place()}］" if one.place() else ""
        lines.append(f"· {one.text}{cost}{place}")
    more = len(found) - SHOWN
    return [*lines, f"· 另有 {more} 处"] if more > 0 else lines


def _sum_row(card: Scorecard) -> Row:
    lost = round(sum(part.lost for group in card.groups for part in group.parts), 2)
    left = round(sum(group.open for group in card.groups), 2)
    got = round(sum(group.score for group in card.groups), 2)
    note = f"未填报 {number(left)} 分；折算得分 {number(card.known)}，得分区间 {_range(card)}"
    if card.scale != 1:
        note += f"；没有对外服务，其余各项按 {number(100 / card.scale)} 分折算成 100 分"
    return (
        Cell("合计", "label", 2),
        Cell(100, "number"),
        Cell(number(got), "number"),
        Cell(number(lost), "number"),
        Cell("", "centre"),
        Cell(note, "note"),
    )


def _census_heads() -> Row:
    """The head of the 2015 lines."""
    titles = (("指标", 3), ("最多扣分", 1), ("扣分", 1), ("评分标准和依据", 2))
    return tuple(Cell(title, "head", width) for title, width in titles)


def _census(part: Indicator) -> Row:
    most = number(part.max) if part.max else "—"
    by_hand = part.how == "open"
    lost = Cell("—", "unknown") if by_hand else Cell(number(part.lost), _lost_role(part))
    note = [f"备注：{part.note}"] if part.note else []
    text = "\n".join([part.text, *_reasons(part.marks), *note])
    return Cell(part.title, "label", 3), Cell(most, "number"), lost, Cell(text, "note", 2)


def _lost_role(part: Indicator) -> Role:
    return "bad" if part.lost else "number"


def _census_sum(card: Scorecard) -> Row:
    by_hand = [part.title for part in card.census if part.how == "open" or part.note]
    note = (
        f"自动核定的各项最多扣 {number(card.census_max)} 分，已扣 {number(card.census_lost)} 分；"
        f"{'、'.join(by_hand)}按人工核定，不在合计之内，因此不折算总得分"
    )
    return (
        Cell("合计（自动核定部分）", "label", 3),
        Cell(number(card.census_max), "number"),
        Cell(number(card.census_lost), "number"),
        Cell(note, "note", 2),
    )
