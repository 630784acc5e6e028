"""Section 3 of the annual report as rows, in the order of the official table."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from sitegen.model.annual import AnnualReport, Requests

RESULTS = ("granted", "partly", "refused", "unavailable", "unhandled", "other")


class Line(NamedTuple):
    """One row: its key below `annual_report`, its title, its seven numbers."""

    key: str
    title: str
    numbers: tuple[int, ...]


def report_of(record: Mapping[str, Any]) -> AnnualReport:
    """The report in an item's front matter."""
    return AnnualReport.model_validate(record["annual_report"])


def every_line(report: AnnualReport) -> Iterator[Line]:
    """All rows of section 3, the results among them."""
    requests = report.requests
    yield from _lines(requests, ("received", "carried_in"))
    yield from result_lines(requests)
    yield from _lines(requests, ("total", "carried_out"))


def result_lines(requests: Requests) -> Iterator[Line]:
    """The rows 3 to 23: how requests were handled."""
    yield from _lines(requests, RESULTS)


def _lines(part: BaseModel, names: tuple[str, ...], key: str = "requests") -> Iterator[Line]:
    for name in names:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _lines(value, tuple(type(value).model_fields), f"{key}.{name}")
        else:
            title = type(part).model_fields[name].title or name
            yield Line(f"{key}.{name}", title, value)
