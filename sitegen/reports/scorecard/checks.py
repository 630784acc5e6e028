"""Deductions that more than findings decide; each takes a case and an indicator's spec."""

import re
from collections.abc import Callable, Mapping

from sitegen.reports.case import SiteCase
from sitegen.reports.scorecard.evidence import Evidence, Mark, mark
from sitegen.reports.scorecard.specs import Spec
from sitegen.rules.periods import days_between
from sitegen.rules.services.elements import lacking
from sitegen.rules.texts import given

Check = Callable[[SiteCase, Spec], Evidence]
BLANK = ("column-empty", "gate-column-empty")
STALE = "freshness-column"
WRONG = (
    "wording-typo", "wording-grave", "wording-forbidden", "wording-leader-name",
    "wording-placeholder", "source-bad-date", "date-order",
)  # fmt: skip
NOT_ASKED = "本类站点不要求设置，不扣分"


def entries(case: SiteCase, spec: Spec) -> Evidence:
    """Missing or empty: all; else points for every item that is wrong and column that is late."""
    types, points = spec.options["types"], spec.options["points"]
    if gone := _missing(case, types, points["missing"]):
        return gone
    wrong = [one for one in case.findings(*WRONG, STALE) if case.type_of(one) in types]
    first = {one.file or one.column: one for one in reversed(wrong)}
    return Evidence(tuple(mark(one, points["wrong"]) for one in reversed(first.values())))


def column(case: SiteCase, spec: Spec) -> Evidence:
    """Missing or empty: all; else points for every column past its update period."""
    types, points = spec.options["types"], spec.options["points"]
    if gone := _missing(case, types, points["missing"]):
        return gone
    columns = case.view.model.columns
    late = [one for one in case.findings(STALE) if case.type_of(one) in types]
    if spec.options.get("first_level"):
        parents = [columns.get(columns[one.column].parent) for one in late]
        late = [
            one
            for one, parent in zip(late, parents, strict=True)
            if parent is None or parent.config.type not in types
        ]
    return Evidence(tuple(mark(one, points["idle"]) for one in late))


def linked(case: SiteCase, spec: Spec) -> Evidence:
    """Items among the interpretations that name no document."""
    points = spec.options["points"]["unlinked"]
    loose = [stub for stub in case.own("interpretation") if stub.kind != "interpretation"]
    return Evidence(
        tuple(
            Mark(
                points,
                f"《{stub.title}》（{stub.date[:10]}）没有关联所解读的文件。",
                f"content/{stub.site}/{stub.path}",
                column=stub.column,
            )
            for stub in loose
        )
    )


def others(case: SiteCase, spec: Spec) -> Evidence:
    """Blank and late columns of all types that have no indicator of their own."""
    points, excepted = spec.options["points"], spec.options["except"]
    found = [
        mark(one, points["idle"] if one.rule == STALE else points["blank"])
        for one in case.findings(*BLANK, STALE)
        if case.type_of(one) not in excepted
    ]
    return Evidence(tuple(found))


def guides(case: SiteCase, spec: Spec) -> Evidence:
    """No guide at all, or elements that guides lack."""
    points = spec.options["points"]
    records = list(case.view.records("service"))
    if not records:
        if not case.asked("services"):
            return Evidence(note=NOT_ASKED)
        return Evidence((Mark(points["missing"], "没有发布办事指南。"),))
    elements = case.book.param("service-elements-missing", "elements")
    found = []
    for stub, record in records:
        if names := lacking(record["service"], elements):
            text = f"《{stub.title}》缺少 {len(names)} 项要素：{'、'.join(names)}。"
            file = f"content/{stub.site}/{stub.path}"
            cost = points["element"] * len(names)
            found.append(
                Mark(cost, text, file, column=stub.column, rule="service-elements-missing")
            )
    return Evidence(tuple(found))


def case_statistics(case: SiteCase, spec: Spec) -> Evidence:
    """How old the newest statistics of cases are; open where none can be told by its title."""
    wanted = re.compile(spec.options["pattern"])
    found = [stub for stub in case.own(*spec.options["types"]) if wanted.search(stub.title)]
    if not found:
        return Evidence(open=spec.max, note="没有找到办事统计稿件")
    newest = max(found, key=lambda stub: stub.date)
    age = days_between(newest.date, case.as_of)
    lost = [points for points, days in spec.options["days"].items() if age > days]
    if not lost:
        return Evidence(note=f"最新一期：《{newest.title}》（{newest.date[:10]}）")
    text = f"最新办事统计《{newest.title}》发布于 {newest.date[:10]}，已 {age} 天。"
    file = f"content/{newest.site}/{newest.path}"
    return Evidence((Mark(max(lost), text, file, column=newest.column),))


