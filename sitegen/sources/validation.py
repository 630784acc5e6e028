"""From what pydantic found wrong to what an editor can read: Chinese, with line and mend."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.sources.faults import Fault
from sitegen.sources.key_titles import description_of, fields_at, title_of
from sitegen.sources.yaml_source import Lines

M = TypeVar("M", bound=BaseModel)

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

_Place = tuple[str | int, ...]


def validate(model: type[M], data: Mapping[str, Any], lines: Lines) -> tuple[M | None, list[Fault]]:
    """Validate plain data; returns the model or None, and every fault with its line."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        faults: dict[tuple[str, int, str], Fault] = {}
        for fault in _explained(model, error.errors(include_url=False), lines):
            faults.setdefault((fault.rule, fault.line, fault.message), fault)
        return None, list(faults.values())


def _explained(model: type[BaseModel], details: Sequence[Any], lines: Lines) -> list[Fault]:
    """Explain each slip once: what only follows from another one is left out."""
    faults: list[Fault] = []
    meant: set[_Place] = set()
    places: list[_Place] = [detail["loc"] for detail in details]
    for detail in details:
        if detail["type"] == "extra_forbidden":
            from sitegen.sources.unknown_keys import meant_by

            guess = meant_by(model, detail["loc"])
            meant.add(guess.place)
            line = lines.find(detail["loc"])
            faults.append(Fault("source-unknown-key", guess.message, guess.fix, line))
    for detail in details:
        place, kind = detail["loc"], detail["type"]
        # A key that is there under a wrong name is not missing as well, and a list is not too
        # short because of an entry that could not be read.
        told = (kind == "missing" and place in meant) or (
            kind == "too_short"
            and any(other[: len(place)] == place and other != place for other in places)
        )
        if kind != "extra_forbidden" and not told:
            faults.append(_explain(model, detail, lines))
    return faults


def _explain(model: type[BaseModel], detail: Any, lines: Lines) -> Fault:
    location: _Place = detail["loc"]
    kind: str = detail["type"]
    line = lines.find(location)
    name, title = _name(location), title_of(model, location)
    if kind == "missing":
        fix = f"请补充 {location[-1]}:" + ("，写在同一组里" if len(location) > 1 else "")
        return Fault("source-missing-field", f"缺少必填项“{name}”{title}", fix, line)
    value = detail.get("input", "")
    shown = f"的值“{str(value)[:40]}”" if isinstance(value, (str, int, float)) else "的写法有误："
    if kind in ("time_format", "time_impossible"):
        what = "不是日期" if kind == "time_format" else "这一天或这一时刻不存在"
        message = f"“{name}”{title}{shown}{what}"
        fix = f"请写成 2026-03-01 或 2026-03-01 09:30{_unseen(value)}"
        return Fault("source-bad-date", message, fix, line)
    each = description_of(model, location)
    places = f"依次为{each}；" if each else "请逐个核对，"
    rule, what, fix = _describe(kind, detail.get("ctx") or {}, value, places)
    if kind in _LISTS and (keys := list(fields_at(model, (*location, 0)))):
        # What stands in this list is not text but groups of keys.
        fix = f"请每条另起一行，缩进两个空格，写成“- {keys[0]}: ……”"
    elif kind == "model_type" and isinstance(location[-1], int):
        keys = list(fields_at(model, location))
        fix = f"请另起一行，缩进两个空格，写成“- {keys[0]}: {str(value)[:40]}”"
    return Fault(rule, f"“{name}”{title}{shown}{what}", fix + _unseen(value), line)


def _unseen(value: Any) -> str:
    """Say that a value holds signs that nobody sees, where it looks right and is not."""
    hidden = isinstance(value, str) and _INVISIBLE.search(value)
    return "；里面有看不见的字符，请删去整行重新输入" if hidden else ""


def _name(location: _Place) -> str:
    """Write a place as people count: `survey.questions[第 1 条].text`."""
    parts = [f"[第 {part + 1} 条]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")


_LISTS = ("tuple_type", "list_type")
_TYPES = {
    "string_type": ("应当是文字", "请写成一段文字；以 [ 或 { 开头的请加半角引号"),
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
_PATTERNS = {
    "^[a-z][a-z0-9-]*$": "只能用小写字母、数字和短横线，并以字母开头，如 dept-mzj",
    "^(#[0-9a-fA-F]{6})?$": '请写 # 和六位颜色值，并加半角引号，如 "#1a5fb4"',
}
_BOUNDS = {"ge": "不能小于", "gt": "必须大于", "le": "不能大于", "lt": "必须小于"}


def _describe(
    kind: str, context: Mapping[str, Any], value: Any, places: str
) -> tuple[str, str, str]:
    if kind in _TYPES:
        return ("source-wrong-type", *_TYPES[kind])
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags", ""))
        words = expected.replace(" or ", ", ").replace("'", "").split(", ")
        choice = "、".join(word for word in words if word)
        return "source-bad-value", "不在可选范围内", f"可以写：{choice}"
    if kind == "union_tag_not_found":
        return "source-missing-field", "缺少 block", "请写 block: columns 等版块类型"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        return "source-bad-value", "格式不对", _PATTERNS.get(pattern, f"应符合 {pattern}")
    if kind == "url_form":
        return "source-bad-value", "不是站内网址", "请以 / 开头，不含 .. 和 //，如 /art/2019/1.html"
    if kind == "url_packed":
        return "source-bad-value", "不能作网页地址", "这是网页压缩副本的后缀，请改用别的地址"
    if kind == "mount_place":
        return "source-bad-value", "不是共享目录", "只能挂载 _shared/ 下的目录，如 _shared/zcfg"
    if kind in ("too_short", "too_long") and value:
        least, most = context.get("min_length"), context.get("max_length")
        count = f"应当有 {least or most} 个，现在是 {context.get('actual_length')} 个"
        return "source-bad-value", count, f"{places}没有数的写 0"
    if kind in ("too_short", "string_too_short"):
        return "source-missing-field", "太短或为空", "请填写内容"
    if kind.startswith(("greater_", "less_")):
        limits = "、".join(f"{_BOUNDS.get(key, key)} {bound}" for key, bound in context.items())
        return "source-bad-value", "超出范围", limits
    return "source-bad-value", "不合要求", "请对照填写说明修改"
