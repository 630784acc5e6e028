"""The monthly self-report of each site (月度自查, local rules): due by the fourth of the next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from sitegen.model.fields import as_day
from sitegen.model.finding import Finding
from sitegen.reports.case import SiteCase
from sitegen.reports.forecast.yearly import portal_of
from sitegen.reports.months import name_of
from sitegen.reports.names import KIND_TITLES
from sitegen.reports.sheets import Cell, Fact, Figure, Report, Role, Row, Sheet, heads
from sitegen.rules.freshness.overdue import idle_columns, newest_time
from sitegen.rules.periods import days_between

TITLE = "政府网站月度自查情况"
DUE_DAY = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: what was found, and whether that is well (None: nothing to judge)."""

    part: str
    item: str
    found: str
    good: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SelfReport:
    """A site's month: how much was published, and the lines of the self-report."""

    site: str
    name: str
    kind: str
    month: str
    published: int
    lines: tuple[Line, ...]

    @property
    def problems(self) -> int:
        """Lines that are not well."""
        return sum(line.good is False for line in self.lines)


def self_report(case: SiteCase, month: str) -> SelfReport:
    """The self-report of a month as the content stands now.

    What was published, asked and answered is counted within the month; what is stale or wrong is
    seen at the case's moment, so that it is best run in the first days of the next month.
    """
    stubs = {stub.path: stub for stub in case.own() if stub.date.startswith(month)}
    lines = (
        *_publishing(case, month, len(stubs)),
        *_freshness(case),
        *_policy(case, month),
        *_interaction(case, month),
        *_quality(case),
        *_submissions(case, month),
        *_by_hand(case),
    )
    site = case.config
    return SelfReport(site.id, site.name, site.kind, month, len(stubs), lines)


def _publishing(case: SiteCase, month: str, total: int) -> Iterator[Line]:
    kinds = Counter(
        column.config.tag
        for column in case.view.model.columns.values()
        for item in column.items
        if not item.how and item.stub.date.startswith(month)
    )
    most = "、".join(f"{name} {count}" for name, count in kinds.most_common(5))
    yield Line("信息发布", "本月发布信息", f"{total} 条", total > 0, most)


def _freshness(case: SiteCase) -> Iterator[Line]:
    limit = case.book.param("freshness-home", "days")
    newest = newest_time(case.view.model)
    age = days_between(newest, case.as_of) if newest else None
    found = f"最近更新 {newest[:10]}" if newest else "没有稿件"
    yield Line(
        "信息更新", "首页更新", found, age is not None and age <= limit, f"{limit} 天内应有更新"
    )
    idle = list(idle_columns(case.view.model, case.book))
    late = [one for one in idle if one.overdue]
    names = "、".join(f"{one.column.config.title}（{one.days} 天）" for one in late)
    yield Line(
        "信息更新", "超期未更新栏目", f"{len(late)} 个（共 {len(idle)} 个）", not late, names
    )
    blank = case.findings("column-empty", "gate-column-empty")
    titles = "、".join(case.column_title(one.column) for one in blank)
    yield Line("信息更新", "空白栏目", f"{len(blank)} 个", not blank, titles)


def _policy(case: SiteCase, month: str) -> Iterator[Line]:
    documents = sum(stub.date.startswith(month) for stub, _ in case.view.records("policy"))
    readings = sum(stub.date.startswith(month) for stub, _ in case.view.records("interpretation"))
    owed = case.findings("interpretation-owed")
    found = f"文件 {documents} 件，解读 {readings} 篇"
    note = f"应解读未解读 {len(owed)} 件" if owed else ""
    yield Line("政策解读", "政策文件与解读", found, not owed, note)


def _interaction(case: SiteCase, month: str) -> Iterator[Line]:
    letters = [record["letter"] for _, record in case.view.records("letter")]
    came = [letter for letter in letters if letter["received"].startswith(month)]
    answered = [letter for letter in letters if (letter.get("replied") or "").startswith(month)]
    days = [
        case.view.workdays.between(as_day(letter["received"]), as_day(letter["replied"]))
        for letter in answered
    ]
    found = f"公开留言 {len(came)} 件，答复 {len(answered)} 件"
    if days:
        found += f"，平均 {sum(days) / len(days):.1f} 个工作日"
    late = case.findings("letter-reply-late", "letter-unanswered")
    note = f"一年内逾期或未答复 {len(late)} 处" if late else ""
    yield Line("互动交流", "网民留言", found, (not late) if letters else None, note)
    surveys = [record["survey"] for _, record in case.view.records("survey")]
    begun = sum(survey["starts"].startswith(month) for survey in surveys)
    results = [survey.get("result") or {} for survey in surveys]
    told = sum((result.get("date") or "").startswith(month) for result in results)
    owed = case.findings("survey-result-late")
    yield Line(
        "互动交流", "征集调查", f"开展 {begun} 次，公布结果 {told} 次",
        (not owed) if surveys else None, f"逾期未公布结果 {len(owed)} 次" if owed else "",
    )  # fmt: skip


