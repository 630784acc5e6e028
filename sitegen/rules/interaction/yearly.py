"""Counting what a site did within the last year (年度次数)."""

from sitegen.rules.periods import days_between
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


def shortfall(
    site: SiteView, book: Rulebook, rule: str, times: list[str]
) -> tuple[int, int] | None:
    """How many of `times` lie in the rule's period and how many are wanted, if that is more.

    None where the rule asks nothing of this kind of site, or enough was done.
    """
    params = book.rule(rule).params
    wanted = params["minimum"].get(site.model.config.kind, 0)
    done = sum(0 <= days_between(time, site.model.as_of) < params["days"] for time in times)
    return (done, wanted) if done < wanted else None
