"""Items whose fields wait to be filled in, made from the models of their kinds.

Texts to fill in stand as `【请填写：题目】`; as long as one is left, the item does not count as
published (see `sitegen.sources.prose.is_unfinished`). Fields that hold relative paths, and those
that are seldom used, stand as comments.
"""

import types
import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.model.fields import parse_day, parse_time
from sitegen.model.item import ITEM_MODELS, Item
from sitegen.model.kinds import Kind
from sitegen.sources.prose import TO_FILL

WITHOUT_BODY = frozenset(Kind) - {
    Kind.ARTICLE,
    Kind.POLICY,
    Kind.INTERPRETATION,
    Kind.OFFICE,
}
"""Kinds that are written as YAML alone; the others have a Markdown body."""

_USUAL = ("editor", "keywords", "description")
_COMMENTED = frozenset({"order", "index_no", "number", "replaced_by", "interpretation", "online",
                        "code", "website", "email"})  # fmt: skip
_TODAY = frozenset({"signed", "starts", "ends", "held", "received"})


class Blank(NamedTuple):
    """What is known of an item when it is made.

    `date` is `YYYY-MM-DD HH:MM`; `interprets` the relative path of the document that an
    interpretation belongs to, if one is known; `state_kind` is set where the column's type does
    not already say the kind.
    """

    kind: Kind
    date: str
    source: str
    title: str = ""
    interprets: str = ""
    state_kind: bool = False


def mark(what: str) -> str:
    """Return the mark that stands where something is to be filled in."""
    return f"{TO_FILL}{what}】"


def suffix(kind: Kind) -> str:
    """Return the ending of a new item's file name."""
    return ".yaml" if kind in WITHOUT_BODY else ".md"


def blank_item(blank: Blank) -> str:
    """Return the text of a draft in which what is to be filled in is marked."""
    lines = [
        "# 请逐项填写带有【请填写】的项目，用不到的整行删去；日期、数字请核对。",
        "# 全部填好后删去 draft 一行，稿件即可发布。",
        f"title: {quoted(blank.title) or mark('标题')}",
        f"date: {blank.date}",
        f"source: {quoted(blank.source)}",
        "draft: true  # 草稿不发布",
    ]
    if blank.state_kind:
        lines.append(f"kind: {blank.kind.value}")
    for name in _USUAL:
        title = Item.model_fields[name].title or name
        value = f"[{mark(title)}]" if name == "keywords" else mark(title)
        lines.append(f"{name}: {value}")
    model = ITEM_MODELS[blank.kind]
    for name, field in model.model_fields.items():
        if name not in Item.model_fields or (name == "document" and blank.kind is Kind.POLICY):
            lines += _field(name, field, blank, "")
    front = "\n".join(lines) + "\n"
    if blank.kind in WITHOUT_BODY:
        return front
    return f"---\n{front}---\n\n{mark('正文')}\n"


def quoted(text: str) -> str:
    """Return a text as it may stand after a key in YAML, in quotes where it needs them."""
    import yaml

    if not text:
        return ""
    plain = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return plain.removesuffix("\n...\n").removesuffix("\n")


def _fields(model: type[BaseModel], blank: Blank, indent: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from _field(name, field, blank, indent)


def _field(name: str, field: FieldInfo, blank: Blank, indent: str) -> list[str]:
    """Return the lines of one field; nested models are written out."""
    title = field.title or name
    note = f"{title}（{field.description}）" if field.description else title
    kind = shape_of(field)
    if kind.rows and not field.is_required():
        note = title
    if kind.choices:
        note = f"{note}，可以写：{'、'.join(choice for choice in kind.choices if choice)}"
    if kind.model is not None:
        if kind.optional:
            return []
        if kind.many:
            inner = list(_fields(kind.model, blank, indent + "    "))
            inner[0] = f"{indent}  - {inner[0].strip()}"
            return [f"{indent}{name}:  # {note}", *inner]
        return [f"{indent}{name}:  # {note}", *_fields(kind.model, blank, indent + "  ")]
    value = _value(name, field, kind, blank, title)
    if value is None:
        return [f"{indent}# {name}:  # {note}"]
    shown = f"{indent}{name}: {value}".rstrip()
    return [shown if "【" in value or value == blank.interprets else f"{shown}  # {note}"]


def _value(name: str, field: FieldInfo, kind: "Shape", blank: Blank, title: str) -> str | None:
    """Return the value to write; None where the field is better left as a comment."""
    value: str | None
    if name == "interprets":
        value = f"[{blank.interprets or mark(title)}]"
    elif name in ("issuer", "organ", "replier", "publisher"):
        value = quoted(blank.source)
    elif name == "year":
        value = str(int(blank.date[:4]) - 1)
    elif name in _COMMENTED or "相对路径" in (field.description or ""):
        value = None
    elif kind.time:
        wanted = field.is_required() or name in _TODAY
        length = 16 if kind.time == "time" else 10
        value = blank.date[:length] if wanted else None
    elif kind.rows:
        value = "[" + ", ".join(["0"] * 7) + "]"
    elif kind.choices:
        first = field.default if isinstance(field.default, str) and field.default else None
        value = first or next(choice for choice in kind.choices if choice)
    elif kind.many:
        value = f"[{mark(title)}]" if kind.many == 1 else f"[[{mark(title)}]]"
    elif kind.scalar is str:
        value = mark(title)
    elif kind.optional:
        value = None
    elif kind.scalar is bool:
        value = "true" if field.default is True else "false"
    else:
        value = "0"
    return value


class Shape(NamedTuple):
    """What kind of value a field takes, read from its annotation.

    `many` counts the lists around it; `time` is `time`, `day` or empty; `rows` tells the annual
    report's rows of seven numbers.
    """

    scalar: type | None = None
    model: type[BaseModel] | None = None
    optional: bool = False
    many: int = 0
    choices: tuple[str, ...] = ()
    time: str = ""
    rows: bool = False


def shape_of(field: FieldInfo) -> Shape:
    """Return the shape of a field."""
    return _timed(shape(field.annotation), field.metadata)


def _timed(inner: Shape, metadata: Iterable[Any]) -> Shape:
    validators = [getattr(extra, "func", None) for extra in metadata]
    if parse_time in validators:
        return inner._replace(time="time")
    return inner._replace(time="day") if parse_day in validators else inner


def shape(annotation: Any) -> Shape:
    """Return the shape of an annotation."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _timed(shape(arguments[0]), arguments[1:])
    if origin in (typing.Union, types.UnionType):
        known = [argument for argument in arguments if argument is not type(None)]
        return shape(known[0])._replace(optional=len(known) < len(arguments))
    if origin is tuple:
        inner = shape(arguments[0])
        return inner._replace(many=inner.many + 1, rows=inner.scalar is int)
    if origin is Literal:
        return Shape(str, choices=tuple(str(argument) for argument in arguments))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(model=annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Shape(str, choices=tuple(str(member.value) for member in annotation))
    return Shape(annotation if isinstance(annotation, type) else None)
