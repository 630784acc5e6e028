"""From what pydantic found wrong to what an editor can read: Chinese, with line and mend."""

import difflib
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.sources.faults import Fault
from sitegen.sources.yaml_source import Lines

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], data: Mapping[str, Any], lines: Lines) -> tuple[M | None, list[Fault]]:
    """Validate plain data; returns the model or None, and every fault with its line."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        faults: dict[tuple[str, int, str], Fault] = {}
        for detail in error.errors(include_url=False):
            fault = _explain(model, detail, lines)
            faults.setdefault((fault.rule, fault.line, fault.message), fault)
        return None, list(faults.values())


def _explain(model: type[BaseModel], detail: Any, lines: Lines) -> Fault:
    location: tuple[str | int, ...] = detail["loc"]
    kind: str = detail["type"]
    line = lines.find(location)
    name = ".".join(str(part) for part in location)
    if kind == "extra_forbidden":
        return _unknown_key(model, location, line)
    if kind == "missing":
        title = _title(model, location)
        return Fault("source-missing-field", f"缺少必填项“{name}”{title}", f"请补充 {name}:", line)
    value = str(detail.get("input", ""))[:40]
    if kind in ("time_format", "time_impossible"):
        what = "不是日期" if kind == "time_format" else "这一天或这一时刻不存在"
        message = f"“{name}”的值“{value}”{what}"
        return Fault("source-bad-date", message, "请写成 2026-03-01 或 2026-03-01 09:30", line)
    rule, what, fix = _describe(kind, detail.get("ctx") or {}, model, location)
    return Fault(rule, f"“{name}”{_title(model, location)}的值“{value}”{what}", fix, line)


_TYPES = {
    "string_type": ("应当是文字", "请写成一段文字"),
    "tuple_type": ("应当是列表", "请写成 [甲, 乙]，或每行以“- ”开头"),
    "list_type": ("应当是列表", "请写成 [甲, 乙]，或每行以“- ”开头"),
    "model_type": ("应当是一组“键: 值”", "请换行并缩进两个空格，逐项填写"),
    "model_attributes_type": ("应当是一组“键: 值”", "请换行并缩进两个空格，逐项填写"),
    "dict_type": ("应当是一组“键: 值”", "请换行并缩进两个空格，逐项填写"),
    "int_parsing": ("不是整数", "请只写数字，如 12"),
    "int_type": ("不是整数", "请只写数字，如 12"),
    "int_from_float": ("不是整数", "请只写整数，如 12"),
    "float_parsing": ("不是数字", "请只写数字，如 12.5"),
    "float_type": ("不是数字", "请只写数字，如 12.5"),
    "bool_parsing": ("不是 true 或 false", "请写 true（是）或 false（否）"),
    "bool_type": ("不是 true 或 false", "请写 true（是）或 false（否）"),
}


def _describe(
    kind: str, context: Mapping[str, Any], model: type[BaseModel], location: tuple[str | int, ...]
) -> tuple[str, str, str]:
    if kind in _TYPES:
        return ("source-wrong-type", *_TYPES[kind])
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags", ""))
        expected = expected.replace(" or ", "、").replace(", ", "、").replace("'", "")
        return "source-bad-value", "不在可选范围内", f"可以写：{expected}"
    if kind == "union_tag_not_found":
        return "source-missing-field", "缺少 block", "请写 block: columns 等版块类型"
    if kind == "string_pattern_mismatch":
        return "source-bad-value", "格式不对", f"应符合 {context.get('pattern')}"
    if kind == "url_form":
        return "source-bad-value", "不是站内网址", "请以 / 开头，不含 .. 和 //，如 /art/2019/1.html"
    if kind == "url_packed":
        return "source-bad-value", "不能作网页地址", "这是网页压缩副本的后缀，请改用别的地址"
    if kind == "mount_place":
        return "source-bad-value", "不是共享目录", "只能挂载 _shared/ 下的目录，如 _shared/zcfg"
    if kind in ("too_short", "string_too_short"):
        return "source-missing-field", "太短或为空", "请填写内容"
    if kind == "too_long" or kind.startswith(("greater_", "less_")):
        limits = "、".join(f"{key} {value}" for key, value in context.items())
        return "source-bad-value", "超出范围", f"范围：{limits}"
    _ = model, location
    return "source-bad-value", "不合要求", "请对照填写说明修改"


def _unknown_key(model: type[BaseModel], location: tuple[str | int, ...], line: int) -> Fault:
    known = _fields_at(model, location[:-1])
    key = str(location[-1])
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    titles = {title: name for name, title in known.items()}
    by_title = titles.get(key) or next(
        (titles[t] for t in difflib.get_close_matches(key, titles, n=1, cutoff=0.6)), ""
    )
    best = near[0] if near else by_title
    if best:
        fix = f"是不是想写“{best}”（{known[best]}）？"
    else:
        fix = f"可以写的有：{'、'.join(known)}" if known else "请删去"
    return Fault("source-unknown-key", f"不认识的键“{key}”", fix, line)


def _fields_at(model: type[BaseModel], location: tuple[str | int, ...]) -> dict[str, str]:
    """Return the keys that may stand at a place, with their Chinese titles."""
    current: Any = model
    for part in location:
        for candidate in _models(current):
            if part in candidate.model_fields:
                current = candidate.model_fields[str(part)].annotation
                break
        else:
            tagged = [m for m in _models(current) if _tag(m) == part]
            current = tagged[0] if tagged else current
    fields: dict[str, str] = {}
    for candidate in _models(current):
        for name, field in candidate.model_fields.items():
            fields[name] = field.title or name
    return fields


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Return the models that a type annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if isinstance(annotation, types.GenericAlias) or typing.get_origin(annotation):
        found: list[type[BaseModel]] = []
        for argument in typing.get_args(annotation):
            found += _models(argument)
        return found
    return []


def _tag(model: type[BaseModel]) -> str:
    field = model.model_fields.get("block")
    return str(typing.get_args(field.annotation)[0]) if field else ""


def _title(model: type[BaseModel], location: tuple[str | int, ...]) -> str:
    fields = _fields_at(model, location[:-1])
    title = fields.get(str(location[-1]), "") if location else ""
    return f"（{title}）" if title and title != str(location[-1]) else ""
