"""Naming the fields of a document's head table."""

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.model.item import Document
from sitegen.rules.texts import given

TITLES = {name: field.title or name for name, field in Document.model_fields.items()}


def absent(document: Mapping[str, Any], wanted: Sequence[str]) -> str:
    """The Chinese names of the wanted fields that are not given, joined; "" if none."""
    return "、".join(TITLES.get(name, name) for name in wanted if not given(document.get(name)))
