"""Which keys may stand at a place of a file, and what they are called in Chinese."""

import types
import typing
from typing import Any

from pydantic import BaseModel


def fields_at(model: type[BaseModel], location: tuple[str | int, ...]) -> dict[str, str]:
    """Return the keys that may stand at a place, with their Chinese titles."""
    return {
        name: field.title or name
        for candidate in _models_at(model, location)
        for name, field in candidate.model_fields.items()
    }


def description_of(model: type[BaseModel], location: tuple[str | int, ...]) -> str:
    """Return what the model says of the field at a place, beyond its title."""
    name = str(location[-1]) if location else ""
    for candidate in _models_at(model, location[:-1]):
        if name in candidate.model_fields:
            return candidate.model_fields[name].description or ""
    return ""


def _models_at(model: type[BaseModel], location: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """Return the models that may stand at a place."""
    current: Any = model
    for part in location:
        for candidate in models_of(current):
            if part in candidate.model_fields:
                current = candidate.model_fields[str(part)].annotation
                break
        else:
            tagged = [m for m in models_of(current) if _tag(m) == part]
            current = tagged[0] if tagged else current
    return models_of(current)


def models_of(annotation: Any) -> list[type[BaseModel]]:
    """Return the models that a type annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if isinstance(annotation, types.GenericAlias) or typing.get_origin(annotation):
        found: list[type[BaseModel]] = []
        for argument in typing.get_args(annotation):
            found += models_of(argument)
        return found
    return []


def title_of(model: type[BaseModel], location: tuple[str | int, ...]) -> str:
    """Return a key's Chinese title in brackets, "" where it has none."""
    fields = fields_at(model, location[:-1])
    title = fields.get(str(location[-1]), "") if location else ""
    return f"（{title}）" if title and title != str(location[-1]) else ""


def _tag(model: type[BaseModel]) -> str:
    field = model.model_fields.get("block")
    return str(typing.get_args(field.annotation)[0]) if field else ""
