"""Figures of a work report that contradict each other (勾稽关系)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.model.workreport import WorkReport
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("workreport-sum", scope="item", kinds=("work-report",))
def contradictions(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each sum and each order that does not hold; unstated figures pass."""
    report = WorkReport.model_validate(item.record["work_report"])
    for key, problem in [*_sums(report), *_orders(report)]:
        yield Fault(problem, "对照台账改正。", line_of(item, f"work_report.{key}"))


def _sums(report: WorkReport) -> Iterator[tuple[str, str]]:
    texts, services = report.interpretations, report.services
    for key, name, total, parts in (
        (
            "interpretations.total",
            "解读信息发布总数",
            texts.total,
            (texts.texts, texts.products, texts.articles),
        ),
        (
            "services.cases",
            "办件量总数",
            services.cases,
            (services.cases_persons, services.cases_firms),
        ),
    ):
        known = [part for part in parts if part is not None]
        if total is None:
            continue
        if len(known) == len(parts) and total != sum(known):
            yield key, f"{name}写 {total}，各项之和为 {sum(known)}。"
        elif total < sum(known):
            yield key, f"{name}写 {total}，少于已填各项之和 {sum(known)}。"


def _orders(report: WorkReport) -> Iterator[tuple[str, str]]:
    talk, safety, services = report.interaction, report.security, report.services
    for key, small, low, large, high in (
        (
            "interaction.letters_done",
            "办结留言",
            talk.letters_done,
            "收到留言",
            talk.letters_received,
        ),
        (
            "interaction.letters_public",
            "公开答复",
            talk.letters_public,
            "办结留言",
            talk.letters_done,
        ),
        (
            "interaction.letters_public",
            "公开答复",
            talk.letters_public if talk.letters_done is None else None,
            "收到留言",
            talk.letters_received,
        ),
        (
            "interaction.survey_results",
            "公布结果期数",
            talk.survey_results,
            "征集期数",
            talk.surveys,
        ),
        ("security.fixed", "问题整改数量", safety.fixed, "发现问题数量", safety.found),
        ("services.online", "可全程在线办理事项", services.online, "政务服务事项", services.items),
    ):
        if low is not None and high is not None and low > high:
            yield key, f"{small} {low} 多于{large} {high}。"
