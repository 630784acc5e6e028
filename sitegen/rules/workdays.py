"""Working days (工作日): Monday to Friday, less holidays, plus days worked in exchange."""

from dataclasses import dataclass
from datetime import date, timedelta

from sitegen.model.platform import PlatformSettings


@dataclass(frozen=True, slots=True)
class Workdays:
    """A calendar; the days are `YYYY-MM-DD`, as the operator entered them in `sites.yaml`."""

    holidays: frozenset[str] = frozenset()
    workdays: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: PlatformSettings) -> "Workdays":
        """Take the calendar from the platform's settings."""
        return cls(frozenset(settings.holidays), frozenset(settings.workdays))

    def works(self, day: date) -> bool:
        """Whether offices are open on that day."""
        text = day.isoformat()
        return text in self.workdays or (day.weekday() < 5 and text not in self.holidays)

    def after(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`, which itself does not count."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`."""
        span = (end - start).days
        return sum(self.works(start + timedelta(days=step)) for step in range(1, span + 1))
