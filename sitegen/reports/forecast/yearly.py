"""What is owed by the year and by the month: reports, surveys, interviews, contributions."""

from collections.abc import Iterator, Sequence

from sitegen.model.platform import SiteConfig
from sitegen.reports.case import SiteCase
from sitegen.reports.forecast.due import Due, Matter, due, later
from sitegen.rules.annual.reports import reports_by_year
from sitegen.rules.periods import days_between
from sitegen.rules.workreport.reports import reported_years


def annual_report(case: SiteCase) -> Iterator[Due]:
    """The annual disclosure report: the one overdue, and the next."""
    day = case.book.param("annual-missing", "due")[case.config.kind]
    have = set(reports_by_year(case.view))
    columns = case.columns("annual-report")
    path = columns[0].path if columns else ""
    for year, deadline in _years(day, case.as_of):
        if not any(found >= year for found in have):
            text = f"应在 {deadline} 前发布 {year} 年政府信息公开工作年度报告。"
            subject = f"{year} 年信息公开年报"
            matter = Matter("annual-missing", subject, text, str(year), path)
            yield due(case, matter, later(deadline, 1))


def work_report(case: SiteCase) -> Iterator[Due]:
    """The annual work report of the site."""
    day = case.book.param("workreport-missing", "due")
    have = reported_years(case.view)
    columns = case.columns("work-report")
    path = columns[0].path if columns else ""
    for year, deadline in _years(day, case.as_of):
        if any(found >= year for found in have):
            continue
        text = f"应在 {deadline} 前发布，可用 sitegen report work-report --year {year} 生成。"
        subject = f"{year} 年网站工作年度报表"
        matter = Matter("workreport-missing", subject, text, str(year), path)
        yield due(case, matter, later(deadline, 1))


def _years(due: str, as_of: str) -> Iterator[tuple[int, str]]:
    """The report that fell due last and the next one: year, deadline."""
    last = int(as_of[:4]) - (1 if as_of[5:10] > due else 2)
    for year in (last, last + 1):
        yield year, f"{year + 1}-{due}"


def quotas(case: SiteCase) -> Iterator[Due]:
    """Surveys and interviews: the day on which the last twelve months hold too few."""
    surveys = [record["survey"]["starts"] for _, record in case.view.records("survey")]
    interviews = [record["interview"]["held"][:10] for _, record in case.view.records("interview")]
    for rule, times, name in (
        ("survey-quota", surveys, "征集调查"),
        ("interview-quota", interviews, "在线访谈"),
    ):
        params = case.book.rule(rule).params
        wanted = params["minimum"].get(case.config.kind, 0)
        if wanted:
            day = _short(times, case.as_of[:10], params["days"], wanted)
            done = _count(times, day, params["days"])
            text = f"届时最近一年只有 {done} 次，应不少于 {wanted} 次。"
            yield due(case, Matter(rule, f"{name}次数", text, ""), day)


def _count(times: Sequence[str], day: str, days: int) -> int:
    return sum(0 <= days_between(time, day) < days for time in times)


def _short(times: Sequence[str], today: str, days: int, wanted: int) -> str:
    """The first day, today or later, with fewer than wanted."""
    turns = sorted({later(time, days) for time in times} | {time[:10] for time in times} | {today})
    ahead = [turn for turn in turns if turn >= today]
    return next(day for day in ahead if _count(times, day, days) < wanted)


def contributions(case: SiteCase) -> Iterator[Due]:
    """What the site still owes its portal this month."""
    wanted = case.book.param("report-quota", "monthly").get(case.config.kind, 0)
    portal = portal_of(case.config, case.view.model.sites)
    if not wanted or not portal:
        return
    month = case.as_of[:7]
    facts = case.view.facts("publish_to")
    sent = {fact.path for fact in facts if fact.value.startswith(f"{portal}/")}
    done = sum(stub.path in sent and stub.date.startswith(month) for stub in case.own())
    if done < wanted:
        first = later(f"{month}-01", 31)[:7] + "-01"
        text = f"本月已报送 {done} 条，应不少于 {wanted} 条，还差 {wanted - done} 条。"
        yield due(case, Matter("report-quota", f"{month} 信息报送", text, month), first)


def portal_of(site: SiteConfig, sites: Sequence[SiteConfig]) -> str:
    """The portal above a site, "" where there is none."""
    known = {one.id: one for one in sites}
    seen = {site.id}
    parent = known.get(site.parent or "")
    while parent and parent.kind != "portal" and parent.id not in seen:
        seen.add(parent.id)
        parent = known.get(parent.parent or "")
    return parent.id if parent and parent.kind == "portal" else ""
