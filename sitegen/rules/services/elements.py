"""The ten elements of a service guide (办事指南十要素), by field."""

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.model.records import Service
from sitegen.rules.texts import given

TITLES = {name: field.title or name for name, field in Service.model_fields.items()}


def lacking(service: Mapping[str, Any], elements: Sequence[str]) -> list[str]:
    """The Chinese names of the elements that are not given; 待补充 and the like give nothing."""
    return [TITLES.get(name, name) for name in elements if not given(service.get(name))]
