"""The texts in a record, with the places where they stand."""

from collections.abc import Iterator, Mapping
from typing import Any


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
