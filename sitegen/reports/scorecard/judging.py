"""Adding a site's scorecard up: what is lost, what stays open, what may be added.

Points that nothing decides (未填报) are neither won nor lost. They leave a range, and the score on
what is known is the known points over the points that could be known. With nothing open the range
closes and all three figures are one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sitegen.reports.case import SiteCase
from sitegen.reports.scorecard.checks import CHECKS, NOT_ASKED, STALE
from sitegen.reports.scorecard.evidence import (
    Evidence,
    Mark,
    entered,
    joined,
    mark,
    marks,
    silence,
)
from sitegen.reports.scorecard.gains import GAINS
from sitegen.reports.scorecard.specs import GroupSpec, ScoreBook, Spec
from sitegen.reports.scorecard.vetoes import Veto, veto

BY_HAND = "按人工核定"
NO_CAP = "扣分上限按人工核定，不计入合计"
How = Literal["content", "entered", "open", "exempt"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the table; `score + lost + open = max` (a bonus has nothing lost).

    `how` tells where it comes from: content, entered by hand, open, or exempt.
    """

    id: str
    title: str
    text: str
    max: float
    score: float
    lost: float
    open: float
    how: How
    marks: tuple[Mark, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level indicator with its parts."""

    id: str
    title: str
    max: float
    parts: tuple[Indicator, ...]

    @property
    def score(self) -> float:
        """Points reached."""
        return round(sum(part.score for part in self.parts), 2)

    @property
    def open(self) -> float:
        """Points that nothing decides."""
        return round(sum(part.open for part in self.parts), 2)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A site's whole scorecard.

    `known` is the score on what is known, scaled to 100; `low` and `high` bound it once the open
    points are decided; `bonus_counts` is None while that depends on them. `total` is what sites
    are ranked by: `known`, with the bonus where it counts. `census_lost` are the deductions of
    the 2015 table on lines whose caps are known, which together are `census_max`.
    """

    site: str
    name: str
    kind: str
    scored: bool
    vetoes: tuple[Veto, ...]
    groups: tuple[Group, ...]
    bonus: tuple[Group, ...]
    scale: float
    known: float
    low: float
    high: float
    bonus_points: float
    bonus_counts: bool | None
    total: float
    verdict: str
    census_vetoes: tuple[Veto, ...]
    census: tuple[Indicator, ...]
    census_lost: float
    census_max: float

    @property
    def vetoed(self) -> bool:
        """Whether a veto item failed."""
        return any(one.state == "failed" for one in self.vetoes)


def score(case: SiteCase, book: ScoreBook) -> Scorecard:
    """Compute the scorecard of one site."""
    groups = tuple(_group(case, spec, book) for spec in book.groups)
    bonus = tuple(_bonus_group(case, spec, book) for spec in book.bonus)
    vetoes = tuple(veto(case, spec, book) for spec in book.vetoes)
    census = tuple(_census(case, spec) for spec in book.census)
    parts = [part for group in groups for part in group.parts if part.how != "exempt"]
    exempt = sum(part.max for group in groups for part in group.parts if part.how == "exempt")
    scale = 100 / (100 - exempt)
    reached, open_ = sum(part.score for part in parts), sum(part.open for part in parts)
    knowable = sum(part.max for part in parts) - open_
    known = round(100 * reached / knowable, 2) if knowable else 0.0
    low, high = round(reached * scale, 2), round((reached + open_) * scale, 2)
    won = round(sum(group.score for group in bonus), 2)
    counts = True if low > book.bonus_above else (None if high > book.bonus_above else False)
    scored = case.config.kind in book.scored_kinds
    vetoed = any(one.state == "failed" for one in vetoes)
    undecided = any(one.state == "open" for one in vetoes)
    return Scorecard(
        site=case.config.id,
        name=case.config.name,
        kind=case.config.kind,
        scored=scored,
        vetoes=vetoes,
        groups=groups,
        bonus=bonus,
        scale=scale,
        known=known,
        low=low,
        high=high,
        bonus_points=won,
        bonus_counts=counts,
        total=round(known + (won if known > book.bonus_above else 0), 2),
        verdict=_verdict(vetoed, undecided, scored, (low, high), book.passing),
        census_vetoes=tuple(veto(case, spec, book) for spec in book.census_vetoes),
        census=census,
        census_lost=round(sum(part.lost for part in census if part.max), 2),
        census_max=round(sum(part.max for part in census), 2),
    )


def _verdict(
    vetoed: bool, undecided: bool, scored: bool, bounds: tuple[float, float], passing: float
) -> str:
    """What follows: portals need no veto and enough points, others no veto."""
    low, high = bounds
    if vetoed:
        return "单项否决"
    if scored and high < passing:
        return "不合格"
    if undecided:
        return "无否决项（有未填报）"
    if not scored or low >= passing:
        return "合格"
    return "填报后确定"


def _group(case: SiteCase, spec: GroupSpec, book: ScoreBook) -> Group:
    exempt = spec.id == "services" and case.config.profile.no_services
    exempt = exempt and case.config.kind == "department"
    parts = (
        Indicator(
            part.id, part.title, part.text, part.max, 0, 0, 0, "exempt", note="没有对外服务，不计分"
        )
        if exempt
        else _indicator(case, part, book)
        for part in spec.parts
    )
    return Group(spec.id, spec.title, spec.max, tuple(parts))


def _indicator(case: SiteCase, spec: Spec, book: ScoreBook) -> Indicator:
    if spec.entered:
        return _by_hand(case, spec, book)
    seen = _seen(case, spec)
    if seen.open >= spec.max and not seen.marks and entered(case, spec, book):
        return _by_hand(case, spec, book)
    lost = min(spec.max, round(sum(one.points for one in seen.marks), 2))
    left = round(min(spec.max - lost, seen.open), 2)
    waived = case.waived(*spec.findings)
    return Indicator(
        id=spec.id,
        title=spec.title,
        text=spec.text,
        max=spec.max,
        score=round(spec.max - lost - left, 2),
        lost=lost,
        open=left,
        how="open" if left == spec.max else "content",
        marks=seen.marks,
        note=joined(seen.note, f"另有 {waived} 处已豁免，未计" if waived else ""),
    )


def _seen(case: SiteCase, spec: Spec) -> Evidence:
    """What content shows; where there is nothing to look at, the points stay open."""
    if kind := spec.options.get("needs"):
        if not case.asked(*spec.options["types"]):
            return Evidence(note=NOT_ASKED)
        if not any(True for _ in case.view.records(kind)):
            return Evidence(open=spec.max, note="没有可供检查的内容")
    found = marks(case, spec)
    more = CHECKS[spec.check](case, spec) if spec.check else Evidence()
    quiet = silence(case, spec.findings)
    return Evidence(
        (*found, *more.marks), spec.max if quiet else more.open, joined(more.note, quiet)
    )


def _by_hand(case: SiteCase, spec: Spec, book: ScoreBook) -> Indicator:
    stated = entered(case, spec, book)
    if stated is None or stated.points is None:
        note = f"填报“{stated.text}”，未注明分值" if stated else "未填报"
        return Indicator(
            spec.id, spec.title, spec.text, spec.max, 0, 0, spec.max, "open", note=note
        )
    lost = round(spec.max - stated.points, 2)
    return Indicator(
        spec.id, spec.title, spec.text, spec.max, stated.points, lost, 0, "entered",
        note=f"手工填报：{stated.text}",
    )  # fmt: skip


def _bonus_group(case: SiteCase, spec: GroupSpec, book: ScoreBook) -> Group:
    parts = tuple(_gain(case, part, book) for part in spec.parts)
    return Group(spec.id, spec.title, spec.max, parts)


def _gain(case: SiteCase, spec: Spec, book: ScoreBook) -> Indicator:
    if spec.entered:
        from dataclasses import replace

        return replace(_by_hand(case, spec, book), lost=0.0)
    seen = GAINS[spec.check](case, spec)
    won = min(spec.max, sum(one.points for one in seen.marks))
    return Indicator(
        spec.id, spec.title, spec.text, spec.max, won, 0, 0, "content", seen.marks, seen.note
    )


def _census(case: SiteCase, spec: Spec) -> Indicator:
    """A line of the 2015 table; `max` is 0 where its cap is not known.

    A deduction for every stale column goes as far as there are columns.
    """
    if spec.options.get("manual"):
        return Indicator(spec.id, spec.title, spec.text, 0, 0, 0, 0, "open", note=BY_HAND)
    found: Iterable[Mark] = marks(case, spec)
    most = spec.max
    if idle := spec.options.get("idle"):
        late = [one for one in case.findings(STALE) if case.type_of(one) in idle]
        found = [mark(one, idle[case.type_of(one)]) for one in late]
        most = most or sum(points * len(case.columns(name)) for name, points in idle.items())
    elif spec.check:
        found = CHECKS[spec.check](case, spec).marks
    every = tuple(found)
    lost = round(sum(one.points for one in every), 2)
    capped = bool(spec.max or idle)
    return Indicator(
        id=spec.id,
        title=spec.title,
        text=spec.text,
        max=most,
        score=round(max(0.0, most - lost), 2),
        lost=min(lost, most) if capped else lost,
        open=0,
        how="content",
        marks=every,
        note="" if capped else NO_CAP,
    )
