"""A document published too long after it was signed (条例第二十六条)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.model.fields import as_day
from sitegen.rules.fault import Fault
from sitegen.rules.noting import note
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords, line_of


@note("signed", kinds=("policy",))
def signed(item: ItemView, book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note the day of signature where the document cannot have been published in time."""
    day = item.record["document"].get("signed")
    limit = book.param("date-publish-late", "working_days")
    if day and days_between(day, item.stub.date) > limit:
        yield day, line_of(item, "document.signed")


@check("date-publish-late", scope="site", kinds=("policy",))
def late(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each recent policy document published after the legal period."""
    params = book.rule("date-publish-late").params
    limit, as_of = params["working_days"], site.model.as_of
    for stub, fact in site.noted("signed"):
        if days_between(stub.date, as_of) > params["within_days"]:
            continue
        due = site.workdays.after(as_day(fact.value), limit).isoformat()
        if stub.date[:10] > due:
            yield Fault(
                f"《{stub.title}》成文于 {fact.value}，{stub.date[:10]} 才发布，"
                f"超过 {limit} 个工作日（应在 {due} 前）。",
                "今后在法定期限内公开；如成文日期或发布时间有误，请改正。",
                file=stub.path,
                column=stub.column,
            )
