"""The veto items (单项否决)."""

import re
from dataclasses import dataclass
from typing import Literal

from sitegen.reports.case import SiteCase
from sitegen.reports.scorecard.checks import BLANK
from sitegen.reports.scorecard.evidence import Mark, mark, silence
from sitegen.reports.scorecard.specs import ScoreBook, Spec
from sitegen.rules.freshness.overdue import newest_time

State = Literal["clear", "failed", "open", "exempt"]


@dataclass(frozen=True, slots=True)
class Veto:
    """One veto item: failed, clear, open (nobody can say yet) or exempt, and why."""

    id: str
    title: str
    text: str
    state: State
    marks: tuple[Mark, ...] = ()
    note: str = ""


def veto(case: SiteCase, spec: Spec, book: ScoreBook) -> Veto:
    """Judge one item."""
    if keys := spec.options.get("entered"):
        return _entered(case, spec, book, keys)
    if spec.check == "services" and not case.asked("services"):
        return Veto(spec.id, spec.title, spec.text, "exempt", note="没有对外服务")
    found = [mark(one, 0) for one in case.findings(*spec.findings)]
    if len(found) < spec.options.get("grave", 0):
        found = []
    found += [mark(one, 0) for one in case.findings(*spec.options.get("any", ()))]
    found += _more(case, spec)
    if found:
        return Veto(spec.id, spec.title, spec.text, "failed", tuple(found))
    if quiet := silence(case, spec.findings):
        return Veto(spec.id, spec.title, spec.text, "open", note=quiet)
    waived = case.waived(*spec.findings)
    note = f"另有 {waived} 处已豁免，未计" if waived else ""
    return Veto(spec.id, spec.title, spec.text, "clear", note=note)


def _entered(case: SiteCase, spec: Spec, book: ScoreBook, keys: list[str]) -> Veto:
    stated = next((case.config.entered[key] for key in keys if case.config.entered.get(key)), "")
    note = f"手工填报：{stated}" if stated else "未填报"
    state: State = "open"
    if stated and re.fullmatch(book.none, stated):
        state = "failed"
    elif stated and re.fullmatch(book.full, stated):
        state = "clear"
    return Veto(spec.id, spec.title, spec.text, state, note=note)


def _more(case: SiteCase, spec: Spec) -> list[Mark]:
    """What no single finding says."""
    match spec.check:
        case "home" if not newest_time(case.view.model):
            return [Mark(0, "首页没有任何有发布时间的稿件。")]
        case "blank":
            blank = case.findings(*BLANK)
            return [mark(one, 0) for one in blank] if len(blank) >= spec.options["blank"] else []
        case "channel" if not (case.columns("mailbox") or case.config.profile.mailbox_link):
            return [Mark(0, "没有咨询投诉栏目，也没有指向统一平台的入口。")]
        case "services" if not _any_service(case):
            return [Mark(0, "没有发布办事指南。")]
        case _:
            return []


def _any_service(case: SiteCase) -> bool:
    return any(True for _ in case.view.records("service"))
