"""Whether a threshold that an operator gives can stand for the built-in one (阈值)."""

import math
import re
from typing import Any

KINDS = {
    int: "数字",
    float: "数字",
    str: "文字",
    list: "列表",
    dict: "“键: 值”",
    bool: "true 或 false",
}
PATTERNS = ("pattern", "order", "context", "subjects")
"""Names of thresholds that are regular expressions."""
DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def fault_in(name: str, old: Any, new: Any) -> str:
    """Say what is wrong with the value `new` of a threshold whose built-in value is `old`.

    Returns "" where nothing is. Parts of lists and mappings are looked at like the whole: a part
    that only the operator's value has must be of the kind of the others.
    """
    if _kind(old) != _kind(new):
        return f"阈值“{name}”应当是{KINDS.get(type(old), '另一种值')}。"
    if isinstance(old, dict):
        parts = ((f"{name}.{key}", old.get(key, _any(old)), new[key]) for key in new)
    elif isinstance(old, list):
        parts = ((name, _any(old), part) for part in new)
    else:
        return _fault_in_scalar(name, old, new)
    return next((fault for part in parts if part[1] is not None and (fault := fault_in(*part))), "")


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression."""
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _fault_in_scalar(name: str, old: Any, new: Any) -> str:
    if isinstance(new, (int, float)) and not (math.isfinite(new) and new >= 0):
        return f"阈值“{name}”应当是不小于零的数。"
    if isinstance(old, str) and DAY.fullmatch(old) and not DAY.fullmatch(new):
        return f"阈值“{name}”应当是“月-日”，如 01-31。"
    if name.partition(".")[0] in PATTERNS and not is_pattern(new):
        return f"阈值“{name}”不是正确的正则表达式。"
    return ""


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def _any(values: Any) -> Any:
    """One of the parts; None where there is none."""
    return next(iter(values.values() if isinstance(values, dict) else values), None)