def letters(case: SiteCase, spec: Spec) -> Evidence:
    """None published, or idle; statistics of letters are known only by hand."""
    points = spec.options["points"]
    if not case.asked("mailbox"):
        return Evidence(note=NOT_ASKED)
    if not any(True for _ in case.view.records("letter")):
        return Evidence((Mark(points["none"], "没有公开任何留言。"),))
    late = [one for one in case.findings(STALE) if case.type_of(one) == "mailbox"]
    found = [mark(one, points["idle"]) for one in late]
    stated = next(
        (
            case.config.entered[key]
            for key in spec.options["statistics"]
            if key in case.config.entered
        ),
        "",
    )
    if not stated:
        return Evidence(tuple(found), points["statistics"], "留言统计情况未填报")
    if re.match(r"(不|否|未|无|没有|0)", stated):
        found.append(Mark(points["statistics"], f"没有留言统计（手工填报：{stated}）。"))
    return Evidence(tuple(found), note=f"留言统计（手工填报）：{stated}")


def name(case: SiteCase, spec: Spec) -> Evidence:
    """A site that is not named after its region or organ."""
    pattern = spec.options["names"].get(case.config.kind, ".*")
    if case.config.lang != "zh-CN" or re.fullmatch(pattern, case.config.name):
        return Evidence()
    text = f"网站名称“{case.config.name}”没有以地区或者机关名称命名。"
    return Evidence((Mark(spec.options["points"]["name"], text, "sites.yaml"),))


def foot(case: SiteCase, spec: Spec) -> Evidence:
    """Each element of the foot that `sites.yaml` lacks."""
    config, contact = case.config, case.config.contact
    elements: Mapping[str, str] = {
        "网站标识码": config.id_code,
        "ICP备案编号": config.icp,
        "公安机关备案标识": config.police,
        "主办单位": config.sponsor,
        "联系方式": contact.phone or contact.email or contact.address,
    }
    points = spec.options["points"]["element"]
    return Evidence(
        tuple(
            Mark(points, f"页脚缺少{title}。", "sites.yaml", rule="site-foot-missing")
            for title, value in elements.items()
            if not given(value)
        )
    )


def links(case: SiteCase, spec: Spec) -> Evidence:
    """Dead links: those that the home page's own settings hold cost more."""
    points = spec.options["points"]
    return Evidence(
        tuple(
            mark(one, points["home"] if one.file.endswith("/_site.yaml") else points["other"])
            for one in case.findings(*spec.options["rules"])
        )
    )


def report_entry(case: SiteCase, spec: Spec) -> Evidence:
    """The entry for reports of errors stands in every foot, bound to the site's code."""
    if case.config.id_code:
        return Evidence()
    text = "没有网站标识码，页脚不显示“我为政府网站找错”。"
    return Evidence((Mark(spec.options["points"]["missing"], text, "sites.yaml"),))


def search(case: SiteCase, spec: Spec) -> Evidence:
    """Whether the published release holds a search index."""
    if case.searchable is None:
        return Evidence(open=spec.max, note="站点尚未发布，无法确认")
    if case.searchable:
        return Evidence()
    return Evidence((Mark(spec.options["points"]["missing"], "已发布的版本没有站内搜索索引。"),))


def _missing(case: SiteCase, types: list[str], points: float) -> Evidence | None:
    if case.filled(*types):
        return None
    if not case.asked(*types):
        return Evidence(note=NOT_ASKED)
    columns = case.columns(*types)
    what = f"栏目“{columns[0].config.title}”没有内容。" if columns else "没有开设该栏目。"
    path = columns[0].path if columns else ""
    return Evidence((Mark(points, what, columns[0].file if columns else "", column=path),))


CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        entries, column, linked, others, guides, case_statistics, letters, name, foot, links,
        report_entry, search,
    )
}  # fmt: skip
