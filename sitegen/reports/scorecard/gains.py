"""The bonus that content can show; marks here are points won."""

from collections.abc import Callable, Mapping

from sitegen.reports.case import SiteCase
from sitegen.reports.scorecard.evidence import Evidence, Mark
from sitegen.reports.scorecard.specs import Spec
from sitegen.rules.periods import days_between

Gain = Callable[[SiteCase, Spec], Evidence]
_LOOKED_AT = 30


def data_fresh(case: SiteCase, spec: Spec) -> Evidence:
    """The age of the newest published data."""
    newest = max(case.own(*spec.options["types"]), key=lambda stub: stub.date, default=None)
    if newest is None:
        return Evidence(note="没有数据发布稿件")
    age = days_between(newest.date, case.as_of)
    won = [points for points, days in spec.options["days"].items() if age <= days]
    if not won:
        return Evidence(note=f"最近一次发布于 {newest.date[:10]}")
    text = f"《{newest.title}》发布于 {newest.date[:10]}。"
    file = f"content/{newest.site}/{newest.path}"
    return Evidence((Mark(max(won), text, file, column=newest.column),))


def data_charts(case: SiteCase, spec: Spec) -> Evidence:
    """A chart in a dataset, or in one of the newest items of statistics."""
    for stub, record in case.view.records("dataset"):
        if record["dataset"].get("chart"):
            return _won(spec, f"《{stub.title}》附有图表。", f"content/{stub.site}/{stub.path}")
    newest = sorted(case.own(*spec.options["types"]), key=lambda stub: stub.date, reverse=True)
    charted = {fact.path for fact in case.view.facts("charted")}
    for stub in newest[:_LOOKED_AT]:
        if stub.path in charted:
            return _won(spec, f"《{stub.title}》附有图表。", f"content/{stub.site}/{stub.path}")
    return Evidence()


def datasets(case: SiteCase, spec: Spec) -> Evidence:
    """Any dataset: each can be downloaded."""
    for stub, _ in case.view.records("dataset"):
        text = f"《{stub.title}》等数据集可以下载。"
        return _won(spec, text, f"content/{stub.site}/{stub.path}")
    return Evidence()


def forms(case: SiteCase, spec: Spec) -> Evidence:
    """An interpretation in one of the wanted forms."""
    for stub, fact in case.view.noted("form"):
        if fact.value in spec.options["forms"]:
            return _won(spec, f"《{stub.title}》。", f"content/{stub.site}/{stub.path}")
    return Evidence()


def surveys(case: SiteCase, spec: Spec) -> Evidence:
    """How many surveys began within the period."""
    starts = [record["survey"]["starts"] for _, record in case.view.records("survey")]
    done = sum(0 <= days_between(day, case.as_of) < spec.options["days"] for day in starts)
    if done < spec.options["count"]:
        return Evidence(note=f"一年内开展 {done} 次")
    return _won(spec, f"一年内开展征集调查 {done} 次。")


def results(case: SiteCase, spec: Spec) -> Evidence:
    """Whether every survey of the period published its result in time; none ended is no gain."""
    limit = case.book.param("survey-result-late", "days")
    ended = [
        (stub, record["survey"])
        for stub, record in case.view.records("survey")
        if limit < days_between(record["survey"]["ends"], case.as_of) <= spec.options["days"]
    ]
    for stub, survey in ended:
        day = (survey.get("result") or {}).get("date")
        if not day or days_between(survey["ends"], day) > limit:
            return Evidence(note=f"《{stub.title}》没有在期限内公布结果")
    if not ended:
        return Evidence(note="一年内没有已到反馈期限的调查")
    return _won(spec, f"一年内结束的 {len(ended)} 次调查都按期公布了结果。")


def _won(spec: Spec, text: str, file: str = "") -> Evidence:
    return Evidence((Mark(spec.max, text, file),))


GAINS: Mapping[str, Gain] = {
    gain.__name__: gain for gain in (data_fresh, data_charts, datasets, forms, surveys, results)
}
