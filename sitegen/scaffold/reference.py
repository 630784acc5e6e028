"""The tables of all fields in docs/editors.md, made from the models."""

import typing
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen.model.column import ColumnConfig
from sitegen.model.item import ITEM_MODELS, Item
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.model.platform import PlatformConfig
from sitegen.model.site import BLOCK_TITLES, BLOCKS, SiteFile
from sitegen.scaffold.blanks import Shape, shape_of
from sitegen.scaffold.schema.documents import KIND_TITLES

BEGIN = "<!-- 以下各表由 python -m sitegen.scaffold 生成，请勿手改 -->"
END = "<!-- 生成部分到此为止 -->"
_HEAD = ("| 键 | 名称 | 必填 | 写法 | 说明 |", "|---|---|---|---|---|")


def fields_reference() -> str:
    """Return the generated part of the page, in Markdown."""
    lines = ["### 各类稿件共有的项目", "", *_table(Item)]
    for kind, title in KIND_TITLES.items():
        if kind is Kind.ARTICLE:
            continue
        types = [known for known in COLUMN_TYPES.values() if known.kind is kind]
        used = "、".join(f"{known.title}（{known.id}）" for known in types)
        lines += ["", f"### {title}（kind: {kind.value}）", ""]
        lines += [f"默认用于栏目类型：{used}。", "", *_table(ITEM_MODELS[kind], _own(kind))]
    lines += ["", "### 栏目类型", "", "| type | 名称 | 默认稿件类型 |", "|---|---|---|"]
    lines += [
        f"| `{known.id}` | {known.title} | {KIND_TITLES[known.kind]} |"
        for known in COLUMN_TYPES.values()
    ]
    lines += ["", "### 栏目设置 _column.yaml", "", *_table(ColumnConfig)]
    lines += ["", "### 站点首页 _site.yaml", "", *_site_table()]
    for block in BLOCKS:
        kind = typing.get_args(block.model_fields["block"].annotation)[0]
        lines += ["", f"#### {BLOCK_TITLES[kind]}（block: {kind}）", ""]
        lines += [*_HEAD, *_rows(block, "home[].", frozenset(block.model_fields) - {"block"})]
    lines += ["", "### 平台登记表 sites.yaml", "", *_table(PlatformConfig)]
    return "\n".join(lines) + "\n"


def page_with_reference(page: str) -> str:
    """Return a page with its generated part made new; raises ValueError where it has none."""
    before, found, rest = page.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise ValueError("the page has no generated part")
    return f"{before}{BEGIN}\n\n{fields_reference()}\n{END}{after}"


def update_page(path: Path) -> None:
    """Bring the generated part of a page up to date."""
    page = page_with_reference(path.read_text(encoding="utf-8"))
    path.write_text(page, encoding="utf-8", newline="\n")


def _own(kind: Kind) -> frozenset[str]:
    """The fields that a kind has beyond the common ones, or has to have."""
    model = ITEM_MODELS[kind]
    common = frozenset(Item.model_fields)
    needed = {name for name in common if _needs(model, name) and not _needs(Item, name)}
    return frozenset(model.model_fields) - common | needed


def _needs(model: type[BaseModel], name: str) -> bool:
    return model.model_fields[name].is_required()


def _table(model: type[BaseModel], only: frozenset[str] = frozenset()) -> list[str]:
    return [*_HEAD, *_rows(model, "", only)]


def _site_table() -> list[str]:
    """The table of `_site.yaml`; the kinds of blocks have tables of their own."""
    own = frozenset(SiteFile.model_fields) - {"home"}
    blocks = "| `home` | 首页板块 |  | 列表，每条写明 `block` 是下面的哪一种 | 自上而下排列 |"
    return [*_table(SiteFile, own), blocks]


def _rows(model: type[BaseModel], prefix: str, only: frozenset[str]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if only and name not in only:
            continue
        kind = shape_of(field)
        key = f"{prefix}{name}"
        yield _row(key, field, kind)
        if kind.model is not None:
            yield from _rows(kind.model, f"{key}[]." if kind.many else f"{key}.", frozenset())


def _row(key: str, field: FieldInfo, kind: Shape) -> str:
    required = "是" if field.is_required() else ""
    form, about = _form(kind), field.description or ""
    if about.startswith("YYYY-MM-DD"):
        about = ""
    return f"| `{key}` | {field.title or ''} | {required} | {form} | {about} |"


def _form(kind: Shape) -> str:
    """How a value is written, in words."""
    if kind.rows:
        return "七个整数的列表"
    if kind.choices:
        shown = "、".join(f"`{choice}`" for choice in kind.choices if choice)
        return f"任选{'若干' if kind.many else '其一'}：{shown}"
    if kind.model is not None:
        return "列表，每条一组“键: 值”" if kind.many else "一组“键: 值”"
    times = {"time": "YYYY-MM-DD HH:MM", "day": "YYYY-MM-DD"}
    plain = times.get(kind.time) or _SCALARS.get(kind.scalar, "文字")
    return {0: plain, 1: f"{plain}，可写多个", 2: "列表的列表"}[kind.many]


_SCALARS: dict[type | None, str] = {
    bool: "true 或 false",
    int: "整数",
    float: "数字",
    dict: "一组“键: 值”",
}
