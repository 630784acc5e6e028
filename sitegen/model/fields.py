"""The base of all models of files that people write, and the scalar types they share."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_TIME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?$")
_USUAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")
_PACKED = (".gz", ".br", ".zst")
_SEPARATORS = re.compile(r"[,，、;；]\s*")


class Model(BaseModel):
    """A part of a file that people write: immutable, unknown keys are errors."""

    # Most commands need few of the models: each is put together when it first validates.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        allow_inf_nan=False,
        defer_build=True,
    )


def parse_time(value: str) -> str:
    """Return local time as `YYYY-MM-DD HH:MM`; that form sorts as text as it sorts in time.

    Raises PydanticCustomError `time_format` or `time_impossible`.
    """
    usual = value if _USUAL_TIME.fullmatch(value) else _written_out(value)
    try:
        datetime.fromisoformat(usual)
    except ValueError:
        raise PydanticCustomError("time_impossible", "no such time", {"value": value}) from None
    if usual[11:13] > "23" or usual[14:] > "59":
        raise PydanticCustomError("time_impossible", "no such time", {"value": value})
    return usual if len(usual) == 16 else f"{usual} 00:00"


def _written_out(value: str) -> str:
    found = _TIME.match(value)
    if not found:
        raise PydanticCustomError("time_format", "not a time", {"value": value})
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    return f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}"


def parse_day(value: str) -> str:
    """Return a day as `YYYY-MM-DD`; raises like `parse_time`."""
    return parse_time(value)[:10]


def check_site_path(path: str) -> str:
    """Return an address on the site itself; raises PydanticCustomError `url_form`, `url_packed`.

    Web servers send what ends like a compressed file in the place of the page beside it.
    """
    if path and (not path.startswith("/") or ".." in path.split("/") or "//" in path):
        raise PydanticCustomError("url_form", "not an absolute path", {"value": path})
    if path.endswith(_PACKED):
        raise PydanticCustomError("url_packed", "a compressed file", {"value": path})
    return path


def check_mount(path: str) -> str:
    """Return a folder below `_shared`; raises PydanticCustomError `mount_place`."""
    if not path.startswith("_shared/"):
        raise PydanticCustomError("mount_place", "not below _shared", {"value": path})
    return path


def as_day(value: str) -> date:
    """Turn a `LocalDay` or `LocalTime` into a date for calculating."""
    return date.fromisoformat(value[:10])


def _text(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat(sep=" ")[:16] if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value


def _split(value: Any) -> Any:
    if isinstance(value, str):
        return [part for part in _SEPARATORS.split(value.strip()) if part]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [part for each in value for part in _split(each)]  # [防汛，检查] are two words
    return value


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(coerce_numbers_to_str=True)]
"""Plain text; numbers written without quotes are taken as written."""

LocalTime = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(parse_time),
    Field(json_schema_extra={"examples": ["2026-03-01 09:30"]}, description="YYYY-MM-DD HH:MM"),
]
"""Local time of the platform, kept as `YYYY-MM-DD HH:MM`."""

LocalDay = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(parse_day),
    Field(json_schema_extra={"examples": ["2026-03-01"]}, description="YYYY-MM-DD"),
]
"""A day, kept as `YYYY-MM-DD`."""

Words = Annotated[tuple[Text, ...], BeforeValidator(_split)]
"""Short words: a YAML list, or one line, either separated by commas (，、 ； too)."""

Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)]
"""Longer texts: a YAML list, or a single text."""

SitePath = Annotated[Text, AfterValidator(check_site_path)]
"""An address on the site itself, from its root."""

SitePaths = Annotated[tuple[SitePath, ...], BeforeValidator(_one_or_many)]
"""Addresses on the site itself: a YAML list, or a single one."""

SharedPath = Annotated[Text, AfterValidator(check_mount)]
"""A folder below `_shared`."""
