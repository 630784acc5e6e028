"""Columns and the home page: when each goes stale or empty."""

from collections.abc import Iterator

from sitegen.model.entry import Column, SiteModel, Stub
from sitegen.reports.case import SiteCase
from sitegen.reports.forecast.due import Due, Matter, Outlook, due
from sitegen.reports.forecast.timeline import end_of
from sitegen.rules.columns.emptiness import column_file, filled, subtree, under_hidden
from sitegen.rules.freshness.freshness_veto import TIMELY
from sitegen.rules.periods import days_between


def outlooks(case: SiteCase) -> Iterator[Outlook]:
    """Every filled column with an update period."""
    model = case.view.model
    periods = case.book.param("freshness-column", "days")
    for column in model.columns.values():
        own = (periods.get(column.config.type), column.config.max_age)
        limits = [days for days in own if days]
        if not limits or not filled(model, column) or under_hidden(model, column):
            continue
        end = end_of(_stubs(model, column), case.as_of, min(limits))
        if end is None or end.how == "empty":
            continue
        yield Outlook(
            column=column.path,
            title=column.config.title,
            type=column.config.type,
            newest=end.newest[:10],
            limit=min(limits),
            breaks=end.day,
            days=days_between(case.as_of, end.day),
        )


def stale_columns(case: SiteCase, seen: tuple[Outlook, ...]) -> Iterator[Due]:
    """A due for each column's end."""
    for one in seen:
        column = case.view.model.columns[one.column]
        text = f"最新一篇为 {one.newest}，期限 {one.limit} 天。请发布新的稿件。"
        yield due(case, _of("freshness-column", column, case.config.id, text), one.breaks)


def veto(case: SiteCase, seen: tuple[Outlook, ...]) -> Iterator[Due]:
    """The day on which so many columns are stale that the site fails."""
    params = case.book.rule("freshness-veto").params
    for timely, name in ((True, "工作动态、通知公告、政策文件类栏目"), (False, "其他栏目")):
        days = sorted(one.breaks for one in seen if (one.type in TIMELY) == timely)
        limit = params["timely" if timely else "other"]
        if len(days) >= limit:
            text = f"届时{name}有 {limit} 个超期，达到单项否决标准。先更新超期最久的栏目。"
            matter = Matter("freshness-veto", name, text, str(timely))
            yield due(case, matter, days[limit - 1])


def home(case: SiteCase) -> Iterator[Due]:
    """The day on which nothing on the home page is new enough."""
    model = case.view.model
    paths = [path.strip("/") for block in model.file.home for path in getattr(block, "columns", ())]
    columns = [model.columns[path] for path in paths if path in model.columns] or model.top()
    stubs = [stub for column in columns for stub in _stubs(model, column)]
    if not stubs:
        return
    end = end_of(stubs, case.as_of, case.book.param("freshness-home", "days"))
    if end is not None:
        text = f"首页最新一篇为 {end.newest[:10] or '（无）'}，再不更新即单项否决。"
        yield due(case, Matter("freshness-home", "首页", text, "home"), end.day)


def emptied(case: SiteCase) -> Iterator[Due]:
    """Columns whose last item comes to its end."""
    model = case.view.model
    required = case.book.required_types(case.config)
    for column in model.columns.values():
        if under_hidden(model, column) or not filled(model, column):
            continue
        stubs = list(_stubs(model, column))
        if not any(stub.expires or stub.withdrawn for stub in stubs):
            continue
        end = end_of(stubs, case.as_of, None)
        same = [one for one in model.of_type(column.config.type) if filled(model, one)]
        must = column.config.type in required and len(same) == 1
        if end is None or (column.config.when_empty == "hide" and not must):
            continue
        rule = "gate-column-empty" if must else "column-empty"
        text = "栏目中最后一篇稿件到期下线，站点将不能发布。请发布新的稿件或者延长下线时间。"
        yield due(case, _of(rule, column, case.config.id, text), end.day)


def _stubs(model: SiteModel, column: Column) -> Iterator[Stub]:
    """What decides when a column ends: nothing older than the newest item that stays for good."""
    for part in subtree(model, column):
        yield from part.pending
        for shown in part.items:
            yield shown.stub
            if not (shown.stub.expires or shown.stub.withdrawn):
                break


def _of(rule: str, column: Column, site: str, text: str) -> Matter:
    subject = f"栏目“{column.config.title}”"
    file = f"content/{site}/{column_file(column)}"
    return Matter(rule, subject, text, column.path, column.path, file)
