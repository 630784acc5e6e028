"""Times as editors write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import PydanticCustomError

from sitegen.model.fields import Words, parse_day, parse_time


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["", "0"]))
@settings(deadline=None)
def test_a_time_is_kept_to_the_minute_however_it_is_written(moment: datetime, zero: str) -> None:
    expected = f"{moment:%Y-%m-%d %H:%M}"
    day = f"{moment.year}-{moment.month:{zero}2d}-{moment.day:{zero}2d}".replace(" ", "")

    assert parse_time(f"{day} {moment:%H:%M}") == expected
    assert parse_time(f"{day}T{moment:%H:%M:%S}") == expected
    assert parse_time(f"{day} {moment.hour}:{moment:%M}") == expected
    assert parse_time(day) == f"{expected[:10]} 00:00"
    assert parse_day(f"{day} {moment:%H:%M}") == expected[:10]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2026-02-29", "time_impossible"),
        ("2026-13-01 09:00", "time_impossible"),
        ("2026-03-01 24:00", "time_impossible"),
        ("2026-03-01 09:60", "time_impossible"),
        ("0000-03-01", "time_impossible"),
        ("2026-3-1 25:00", "time_impossible"),
        ("2026/03/01", "time_format"),
        ("2026-W01-1 09:30", "time_format"),
        ("2026-03-01 09:30 起", "time_format"),
        ("", "time_format"),
    ],
)
def test_what_is_no_time_is_refused_by_name(value: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_time(value)

    assert caught.value.type == kind


@pytest.mark.parametrize("written", ["防汛，检查", ["防汛，检查"], ["防汛", "检查"], "防汛、检查"])
def test_keywords_are_parted_by_commas_of_either_width(written: object) -> None:
    assert TypeAdapter(Words).validate_python(written) == ("防汛", "检查")