def _quality(case: SiteCase) -> Iterator[Line]:
    for item, prefixes in (
        ("错别字和表述", ("wording-",)),
        ("失效链接和附件", ("link-", "attachment-missing")),
        ("个人信息", ("privacy-",)),
        ("办事指南", ("service",)),
    ):
        found = case.findings(*(rule for rule in case.book.rules if rule.startswith(prefixes)))
        yield Line("内容质量", item, f"{len(found)} 处", not found, _places(found))


def _places(found: Sequence[Finding]) -> str:
    files = list(dict.fromkeys(one.file for one in found if one.file))
    more = f" 等 {len(files)} 个文件" if len(files) > 3 else ""
    return "、".join(files[:3]) + more


def _submissions(case: SiteCase, month: str) -> Iterator[Line]:
    quota = case.book.param("report-quota", "monthly").get(case.config.kind, 0)
    portal = portal_of(case.config, case.view.model.sites)
    if not quota or not portal:
        return
    facts = case.view.facts("publish_to")
    sent = {fact.path for fact in facts if fact.value.startswith(f"{portal}/")}
    done = sum(stub.path in sent and stub.date.startswith(month) for stub in case.own())
    yield Line("信息报送", "向门户报送", f"{done} 条", done >= quota, f"每月不少于 {quota} 条")


def _by_hand(case: SiteCase) -> Iterator[Line]:
    for item in ("站点访问", "网站纠错", "安全检测"):
        stated = case.config.entered.get(item)
        yield Line("运行维护", item, stated or "未填报", None, "手工填报" if stated else "")


# --- form ---------------------------------------------------------------------------------------


def report(found: Sequence[SelfReport], month: str, as_of: str) -> Report:
    """A summary of the sites, and a form for each."""
    sheets = [_summary(found, month, as_of)] if len(found) > 1 else []
    sheets += [_form(one, as_of) for one in found]
    data = {"month": month, "sites": [asdict(one) | {"problems": one.problems} for one in found]}
    return Report("monthly", f"{name_of(month)}{TITLE}", as_of, tuple(sheets), data)


def _summary(found: Sequence[SelfReport], month: str, as_of: str) -> Sheet:
    rows: list[Row] = [
        (
            Cell(number, "number"),
            Cell(one.name),
            Cell(KIND_TITLES[one.kind], "centre"),
            Cell(one.published, "number"),
            Cell(one.problems or "无", "bad" if one.problems else "good"),
            Cell(
                "；".join(f"{line.item}：{line.found}" for line in one.lines if line.good is False)
            ),
        )
        for number, one in enumerate(found, 1)
    ]
    return Sheet(
        name="汇总",
        title=f"{name_of(month)}{TITLE}汇总表",
        widths=(7, 32, 16, 12, 10, 60),
        rows=(heads("序号", "网站名称", "类别", "发布信息数", "问题项", "主要问题"), *rows),
        subtitle=f"数据截至 {as_of}",
        foot=(f"自查情况于次月 {DUE_DAY} 日前报送。",),
        figures=(
            Figure(
                "bar", "各网站本月发布信息数", tuple(one.name for one in found),
                (("发布", tuple(float(one.published) for one in found)),), "条",
            ),
        ),
    )  # fmt: skip


def _bad(one: SelfReport) -> str:
    return "；".join(f"{line.item}：{line.found}" for line in one.lines if line.good is False)


def _form(one: SelfReport, as_of: str) -> Sheet:
    parts = Counter(line.part for line in one.lines)
    rows: list[Row] = []
    seen: set[str] = set()
    for line in one.lines:
        first = () if line.part in seen else (Cell(line.part, "label", 1, parts[line.part]),)
        seen.add(line.part)
        state: tuple[str, Role] = ("符合", "good") if line.good else ("不符合", "bad")
        if line.good is None:
            state = ("—", "centre")
        unknown: Role = "unknown" if line.found == "未填报" else "text"
        rows.append(
            (
                *first,
                Cell(line.item),
                Cell(line.found, unknown),
                Cell(*state),
                Cell(line.note, "note"),
            )
        )
    blank = Cell("", "text")
    rows.append((Cell("单位负责人", "label"), blank, Cell("填报人", "label"), Cell("", "text", 2)))
    return Sheet(
        name=one.name,
        title=f"{one.name}{name_of(one.month)}自查表",
        widths=(13, 20, 34, 10, 36),
        rows=(heads("项目", "检查内容", "检查情况", "结果", "说明"), *rows),
        subtitle=f"{KIND_TITLES[one.kind]}　数据截至 {as_of}",
        foot=(f"于次月 {DUE_DAY} 日前报送。手工填报的项目取自 sites.yaml 的 entered。",),
        wide=False,
        facts=(
            Fact("本月发布", f"{one.published} 条"),
            Fact("不符合", f"{one.problems} 项", "bad" if one.problems else "good"),
        ),
    )
