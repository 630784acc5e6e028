"""From pydantic models to JSON Schema that accepts what sitegen accepts of a YAML file.

sitegen reads all YAML scalars as text and lets the field decide; an editor's tool sees numbers,
booleans and nulls. So a text field takes any scalar, a number may stand in quotes, lists of words
may be written as one line, and an optional key may have no value.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sitegen.model.fields import check_mount, check_site_path, parse_day, parse_time

DIALECT = "http://json-schema.org/draft-07/schema#"

_TRUE_OR_FALSE = "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy]([Ee][Ss])?|[Nn]([Oo])?|[Oo][Nn]|[Oo][Ff][Ff]|[Tt]|[Ff]|0|1)$"  # noqa: E501
_WHOLE = r"^\s*[+-]?[0-9]+(_[0-9]+)*(\.0*)?\s*$"
_NUMBER = r"^\s*[+-]?([0-9_]+\.?[0-9_]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$"
_WHEN = r"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?\s*$"
_FROM_ROOT = r"^\s*(/(?!/)(?!.*//)(?!(.*/)?\.\.(/|\s*$)).*)?$"
_SHARED = r"^\s*_shared/"
_FORMS: dict[object, str] = {
    parse_day: _WHEN,
    parse_time: _WHEN,
    check_site_path: _FROM_ROOT,
    check_mount: _SHARED,
}
_SCALAR = ("string", "number", "boolean")

_BARE_TEXT = {"_split", "_accept", "_bare_path"}
"""Validators that let a single text stand for a list or a mapping."""
_BARE_ENTRY = {"_one_collect", "_one_or_many"}
"""Validators that let a single entry stand for a list of them."""
_BARE_BOTH = {"_one_attachment"}
_AS_IS = {"_text"}


class SitegenSchema(GenerateJsonSchema):
    """The generator; an unknown validator is an error, so that none is overlooked."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Any scalar will do for a text."""
        found = super().str_schema(schema)
        return {**found, "type": list(_SCALAR)}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, also in quotes."""
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": _WHOLE}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """A number, also in quotes."""
        return {**super().float_schema(schema), "type": ["number", "string"], "pattern": _NUMBER}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """True or false, or one of the words for it."""
        _ = schema
        words = {"type": "string", "pattern": _TRUE_OR_FALSE}
        return {"anyOf": [{"type": "boolean"}, words, {"enum": [0, 1]}]}

    def function_after_schema(
        self, schema: core_schema.AfterValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Days, times and addresses have a form of their own."""
        form = _FORMS.get(schema["function"]["function"])
        if form:
            return {"type": "string", "pattern": form}
        return super().function_after_schema(schema)

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Let stand what a validator takes beside the declared type; raises LookupError."""
        inner = self.generate_inner(schema["schema"])
        name = getattr(schema["function"]["function"], "__name__", "")
        scalar = {"type": list(_SCALAR)}
        if name in _AS_IS:
            return inner
        if name in _BARE_TEXT:
            return {"anyOf": [inner, scalar]}
        if name in _BARE_ENTRY:
            return {"anyOf": [inner, inner["items"]]}
        if name in _BARE_BOTH:
            return {"anyOf": [inner, inner["items"], scalar]}
        raise LookupError(f"the schema does not know what the validator {name} accepts")


def model_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of a model, titled in Chinese."""
    # Draft 7 ignores what stands beside `$ref`, so references are wrapped by `_tidy`.
    schema = model.model_json_schema(
        schema_generator=SitegenSchema, ref_template="#/definitions/{model}"
    )
    definitions = schema.pop("$defs", {})
    tidy = _tidy(schema)
    tidy["title"] = title
    tidy.pop("description", None)
    ordered = {"$schema": DIALECT, "title": title, **tidy}
    if definitions:
        ordered["definitions"] = {name: _definition(part) for name, part in definitions.items()}
    return ordered


def _definition(part: Mapping[str, Any]) -> dict[str, Any]:
    """A shared part: its name and docstring are for developers, so they are left out."""
    tidy: dict[str, Any] = _tidy(part)
    for key in ("title", "description"):
        tidy.pop(key, None)
    return tidy


def _tidy(schema: Any) -> Any:
    """Return a schema whose optional keys may be empty, without defaults that say nothing."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    found = {key: _tidy(value) for key, value in schema.items()}
    found.pop("discriminator", None)
    if "anyOf" in found and "additionalProperties" in found:
        # pydantic closes the whole choice, although only one branch of it knows the keys.
        closed = found.pop("additionalProperties")
        found["anyOf"] = [
            {**part, "additionalProperties": closed} if "properties" in part else part
            for part in found["anyOf"]
        ]
    if found.get("default", 0) in ("", None, [], {}) or isinstance(found.get("default"), dict):
        found.pop("default", None)
    properties = found.get("properties")
    if isinstance(properties, dict):
        required = found.get("required", ())
        found["properties"] = {
            name: part if name in required else _nullable(part) for name, part in properties.items()
        }
    return _wrapped(found)


def _wrapped(found: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in found and len(found) > 1:
        return {"allOf": [{"$ref": found.pop("$ref")}], **found}
    return found


def _nullable(part: dict[str, Any]) -> dict[str, Any]:
    if "enum" in part and "type" in part:
        kind = part["type"]
        kinds = kind if isinstance(kind, list) else [kind]
        return {**part, "type": [*kinds, "null"], "enum": [*part["enum"], None]}
    if "type" in part and not any(key in part for key in ("anyOf", "allOf", "oneOf", "const")):
        kind = part["type"]
        kinds = kind if isinstance(kind, list) else [kind]
        return {**part, "type": kinds if "null" in kinds else [*kinds, "null"]}
    if "anyOf" in part:
        choices = part["anyOf"]
        null = {"type": "null"}
        return part if null in choices else {**part, "anyOf": [*choices, null]}
    apart = ("title", "description", "default")
    about: dict[str, Any] = {key: part[key] for key in apart if key in part}
    inner: dict[str, Any] = {key: value for key, value in part.items() if key not in about}
    return {**about, "anyOf": [inner, {"type": "null"}]}
