"""The texts in a record, with the places where they stand, and whether they say anything."""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.sources.prose import is_placeholder

ANSWERS = ("无", "暂无")
"""What else would be a placeholder, but answers a question: 没有传真的写“无”."""


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in plain data with its dotted key, in the order of writing."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from strings(each, f"{key}.{name}" if key else str(name))
    elif isinstance(value, (list, tuple)):
        for index, each in enumerate(value):
            yield from strings(each, f"{key}.{index}")


def given(value: Any) -> bool:
    """Whether a field says something: 待补充, 略 or a dash stand where something is to come."""
    return any(
        text.strip() in ANSWERS or not is_placeholder(text) for _, text in strings(value)
    ) or (isinstance(value, (int, float)) and not isinstance(value, bool))
