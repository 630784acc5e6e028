"""The verdict page (内部看板): all sites after each build, never inside a public tree.

It stands in `build/.state/verdict/index.html`. Every site that is judged leaves its summary beside
it, so that a build of a few sites, or one that finds most of them unchanged, has all to show.
"""

import json
import os
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from sitegen.model.finding import Verdict
from sitegen.model.platform import Platform
from sitegen.reports.names import KIND_TITLES
from sitegen.reports.problems import ROLES
from sitegen.reports.sheets import number
from sitegen.reports.summary import SiteSummary, as_data, from_data, on_day, summarise
from sitegen.reports.writers.html import document, tiles
from sitegen.rules import Rulebook, SiteView, load_waivers
from sitegen.rules.views import RememberedRecords

FOLDER = Path(".state") / "verdict"
_STATUS = {"published": "已发布", "unchanged": "无变化", "blocked": "已拦截"}


class Outcome(NamedTuple):
    """What a build made of a site: status, release, and the error that kept it from a verdict."""

    status: str = ""
    release: str = ""
    error: str = ""


def record(
    platform: Platform,
    view: SiteView | RememberedRecords,
    verdict: Verdict,
    book: Rulebook,
    searchable: bool | None,
) -> None:
    """Leave a judged site's summary for the verdict page; cheap, done where the site is judged."""
    from sitegen.reports.case import SiteCase
    from sitegen.reports.scorecard import load_scorebook

    waivers, _ = load_waivers(platform.root, book)
    case = SiteCase(RememberedRecords.of(view), verdict, book, searchable, waivers)
    summary = summarise(case, load_scorebook(platform.root))
    path = platform.build / FOLDER / f"{summary.site}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, json.dumps(as_data(summary), ensure_ascii=False))


def write_dashboard(platform: Platform, as_of: str, outcomes: Mapping[str, Outcome]) -> Path:
    """Write the page from the summaries that `record` left; returns its path.

    `outcomes` maps the ids of the sites just built to what became of them; the others keep theirs.
    """
    folder = platform.build / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    known = {**_outcomes(folder / "outcomes.json"), **outcomes}
    _replace(folder / "outcomes.json", json.dumps(known, ensure_ascii=False))
    found = [_summary(folder / f"{site.id}.json") for site in platform.config.sites]
    shown = [(on_day(one, as_of), known.get(one.site, Outcome())) for one in found if one]
    page = folder / "index.html"
    _replace(page, dashboard(platform.config.platform.name, as_of, shown))
    return page


def _outcomes(path: Path) -> dict[str, Outcome]:
    try:
        data = json.loads(path.read_text("utf-8"))
        return {str(site): Outcome(*map(str, one)) for site, one in data.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _summary(path: Path) -> SiteSummary | None:
    """A summary, None where the file is missing, damaged or of another make."""
    try:
        return from_data(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")  # a check may be beside a build
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)  # noqa: PTH105 - one rename, whole or not at all


def dashboard(platform: str, as_of: str, shown: Sequence[tuple[SiteSummary, Outcome]]) -> str:
    """The page as text; links to files lead from its place in the platform."""
    sites = [one for one, _ in shown]
    blocked = sum(not one.passed for one in sites)
    vetoed = sum(bool(one.vetoes) for one in sites)
    overdue = sum(one.overdue for one in sites)
    facts = [
        ("网站", str(len(sites)), "text"),
        ("不能发布", str(blocked), "bad" if blocked else "good"),
        ("触及单项否决", str(vetoed), "bad" if vetoed else "good"),
        ("已超期事项", str(overdue), "warn" if overdue else "good"),
        ("30 天内到期", str(sum(_ahead(one) for one in sites)), "text"),
    ]
    body = f'<section id="all">\n{tiles(facts)}{_overview(shown)}</section>\n'
    body += "".join(_site(one, outcome, as_of) for one, outcome in shown)
    return document(f"{platform}　站点状态", f"构建时刻 {as_of}　内部资料，不对外发布", body)


def _ahead(one: SiteSummary) -> int:
    return sum(due.days > 0 for due in one.dues)


def _overview(shown: Sequence[tuple[SiteSummary, Outcome]]) -> str:
    titles = (
        "网站", "类别", "状态", "单项否决", "得分", "否决", "错误", "警告", "超期", "下一到期",
        "版本",
    )  # fmt: skip
    head = "".join(f'<th scope="col">{title}</th>' for title in titles)
    rows = "".join(_line(one, outcome) for one, outcome in shown)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>"
    return f'<div class="scroll">{table}</div>\n'


def _line(one: SiteSummary, outcome: Outcome) -> str:
    status = _STATUS.get(outcome.status) or ("可以发布" if one.passed else "不能发布")
    role = "good" if one.passed and outcome.status != "blocked" else "bad"
    low, high = number(one.low), number(one.high)
    score = f"{number(one.known)}（{low}—{high}）" if low != high else str(number(one.known))
    coming = next((due for due in one.dues if due.days > 0), None)
    counts = "".join(
        f'<td class="{ROLES[level] if one.counts[level] else "number"}">{one.counts[level]}</td>'
        for level in ("gate", "error", "warning")
    )
    failed = escape("、".join(one.vetoes))
    due = f"{coming.deadline}<br>{escape(coming.subject)}" if coming else "—"
    return (
        f'<tr><th scope="row" class="name"><a href="#{one.site}">{escape(one.name)}</a></th>'
        f'<td class="centre">{KIND_TITLES[one.kind]}</td>'
        f'<td class="{role}">{status}</td>'
        f'<td class="{"bad" if failed else "good"}">{failed or "无"}</td>'
        f'<td class="number">{score}{"" if one.scored else "<br>供参考"}</td>{counts}'
        f'<td class="{"warn" if one.overdue else "good"}">{one.overdue}</td>'
        f'<td class="note">{due}</td>'
        f'<td class="centre">{escape(outcome.release) or "—"}</td></tr>\n'
    )


def _site(one: SiteSummary, outcome: Outcome, as_of: str) -> str:
    open_ = " open" if not one.passed else ""
    error = f'<p class="bad">{escape(outcome.error)}</p>' if outcome.error else ""
    if one.as_of[:10] != as_of[:10]:
        error += f"<p>本站最近一次检查于 {escape(one.as_of)}；到期事项已按今日推算。</p>"
    total = sum(one.counts.values())
    summary = f"{escape(one.name)}：{total} 条问题与提示，{len(one.dues)} 项到期事项"
    return (
        f'<section id="{escape(one.site)}"><details{open_}><summary><h2>{summary}</h2></summary>\n'
        f"{error}{_dues(one)}{one.problems}</details></section>\n"
    )


def _dues(one: SiteSummary) -> str:
    if not one.dues:
        return "<p>30 天内没有到期事项。</p>\n"
    rows = "".join(
        f'<tr><td class="centre">{due.deadline}</td>'
        f'<td class="{"bad" if due.days <= 0 else "warn" if due.days <= 7 else "good"}">'
        f"{'已超期' if due.days <= 0 else f'还有 {due.days - 1} 天'}</td>"
        f"<td>{escape(due.subject)}</td><td>{escape(due.rule)}</td></tr>\n"
        for due in one.dues
    )
    head = "<tr><th>最迟日期</th><th>状态</th><th>对象</th><th>将违反的规则</th></tr>"
    return f"<h3>到期事项</h3><table><thead>{head}</thead><tbody>\n{rows}</tbody></table>\n"
