"""Scorecards against computations by hand, item by item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.errors import ConfigError
from sitegen.model.finding import Finding, Level, Verdict
from sitegen.reports.case import SiteCase
from sitegen.reports.scorecard import Scorecard, load_scorebook, score
from sitegen.reports.scorecard.forms import report
from sitegen.reports.scorecard.judging import Indicator
from sitegen.reports.scorecard.ranking import ranking
from sitegen.rules import load_rulebook
from tests.reports.county import AS_OF, FRESH, GUIDE, make_case, spec

HAND = yaml.safe_load(Path(__file__).with_name("scorecards.yaml").read_text("utf-8"))
BOOK = load_scorebook()


def changed(case: dict[str, Any]) -> dict[str, Any]:
    """The change of a hand computation; `all_dates` moves every item."""
    change = dict(case.get("change") or {})
    moved = change.pop("all_dates", None)
    if moved:
        items = spec(change)["items"]
        change["items"] = {path: {**item, "date": moved} for path, item in items.items()}
    return change


def card_of(case: dict[str, Any]) -> Scorecard:
    return score(make_case(changed(case)), BOOK)


def parts(card: Scorecard) -> dict[str, Indicator]:
    return {part.id: part for group in card.groups for part in group.parts}


@pytest.mark.parametrize("case", HAND, ids=[case["name"] for case in HAND])
def test_scorecard_equals_the_computation_by_hand(case: dict[str, Any]) -> None:
    card = card_of(case)
    found = parts(card)
    assert {name: part.lost for name, part in found.items() if part.lost} == case.get("lost", {})
    assert {name: part.open for name, part in found.items() if part.open} == case.get("open", {})
    assert (card.known, card.low, card.high) == (case["known"], case["low"], case["high"])
    assert (card.bonus_points, card.total) == (case["bonus"], case["total"])
    assert [one.title for one in card.vetoes if one.state == "failed"] == case.get("vetoes", [])
    assert card.verdict == case["verdict"]


@pytest.mark.parametrize("case", HAND, ids=[case["name"] for case in HAND])
def test_every_indicator_adds_up_and_names_its_evidence(case: dict[str, Any]) -> None:
    for part in parts(card_of(case)).values():
        if part.how == "exempt":
            continue
        assert part.score + part.lost + part.open == pytest.approx(part.max)
        if part.lost and part.how == "content":
            assert part.marks
            assert all(one.text and one.points > 0 for one in part.marks)


def test_groups_and_bonus_have_the_official_sums() -> None:
    assert {group.id: group.max for group in BOOK.groups} == {
        "disclosure": 31, "services": 25, "interaction": 23, "design": 21,
    }  # fmt: skip
    assert sum(group.max for group in BOOK.bonus) == 30
    for group in (*BOOK.groups, *BOOK.bonus):
        assert sum(part.max for part in group.parts) == group.max


def test_sites_with_equal_totals_share_a_rank_and_vetoed_ones_come_last() -> None:
    def of(name: str, site: str) -> Scorecard:
        case = next(one for one in HAND if one["name"] == name)
        return replace(card_of(case), site=site)

    cards = [
        of("the home page is stale", "a"),
        of("nothing to deduct", "b"),
        of("stale news and stale notices", "c"),
        of("nothing to deduct", "d"),
        of("a letter waits four months", "e"),
    ]
    places = ranking(cards, scored=True)
    assert [(one.rank, one.card.site) for one in places] == [
        (1, "b"), (1, "d"), (3, "c"), (4, "e"), (4, "a"),
    ]  # fmt: skip


def test_departments_are_ranked_by_the_veto_items_alone() -> None:
    case = next(one for one in HAND if one["name"] == "department without services")
    card = card_of(case)
    better = replace(card, site="better", total=100.0)
    assert [one.rank for one in ranking([card, better], scored=False)] == [1, 1]
    assert ranking([card], scored=True) == ()


def test_waived_findings_cost_nothing_and_are_counted() -> None:
    change = {"items": {"b1/1.md": {"title": "旧闻", "date": "2026-02-28 09:00"}}}
    card = score(make_case(change, waive=("freshness-column", "freshness-home")), BOOK)
    assert card.known == 100


LEAK = {"title": "未发布", "date": FRESH, "body": "请联系甲某，电话13812345678。\n"}


@pytest.mark.parametrize(
    "state",
    [
        {"draft": True},
        {"date": "2026-03-25 09:00"},
        {"expires": "2026-03-19 09:00"},
        {"withdrawn": {"date": "2026-03-19", "reason": "含有个人信息"}},
    ],
)
def test_what_is_not_on_the_site_neither_vetoes_it_nor_costs_points(state: dict[str, Any]) -> None:
    guide = {**GUIDE, "basis": ["《居住证暂行条例》"]}
    items = {
        "b1/2.md": {**LEAK, **state},
        "d1/2.md": {"title": "指南", "date": FRESH, "service": guide, **state},
    }
    card = score(make_case({"items": items}), BOOK)
    assert not card.vetoed
    assert card.known == 100


def test_what_is_on_the_site_vetoes_it() -> None:
    card = score(make_case({"items": {"b1/2.md": LEAK}}), BOOK)
    assert [one.id for one in card.vetoes if one.state == "failed"] == ["secure"]


def test_a_rule_switched_off_leaves_its_points_open() -> None:
    book = load_rulebook(None)
    off = replace(book.rules["interpretation-owed"], level=None)
    case = make_case(book=replace(book, rules={**book.rules, off.id: off}))
    ratio = parts(score(case, BOOK))["ratio"]
    assert (ratio.open, ratio.how) == (3, "open")
    assert "interpretation-owed" in ratio.note


def test_search_is_judged_by_the_published_release() -> None:
    assert parts(score(make_case(searchable=False), BOOK))["search"].lost == 4
    assert parts(score(make_case(searchable=None), BOOK))["search"].open == 4


def test_dead_links_on_the_home_page_cost_twice_as_much() -> None:
    case = make_case()
    dead = Finding("link-broken", Level.ERROR, "county-x", "链接失效")
    files = ("_site.yaml", "b1/1.md", "b2/1.md")
    found = [replace(dead, file=f"content/county-x/{file}") for file in files]
    broken = SiteCase(case.view, Verdict("county-x", tuple(found)), case.book, True)
    assert parts(score(broken, BOOK))["links"].lost == pytest.approx(0.4)


def test_an_unclear_word_by_hand_is_shown_and_scores_nothing() -> None:
    change = {"site": {"entered": {"一号登录": "有待改造", "IPv6": "已申请改造，尚未完成"}}}
    found = parts(score(make_case(change), BOOK))
    assert found["one-account"].open == 2
    assert found["ipv6"].open == 1
    assert "有待改造" in found["one-account"].note


def test_the_census_table_deducts_by_column() -> None:
    case = next(one for one in HAND if one["name"] == "stale news and stale notices")
    card = card_of(case)
    assert {part.id: part.lost for part in card.census if part.lost} == {
        "news": 3, "notices": 4, "surveys": 5,
    }  # fmt: skip
    assert card.census_lost == 12


def census_of(change: dict[str, Any]) -> Scorecard:
    return score(make_case(change), BOOK)


def test_the_census_sum_covers_the_lines_whose_caps_are_known() -> None:
    # By hand: 首页 5, 要闻 1 column x 3, 公告 1 x 4 and 政策 1 x 4, 人事 1 x 5 and 规划 1 x 5,
    # 征集 5: together at most 31; only the survey quota is missed.
    card = census_of({})
    assert card.census_max == 5 + 3 + 4 + 4 + 5 + 5 + 5
    assert {part.id: part.max for part in card.census if part.max} == {
        "home-items": 5, "news": 3, "notices": 8, "yearly": 10, "surveys": 5,
    }  # fmt: skip
    assert card.census_lost == 5


def test_stale_yearly_columns_cost_five_points_each_in_the_census() -> None:
    old = {"title": "旧文", "date": "2024-12-01 09:00"}
    card = census_of({"items": {"f2/1.md": old, "f3/1.md": old}})
    assert {part.id: part.lost for part in card.census if part.lost} == {
        "yearly": 10, "surveys": 5,
    }  # fmt: skip
    assert card.census_lost == 15


def test_a_census_line_without_a_known_cap_is_shown_and_left_out_of_the_sum() -> None:
    case = make_case()
    dead = Finding("link-broken", Level.ERROR, "county-x", "链接失效")
    found = [replace(dead, file=f"content/county-x/b1/{number}.md") for number in range(40)]
    card = score(SiteCase(case.view, Verdict("county-x", tuple(found)), case.book, True), BOOK)
    (links,) = (part for part in card.census if part.id == "links")
    assert links.lost == pytest.approx(4.0)
    assert card.census_lost == 0
    assert "按人工核定" in links.note


def test_what_content_cannot_tell_is_left_to_the_inspectors() -> None:
    card = census_of({})
    by_hand = [part for part in card.census if part.how == "open"]
    assert [part.title for part in by_hand] == ["首页可用性", "政务咨询", "服务实用"]
    assert {part.note for part in by_hand} == {"按人工核定"}


def test_a_platform_that_knows_the_cap_brings_the_line_into_the_sum(tmp_path: Path) -> None:
    (tmp_path / "scorecard.yaml").write_text(
        "census: {indicators: [{id: links, max: 3}]}\n", "utf-8"
    )
    case = make_case()
    dead = Finding("link-broken", Level.ERROR, "county-x", "链接失效")
    found = [replace(dead, file=f"content/county-x/b1/{number}.md") for number in range(40)]
    broken = SiteCase(case.view, Verdict("county-x", tuple(found)), case.book, True)
    card = score(broken, load_scorebook(tmp_path))
    assert (card.census_lost, card.census_max) == (3, 34)


def test_the_form_says_how_far_the_census_was_judged() -> None:
    (sheet,) = report([census_of({})], BOOK, AS_OF).sheets
    texts = [str(cell.value) for row in sheet.rows for cell in row]
    assert any("最多扣 31 分，已扣 5 分" in text for text in texts)
    assert any("首页可用性、政务咨询、服务实用按人工核定" in text for text in texts)


def test_a_platform_changes_points_by_id(tmp_path: Path) -> None:
    (tmp_path / "scorecard.yaml").write_text(
        "groups:\n- id: disclosure\n  indicators:\n  - id: news\n    points: {idle: 2}\n", "utf-8"
    )
    change = {"items": {"b1/1.md": {"title": "旧闻", "date": "2026-02-28 09:00"}}}
    assert parts(score(make_case(change), load_scorebook(tmp_path)))["news"].lost == 2


@pytest.mark.parametrize(
    "text", ["groups: 3", "grups: []", "pass: viel", "groups:\n- id: x\n", "- 1"]
)
def test_a_scorecard_file_that_does_not_fit_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "scorecard.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"scorecard\.yaml"):
        load_scorebook(tmp_path)


def test_the_report_has_a_ranking_and_a_sheet_for_each_site() -> None:
    cards = [replace(card_of(case), site=str(index)) for index, case in enumerate(HAND[:3])]
    made = report(cards, BOOK, AS_OF)
    assert [sheet.name for sheet in made.sheets] == ["全市排名", *["望溪县人民政府"] * 3]
    assert [one["rank"] for one in made.data["ranking"]["portals"]] == [1, 2, 3]
