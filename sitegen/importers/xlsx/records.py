"""From rows to items: front matter by the map, checked against the model, and a body."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from sitegen.importers.destination import slugify
from sitegen.importers.front_matter import prune
from sitegen.importers.remark import Remark
from sitegen.importers.xlsx.headers import Table, text_of
from sitegen.importers.xlsx.mapping import SheetMap
from sitegen.importers.xlsx.sheets import Value
from sitegen.importers.xlsx.values import CellError, convert_value
from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import Kind

_STANDING: Final = {Kind.SERVICE, Kind.LEADER, Kind.ORGAN}  # kept without folders by year
_TYPES: Final = {
    "missing": "缺少必填内容",
    "time_format": "不是日期或时间（YYYY-MM-DD HH:MM）",
    "time_impossible": "没有这个日期或时间",
    "string_too_short": "为空或过短",
    "too_short": "为空",
    "literal_error": "不在规定的选项之内",
    "extra_forbidden": "没有这个字段",
    "int_parsing": "不是整数",
}


@dataclass(frozen=True)
class Given:
    """What the run gives to every item: kind, publication time and source of last resort."""

    kind: Kind
    now: str
    organ: str


@dataclass(frozen=True)
class Record:
    """One item made of a row (or of a sheet): `place` is where it came from, for messages."""

    place: str
    key: str
    stem: str
    front: dict[str, Any]
    body: str = ""
    year: str = ""


def records_of(table: Table, plan: SheetMap, given: Given) -> Iterator[Record | Remark]:
    """Make the records of a sheet; what cannot be one is a remark that says why."""
    missing = [name for name in (*plan.fields, *plan.key) if name not in table.names]
    for name in dict.fromkeys(missing):
        yield Remark(
            "error",
            f"工作表“{table.sheet.name}”没有映射表所写的列“{name}”。",
            where=table.sheet.name,
            fix="请核对表头，或修改映射表。",
        )
    if any(name in missing for name in plan.key) or not plan.key:
        yield Remark(
            "error",
            f"工作表“{table.sheet.name}”没有可用的 key 列，未导入。",
            where=table.sheet.name,
            fix="请在映射表的 key 中写明能区分每条记录的列。",
        )
        return
    seen: dict[str, int] = {}
    for number, row in table.records:
        place = f"{table.sheet.name}!第{number}行"
        key = "|".join(text_of(row.get(name)) for name in plan.key)
        if not key.replace("|", "").strip():
            yield Remark("error", f"{place}的 key 列（{'、'.join(plan.key)}）为空，未导入。", place)
        elif key in seen:
            yield Remark(
                "error",
                f"{place}与第 {seen[key]} 行的 key 列相同（{key}），未导入。",
                place,
                "请删去重复行，或在映射表的 key 中增加能区分的列。",
            )
        else:
            seen[key] = number
            yield _record(
                place, key, row, epoch_1904=table.sheet.epoch_1904, plan=plan, given=given
            )


def _record(
    place: str,
    key: str,
    row: dict[str, Value],
    *,
    epoch_1904: bool,
    plan: SheetMap,
    given: Given,
) -> Record | Remark:
    front: dict[str, Any] = {"title": "", "date": "", "source": ""}
    origin: dict[str, str] = {}
    for header, targets in plan.fields.items():
        value = row.get(header)
        if value is None:
            continue
        for target in targets:
            try:
                _put(front, target, convert_value(target, value, epoch_1904))
            except CellError as fault:
                return Remark("error", f"{place}“{header}”列：{fault}，未导入。", place)
            origin[target] = header
    return finish(place, key, front, origin, plan=plan, given=given)


def finish(
    place: str,
    key: str,
    front: dict[str, Any],
    origin: dict[str, str],
    *,
    plan: SheetMap,
    given: Given,
) -> Record | Remark:
    """Fill in defaults, check against the model, and name the item."""
    for name, value in plan.defaults.items():
        if not _get(front, name):
            _put(front, name, value)
    kind = plan.kind or given.kind
    if kind is not given.kind:
        front["kind"] = kind.value
    front["date"] = front["date"] or given.now
    front["source"] = front["source"] or given.organ
    front["title"] = " ".join(str(front["title"]).split())
    text = str(front.pop("body", ""))
    body = f"{text}\n" if text else ""
    front = prune(front)
    if kind is Kind.POLICY:
        front.setdefault("document", {"issuer": front.get("source", "")})
    try:
        ITEM_MODELS[kind].model_validate(front)
    except ValidationError as error:
        return Remark("error", f"{place}：{_explain(error, origin)}，未导入。", place)
    year = "" if kind in _STANDING else str(front["date"])[:4]
    code = str(_get(front, "service.code") or "")
    stem = _stem(key if key.isascii() or not code else code, str(front["date"]), kind)
    return Record(place, key, stem, front, body, year)


def _put(front: dict[str, Any], path: str, value: Any) -> None:
    *outer, last = path.split(".")
    for name in outer:
        front = front.setdefault(name, {})
    front[last] = value


def _get(front: dict[str, Any], path: str) -> Any:
    current: Any = front
    for name in path.split("."):
        current = current.get(name) if isinstance(current, dict) else None
    return current


def _explain(error: ValidationError, origin: dict[str, str]) -> str:
    reasons = []
    for fault in error.errors()[:3]:
        path = ".".join(str(part) for part in fault["loc"])
        header = origin.get(path, path)
        reasons.append(f"“{header}”{_TYPES.get(fault['type'], '的内容不符合要求')}")
    return "；".join(reasons)


def _stem(key: str, day: str, kind: Kind) -> str:
    """A file name: the key if it is ASCII, else the date (of dated items) and a short digest."""
    ascii_key = slugify(key) if key.isascii() else ""
    if len(ascii_key) >= 3 and re.search(r"[0-9a-z]", ascii_key):
        return ascii_key
    mark = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{kind.value}-{mark}" if kind in _STANDING else f"{day[:10].replace('-', '')}-{mark}"
