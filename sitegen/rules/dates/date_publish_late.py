"""A document published too long after it was signed (条例第二十六条)."""

from collections.abc import Iterator

from sitegen.model.fields import as_day
from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("date-publish-late", scope="site", kinds=("policy",))
def late(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each recent policy document published after the legal period."""
    params = book.rule("date-publish-late").params
    limit = params["working_days"]
    for stub, record in site.records("policy"):
        signed = record["document"].get("signed")
        recent = days_between(stub.date, site.model.as_of) <= params["within_days"]
        if not signed or not recent or stub.date[:10] <= signed:
            continue
        due = site.workdays.after(as_day(signed), limit).isoformat()
        if stub.date[:10] > due:
            yield Fault(
                f"《{stub.title}》成文于 {signed}，{stub.date[:10]} 才发布，"
                f"超过 {limit} 个工作日（应在 {due} 前）。",
                "今后在法定期限内公开；如成文日期或发布时间有误，请改正。",
                file=stub.path,
                column=stub.column,
            )
