"""A site's forecast: everything due within the horizon, and what is broken already."""

from sitegen.reports.case import SiteCase
from sitegen.reports.forecast import columns, items, yearly
from sitegen.reports.forecast.due import Due, Forecast


def foresee(case: SiteCase, days: int) -> Forecast:
    """Return what breaks a rule within so many days, the soonest first.

    Rules that the operator has switched off are left out.
    """
    seen = tuple(columns.outlooks(case))
    every: list[Due] = [
        *columns.stale_columns(case, seen),
        *columns.veto(case, seen),
        *columns.home(case),
        *columns.emptied(case),
        *items.letters(case),
        *items.survey_results(case),
        *items.interpretations_owed(case),
        *items.documents(case),
        *items.statistics(case),
        *items.waivers(case),
        *yearly.annual_report(case),
        *yearly.work_report(case),
        *yearly.quotas(case),
        *yearly.contributions(case),
    ]
    within = [due for due in every if due.days <= days and not case.off(due.rule)]
    return Forecast(
        site=case.config.id,
        name=case.config.name,
        as_of=case.as_of,
        horizon=days,
        dues=tuple(sorted(within, key=lambda due: (due.breaks, due.rule, due.key))),
        columns=tuple(sorted(seen, key=lambda one: (one.breaks, one.column))),
    )
