"""Items that wait for somebody: letters, surveys, documents."""

from collections.abc import Iterator

from sitegen.model.entry import Stub
from sitegen.model.fields import as_day
from sitegen.reports.case import SiteCase
from sitegen.reports.forecast.due import Due, Matter, due, later
from sitegen.rules.periods import days_between, months_before
from sitegen.rules.policy.pairs import interpretations
from sitegen.rules.services.service_statistics_late import newest_statistics
from sitegen.rules.texts import given


def letters(case: SiteCase) -> Iterator[Due]:
    """Letters without reply: the working days of the reply, and the months of the veto."""
    reply, veto = case.book.rule("letter-reply-late").params, case.book.rule("letter-unanswered")
    for stub, record in case.view.records("letter"):
        letter = record["letter"]
        received = letter["received"]
        subject = f"{received[:10]} 的留言《{stub.title}》"
        if letter.get("replied") or days_between(received, case.as_of) < 0:
            continue
        if days_between(received, case.as_of) <= reply["within_days"]:
            last = case.view.workdays.after(as_day(received), reply["working_days"]).isoformat()
            text = f"应在 {reply['working_days']} 个工作日内答复。"
            yield due(case, _of("letter-reply-late", stub, subject, text), later(last, 1))
        oldest = months_before(case.as_of, veto.params["within_months"]).isoformat()
        if not given(letter.get("reply")) and received[:10] >= oldest:
            breaks = _months_after(received, veto.params["months"])
            text = f"超过 {veto.params['months']} 个月没有答复即单项否决，请立即答复。"
            yield due(case, _of("letter-unanswered", stub, subject, text), breaks)


def _months_after(day: str, months: int) -> str:
    """The first day on which `day` lies more than so many months back."""
    found = later(day, 28 * months)
    while months_before(found, months).isoformat() <= day[:10]:
        found = later(found, 1)
    return found


def survey_results(case: SiteCase) -> Iterator[Due]:
    """Surveys whose result is owed."""
    params = case.book.rule("survey-result-late").params
    for stub, record in case.view.records("survey"):
        survey = record["survey"]
        if survey.get("result") or days_between(survey["ends"], case.as_of) > params["within_days"]:
            continue
        breaks = later(survey["ends"], params["days"] + 1)
        text = f"征集 {survey['ends']} 结束，应在 {params['days']} 天内公布结果。"
        yield due(case, _of("survey-result-late", stub, f"《{stub.title}》", text), breaks)


def interpretations_owed(case: SiteCase) -> Iterator[Due]:
    """Documents that still need an interpretation."""
    params = case.book.rule("interpretation-owed").params
    have = interpretations(case.view)
    for stub, _ in case.view.noted("broad"):
        if have.get(stub.path) or days_between(stub.date, case.as_of) > params["within_days"]:
            continue
        breaks = later(stub.date, params["days"] + 1)
        text = f"应在发布后 {params['days']} 天内发布解读。"
        yield due(case, _of("interpretation-owed", stub, f"《{stub.title}》", text), breaks)


def documents(case: SiteCase) -> Iterator[Due]:
    """Documents about to expire, or to come into force."""
    for stub, fact in case.view.noted("validity"):
        state, effective, expires = fact.value.split("|")
        subject = f"《{stub.title}》"
        if state in ("有效", "修改") and expires:
            text = f"文件有效期至 {expires}。继续执行的请按程序延长，否则到期改为“失效”。"
            yield due(case, _of("policy-status-date", stub, subject, text), later(expires, 1))
        elif state == "尚未生效" and effective:
            text = f"文件 {effective} 起施行，届时有效性改为“有效”。"
            yield due(case, _of("policy-status-date", stub, subject, text), effective)


def statistics(case: SiteCase) -> Iterator[Due]:
    """The monthly statistics of cases, where the site publishes them."""
    params = case.book.rule("service-statistics-late").params
    newest = newest_statistics(case.view, params)
    if newest and any(True for _ in case.view.noted("guide-gaps")):
        text = f"最新一期《{newest.title}》发布于 {newest.date[:10]}，应每月更新。"
        breaks = later(newest.date, params["days"] + 1)
        path = f"content/{newest.site}/{newest.path}"
        matter = Matter("service-statistics-late", "办事统计", text, "", newest.column, path)
        yield due(case, matter, breaks)


def waivers(case: SiteCase) -> Iterator[Due]:
    """Waivers that cover something on the site, and then will not any more."""
    waived = [one for one in case.verdict.findings if one.waived]
    for waiver in case.waivers:
        count = sum(waiver.covers(one) for one in waived)
        if count and waiver.until >= case.as_of[:10]:
            subject = f"对 {waiver.path} 的豁免"
            text = (
                f"规则 {waiver.rule} 的豁免（批准人：{waiver.approver}）到期后，"
                f"{count} 处问题不再豁免。先改正问题，或者重新报批。"
            )
            key = f"{waiver.rule} {waiver.path}"
            matter = Matter("waiver-expired", subject, text, key, "", "waivers.yaml")
            yield due(case, matter, later(waiver.until, 1))


def _of(rule: str, stub: Stub, subject: str, text: str) -> Matter:
    path = f"{stub.site}/{stub.path}"
    return Matter(rule, subject, text, path, stub.column, f"content/{path}")
