"""Which files have a schema, and each one's schema."""

from typing import Any

from pydantic import BaseModel

from sitegen.model.column import ColumnConfig
from sitegen.model.finding import Level
from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import COLUMN_TYPES, UNCONDITIONAL_TYPES, Kind
from sitegen.model.platform import PlatformConfig
from sitegen.model.site import SiteFile
from sitegen.rules import Rulebook, load_rulebook
from sitegen.scaffold.schema.generator import DIALECT, model_schema

KIND_TITLES: dict[Kind, str] = {
    Kind.ARTICLE: "文章",
    Kind.POLICY: "政策文件",
    Kind.INTERPRETATION: "政策解读",
    Kind.LEADER: "负责人信息",
    Kind.ORGAN: "机构职能",
    Kind.SERVICE: "办事指南",
    Kind.LETTER: "留言与答复",
    Kind.SURVEY: "征集调查",
    Kind.INTERVIEW: "在线访谈",
    Kind.DATASET: "数据集",
    Kind.OFFICE: "信息公开指南",
    Kind.ANNUAL_REPORT: "信息公开年报",
    Kind.WORK_REPORT: "网站工作年度报表",
}

SCHEMAS: dict[str, str] = {
    "sites": "平台登记表（sites.yaml）",
    "site": "站点首页设置（_site.yaml）",
    "column": "栏目设置（_column.yaml）",
    "rules": "规则调整（rules.yaml）",
    "waivers": "豁免清单（waivers.yaml）",
    "item": "任意类型的稿件",
    **{kind.value: f"稿件：{title}" for kind, title in KIND_TITLES.items()},
}

_BLOCKS = {
    "leader": Kind.LEADER,
    "organ": Kind.ORGAN,
    "service": Kind.SERVICE,
    "letter": Kind.LETTER,
    "survey": Kind.SURVEY,
    "interview": Kind.INTERVIEW,
    "dataset": Kind.DATASET,
    "office": Kind.OFFICE,
    "annual_report": Kind.ANNUAL_REPORT,
    "work_report": Kind.WORK_REPORT,
    "interprets": Kind.INTERPRETATION,
}
_LEVELS = {"error": "错误", "warning": "警告", "info": "提示", "off": "停用"}


def schema_of(name: str) -> dict[str, Any]:
    """Return the schema of that name (a key of `SCHEMAS`); raises UsageError."""
    if name not in SCHEMAS:
        from sitegen.scaffold.naming import unknown

        raise unknown("文件类型", name, SCHEMAS)
    title = SCHEMAS[name]
    if name == "rules":
        return _rules_schema(load_rulebook(None), title)
    if name == "waivers":
        return _waivers_schema(load_rulebook(None), title)
    if name == "item":
        return _any_item(title)
    settings: dict[str, type[BaseModel]] = {
        "sites": PlatformConfig,
        "site": SiteFile,
        "column": ColumnConfig,
    }
    return model_schema(settings.get(name) or ITEM_MODELS[Kind(name)], title)


def _any_item(title: str) -> dict[str, Any]:
    """The schema of a record whose kind its own fields tell: `kind`, or the block that it has."""
    definitions: dict[str, Any] = {}
    branches: list[dict[str, Any]] = []
    plain: dict[str, Any] = {"$ref": "#/definitions/article-item"}
    for kind, model in ITEM_MODELS.items():
        part = model_schema(model, KIND_TITLES[kind])
        part.pop("$schema")
        definitions |= part.pop("definitions", {})
        definitions[f"{kind.value}-item"] = part
    for block, kind in reversed(_BLOCKS.items()):
        branches.append({"required": [block]})
        then = {"$ref": f"#/definitions/{kind.value}-item"}
        plain = {"if": {"required": [block]}, "then": then, "else": plain}
    return {"$schema": DIALECT, "title": title, "type": "object", **plain,
            "definitions": definitions}  # fmt: skip


def _rules_schema(book: Rulebook, title: str) -> dict[str, Any]:
    rules = {
        rule.id: {
            "title": rule.title,
            "description": f"依据：{rule.source_text()}",
            **_closed(
                {
                    "level": {
                        "title": "级别",
                        "enum": [
                            level for level in _LEVELS if level != "off" or rule.scope != "source"
                        ],
                        "description": "、".join(f"{key} {name}" for key, name in _LEVELS.items()),
                    },
                    "params": {
                        "title": "阈值",
                        **_closed({key: _param(key, value) for key, value in rule.params.items()}),
                    },
                }
            ),
        }
        for rule in book.rules.values()
        if rule.level is not Level.GATE
    }
    types = {"enum": list(COLUMN_TYPES)}
    waivable = {"enum": [name for name in COLUMN_TYPES if name not in UNCONDITIONAL_TYPES]}
    profile = {
        "require": {"title": "另须设置的栏目类型", **_one_or_many(types)},
        "waive": {"title": "可以不设的栏目类型", **_one_or_many(waivable)},
    }
    words: dict[str, Any] = {
        "anyOf": [
            {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
            {"type": "string"},
        ],
        "description": "错误写法: 正确写法；也可以写词表文件的路径",
    }
    top = {
        "rules": {"title": "规则的级别和阈值", **_closed(rules)},
        "profiles": {
            "title": "各类站点必须设置的栏目",
            **_closed(
                {kind: {"title": _KINDS[kind], **_closed(profile)} for kind in book.profiles}
            ),
        },
        "words": {
            "title": "词表",
            **_closed({name: {"title": f"词表 {name}", **words} for name in book.words}),
        },
    }
    return {"$schema": DIALECT, "title": title, **_closed(top), "type": ["object", "null"]}


_KINDS = {
    "portal": "门户网站",
    "county": "县区网站",
    "department": "部门网站",
    "township": "乡镇网站",
}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _one_or_many(part: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "array", "items": part}, part]}


def _param(name: str, value: object) -> dict[str, Any]:
    """The schema of a threshold, after the value that it has by default."""
    kinds = {bool: "boolean", int: "number", float: "number", str: "string", list: "array",
             dict: "object"}  # fmt: skip
    return {"title": f"阈值 {name}", "type": kinds[type(value)], "default": value}


def _waivers_schema(book: Rulebook, title: str) -> dict[str, Any]:
    ids = [rule.id for rule in book.rules.values()
           if Level.GATE not in (rule.level, rule.default)]  # fmt: skip
    text = {"type": ["string", "number"], "minLength": 1}
    waiver = {
        "rule": {"title": "规则", "enum": ids, "description": "否决规则不得豁免"},
        "path": {"title": "路径", **text, "description": "文件、以 / 结尾的目录，或带 * 的写法"},
        "reason": {"title": "原因", **text},
        "approver": {"title": "批准人", **text},
        "until": {
            "title": "截止日期",
            "type": "string",
            "pattern": r"^\d{4}-\d{1,2}-\d{1,2}",
            "description": "YYYY-MM-DD",
        },
    }
    entry = {"type": "object", "properties": waiver, "required": list(waiver)}
    return {"$schema": DIALECT, "title": title, "type": ["array", "null"], "items": entry}
