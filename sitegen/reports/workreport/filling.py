"""Merging what content shows with what an editor entered.

Figures that content cannot show stand in `content/<site>/_work-report-<year>.yaml`, in the shape of
the item's `work_report`. Where both speak, the entered figure goes into the report, since somebody
signs for it, and the counted one stands beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from sitegen.errors import UsageError
from sitegen.model.workreport import WorkReport
from sitegen.reports.case import SiteCase
from sitegen.reports.workreport.counting import counted

How = Literal["content", "entered", "open"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its dotted name, its value (None: not known), where that comes from.

    `content` is the counted figure where an entered one stands in its place and differs.
    """

    name: str
    title: str
    value: Any
    how: How
    content: Any = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A site's report of a year: the validated record, and every field with its origin."""

    site: str
    name: str
    year: int
    report: WorkReport
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that dotted name; raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def entered_path(site: str, year: int) -> str:
    """Where a site's entered figures stand, relative to the platform's content."""
    return f"{site}/_work-report-{year}.yaml"


def read_entered(content: Path, site: str, year: int) -> dict[str, Any]:
    """The entered figures, {} where there is no file; raises UsageError where it is unusable."""
    import yaml

    path = content / entered_path(site, year)
    if not path.is_file():
        return {}
    try:
        data = yaml.safe_load(path.read_text("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise UsageError(f"{path.name} 不是合法的 YAML（UTF-8），请检查缩进和冒号。") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise UsageError(f"{path.name} 应写成“键: 值”的形式，与稿件的 work_report 相同。")
    return data


def fill(case: SiteCase, year: int, entered: Mapping[str, Any]) -> Filled:
    """Return the report of a year; raises UsageError where the entered figures do not fit."""
    content = counted(case, year)
    site = case.config.id
    given = _validated({"year": year, "organ": case.config.sponsor, **entered}, site, year)
    stated = set(_names(entered))
    fields = tuple(_field(name, title, given, stated, content) for name, title in _leaves())
    values: dict[str, Any] = {"year": year}
    for field in fields:
        if field.value not in (None, "", ()):
            part, _, name = field.name.rpartition(".")
            (values.setdefault(part, {}) if part else values)[name] = field.value
    values.setdefault("organ", case.config.sponsor)
    return Filled(site, case.config.name, year, _validated(values, site, year), fields)


def _field(
    name: str, title: str, given: WorkReport, stated: set[str], content: Mapping[str, Any]
) -> Field:
    value: Any = given
    for part in name.split("."):
        value = getattr(value, part)
    if name in stated and value not in (None, ""):
        known = content.get(name)
        return Field(name, title, value, "entered", known if known != value else None)
    if content.get(name) not in (None, ""):
        return Field(name, title, content[name], "content")
    return Field(name, title, None, "open")


def _leaves(model: type[BaseModel] = WorkReport, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every field of the report but the year: dotted name and title."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _leaves(kind, f"{prefix}{name}.")
        elif name != "year" or prefix:
            yield f"{prefix}{name}", field.title or name


def _names(data: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def _validated(data: Mapping[str, Any], site: str, year: int) -> WorkReport:
    try:
        report = WorkReport.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        path = entered_path(site, year)
        raise UsageError(f"{path} 的“{where}”有误，写法应与稿件的 work_report 相同。") from None
    if report.year != year:
        raise UsageError(f"{entered_path(site, year)} 的 year 是 {report.year}，应为 {year}。")
    return report
