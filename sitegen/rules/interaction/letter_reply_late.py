"""Letters answered late, or waiting past the period (答复时限)."""

from collections.abc import Iterator

from sitegen.model.fields import as_day
from sitegen.rules.fault import Fault
from sitegen.rules.interaction.letter_times import letters
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("letter-reply-late", scope="site", kinds=("letter",))
def late(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each letter of the last year not answered within the working days."""
    params = book.rule("letter-reply-late").params
    limit, as_of = params["working_days"], site.model.as_of
    for stub, received, replied, _ in letters(site):
        if not 0 <= days_between(received, as_of) <= params["within_days"]:
            continue
        due = site.workdays.after(as_day(received), limit).isoformat()
        if (replied or as_of)[:10] <= due:
            continue
        what = f"{replied[:10]} 才答复" if replied else "至今没有答复"
        yield Fault(
            f"{received[:10]} 的留言{what}，超过 {limit} 个工作日（应在 {due} 前）。",
            "尽快答复并写明答复时间、答复单位。" if not replied else "今后在期限内答复。",
            file=stub.path,
            column=stub.column,
        )
