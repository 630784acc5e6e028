"""The form configuration of a git-based CMS (Decap CMS, Sveltia CMS) from the models of items."""

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import Kind
from sitegen.model.platform import Platform
from sitegen.scaffold.blanks import WITHOUT_BODY, Shape, shape_of
from sitegen.scaffold.columns import settings_of
from sitegen.scaffold.schema.documents import KIND_TITLES

Form = dict[str, Any]

_LONG = frozenset(
    "description resume portfolio question reply overview problems other summary detail duties "
    "basis terms".split()
)
_MARKDOWN = frozenset({"resume", "reply", "overview", "problems"})
_FILES = {
    "image": "image",
    "photo": "image",
    "path": "file",
    "file": "file",
    "video": "file",
    "blank": "file",
    "sample": "file",
}
_HANDLED_ELSEWHERE = frozenset({"kind", "withdrawn", "aliases", "url"})
"""Fields that a form does not show: seldom used, and left as they are in a file that has them."""
_DAY = r"^\d{4}-\d{1,2}-\d{1,2}$"
_TIME = r"^\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{2})?$"
_HEAD = """\
# 网页编辑系统（Decap CMS、Sveltia CMS）的表单配置，由 sitegen schema --cms decap 生成。
# 栏目或 sitegen 版本有变动后重新生成；backend 一节请按实际的代码仓库修改。
"""


def decap_config(platform: Platform) -> str:
    """Return the text of `config.yml`: one collection for each column that holds items."""
    import yaml

    collections = [
        _collection(f"{site.id}-{path.replace('/', '-')}", f"{site.label}/{titles}", folder, kind)
        for site in platform.config.sites
        for path, titles, folder, kind in _columns(platform, site.id)
    ]
    config = {
        "backend": {"name": "git-gateway", "branch": "main"},
        "locale": "zh_Hans",
        "media_folder": "",
        "public_folder": "",
        "publish_mode": "editorial_workflow",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": collections,
    }
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=10_000)
    return _HEAD + text


def _columns(platform: Platform, site_id: str) -> list[tuple[str, str, str, Kind]]:
    """Return (path, titles from the top, folder, kind) of each column with items of its own."""
    settings = settings_of(platform, site_id)
    parents = {path.rpartition("/")[0] for path in settings.columns}
    found = []
    for path, config in settings.columns.items():
        if config.mount or (config.type == "list" and path in parents):
            continue
        steps = path.split("/")
        above = ["/".join(steps[: number + 1]) for number in range(len(steps))]
        titles = "/".join(settings.columns[one].title for one in above if one in settings.columns)
        found.append((path, titles, f"content/{site_id}/{path}", settings.kind_of(path)))
    return found


def _collection(name: str, label: str, folder: str, kind: Kind) -> Form:
    record = kind in WITHOUT_BODY
    fields = item_forms(kind)
    if not record:
        fields.append({"name": "body", "label": "正文", "widget": "markdown", "required": False})
    return {
        "name": name,
        "label": label,
        "label_singular": KIND_TITLES[kind],
        "folder": folder,
        "create": True,
        "extension": "yaml" if record else "md",
        "format": "yaml" if record else "yaml-frontmatter",
        "path": "{{year}}/{{slug}}",
        "slug": "{{month}}{{day}}-{{hour}}{{minute}}{{second}}",
        "media_folder": "",
        "public_folder": "",
        "summary": "{{date}} {{title}}",
        "sortable_fields": ["date", "title"],
        "fields": fields,
    }


def item_forms(kind: Kind) -> list[Form]:
    """Return the form of every field of a kind, in the order of the model."""
    model = ITEM_MODELS[kind]
    shown = [
        (name, field)
        for name, field in model.model_fields.items()
        if name not in _HANDLED_ELSEWHERE and (name != "document" or kind not in WITHOUT_BODY)
    ]
    return [form(name, field, within=True) for name, field in shown]


def form(name: str, field: FieldInfo, *, within: bool) -> Form:
    """Return the form of one field; below an optional part (`within` False) nothing is required."""
    kind = shape_of(field)
    required = within and field.is_required()
    found: Form = {"name": name, "label": field.title or name, "required": required}
    if field.description:
        found["hint"] = field.description
    return {**found, **_widget(name, field, kind, required=required)}


def _widget(name: str, field: FieldInfo, kind: Shape, *, required: bool) -> Form:
    if kind.model is not None:
        shape_name = "list" if kind.many else "object"
        inner = _inner(kind.model, within=required or bool(kind.many))
        return {"widget": shape_name, "collapsed": not required, "fields": inner}
    if kind.rows:
        figure = {"name": "value", "label": "数量", "widget": "number", "value_type": "int"}
        return {"widget": "list", "min": 7, "max": 7, "field": figure}
    if kind.many > 1:
        cell = {"name": "value", "label": "值", "widget": "string"}
        row = {"name": "row", "label": "行", "widget": "list", "field": cell}
        return {"widget": "list", "field": row}
    if kind.many:
        widget = "text" if name in _LONG else "string"
        return {"widget": "list", "field": {"name": "value", "label": "值", "widget": widget}}
    return _plain_widget(name, field, kind, required=required)


def _plain_widget(name: str, field: FieldInfo, kind: Shape, *, required: bool) -> Form:
    if kind.choices:
        return _with_default(field, {"widget": "select", "options": [c for c in kind.choices if c]})
    if kind.time and required:
        stored = "YYYY-MM-DD HH:mm" if kind.time == "time" else "YYYY-MM-DD"
        return {"widget": "datetime", "format": stored, "default": "{{now}}"}
    if kind.time:
        # The date widget writes an empty text where nothing is chosen, which is no date.
        pattern = _TIME if kind.time == "time" else _DAY
        return {"widget": "string", "pattern": [pattern, "请写成 2026-03-01 的形式"]}
    if kind.scalar is bool:
        return _with_default(field, {"widget": "boolean"})
    if kind.scalar in (int, float):
        value_type = "int" if kind.scalar is int else "float"
        return _with_default(field, {"widget": "number", "value_type": value_type})
    if name in _FILES:
        return {"widget": _FILES[name]}
    if name in _MARKDOWN:
        return {"widget": "markdown"}
    return {"widget": "text" if name in _LONG else "string"}


def _with_default(field: FieldInfo, widget: Form) -> Form:
    default = field.default
    plain = isinstance(default, (str, int, float, bool)) and default != ""
    return {**widget, "default": default} if plain else widget


def _inner(model: type[BaseModel], *, within: bool) -> list[Form]:
    return [form(name, field, within=within) for name, field in model.model_fields.items()]
