"""Letters without a reply for months (互动回应差，单项否决)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.interaction.letter_times import letters
from sitegen.rules.periods import months_before
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("letter-unanswered", scope="site", kinds=("letter",))
def unanswered(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each letter of the last year that has waited past the limit."""
    params = book.rule("letter-unanswered").params
    as_of = site.model.as_of
    oldest = months_before(as_of, params["within_months"]).isoformat()
    limit = months_before(as_of, params["months"]).isoformat()
    for stub, received, _, answered in letters(site):
        if not answered and oldest <= received[:10] < limit:
            yield Fault(
                f"{received[:10]} 的留言超过 {params['months']} 个月没有答复，达到单项否决标准。",
                "立即答复；不属于有效留言的，不要公开或者撤下并说明原因。",
                file=stub.path,
                column=stub.column,
            )
