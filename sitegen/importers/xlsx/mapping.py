"""The map file: which sheet's which columns become which fields; read, proposed, written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from sitegen.errors import ConfigError
from sitegen.importers.front_matter import dump_yaml
from sitegen.importers.xlsx.headers import Table, text_of
from sitegen.importers.xlsx.names import Targets, is_key, targets_of
from sitegen.model.fields import Model, Text, Texts
from sitegen.model.kinds import Kind

_INTRO: Final = """\
# 表格导入映射表。由 sitegen import xlsx --dry-run 按表头提出，请核对后去掉 --dry-run 再运行。
# shape：records 每行一篇稿件；table 整张表一篇稿件；dataset 整张表一个数据集；skip 不导入。
# key：区分每条记录的列（值不得重复、不得为空），再次导入时据此更新，不会重复。
# fields：表头: 字段；多个字段写成列表；留空（""）表示不导入该列；body 为正文。
# defaults：表中没有的字段取这里的值，如 source、date。
"""
_MAX_MAP: Final = 1_000_000


def _nothing(value: Any) -> Any:
    return () if value is None or value == "" else value


FieldTargets = Annotated[Texts, BeforeValidator(_nothing)]


class SheetMap(Model):
    """How one sheet is imported."""

    sheet: Text = Field(title="工作表名称")
    shape: Literal["records", "table", "dataset", "skip"] = Field("records", title="导入方式")
    kind: Kind | None = Field(None, title="稿件类型", description="不写则按栏目类型")
    header_row: int | None = Field(None, ge=1, title="表头所在行")
    header_rows: int = Field(1, ge=1, le=6, title="表头行数")
    key: Texts = Field((), title="区分记录的列")
    title: Text = Field("", title="标题", description="table、dataset 用")
    defaults: dict[str, Any] = Field(default_factory=dict, title="缺省值")
    fields: dict[str, FieldTargets] = Field(default_factory=dict, title="各列对应的字段")

    @property
    def header(self) -> tuple[int, int] | None:
        """(first header row from 0, number of rows), or None to look for it."""
        return None if self.header_row is None else (self.header_row - 1, self.header_rows)


class MapFile(Model):
    """The whole map file."""

    sheets: tuple[SheetMap, ...] = Field(min_length=1, title="工作表")

    def sheet(self, name: str) -> SheetMap | None:
        """The map of the sheet of that name; `*` stands for any other sheet."""
        for entry in self.sheets:
            if entry.sheet == name:
                return entry
        return next((entry for entry in self.sheets if entry.sheet == "*"), None)


@dataclass(frozen=True)
class MapProposal:
    """A proposed map, and the headers that no rule knew."""

    map: MapFile
    unknown: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """The proposal as the text of a map file."""
        return _INTRO + "sheets:\n" + "".join(map(_sheet_text, self.map.sheets))


def _sheet_text(entry: SheetMap) -> str:
    row = entry.model_dump(mode="json", exclude={"fields"}, exclude_none=True)
    fields = entry.fields
    lines = dump_yaml({"sheets": [row]}).split("\n", 1)[1]
    if not fields:
        return lines
    return (
        lines
        + "    fields:\n"
        + "".join(
            f"      {_scalar(header)}: {_targets(targets)}\n" for header, targets in fields.items()
        )
    )


def _scalar(text: str) -> str:
    dumped = yaml.safe_dump(text, allow_unicode=True, width=10_000)
    return dumped.removesuffix("...\n").strip()


def _targets(targets: Targets) -> str:
    if len(targets) == 1:
        return targets[0]
    return f"[{', '.join(targets)}]" if targets else '""'


def load_map(path: Path) -> MapFile:
    """Read a map file.

    Raises:
        ConfigError: it cannot be read, or says something that cannot be.
    """
    try:
        data = path.read_bytes()
        if len(data) > _MAX_MAP:
            raise ConfigError(f"映射表 {path.name} 过大。")
        raw = yaml.load(data.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
        return MapFile.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"映射表 {path.name} 的“{place}”有误：{first['msg']}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ConfigError(f"映射表 {path.name} 无法读取：{error}") from error


def propose_map(tables: Sequence[Table], kind: Kind) -> MapProposal:
    """Propose a map for the tables of a file that goes into a column of `kind`."""
    entries: list[SheetMap] = []
    unknown: list[tuple[str, str]] = []
    for table in tables:
        found = {name: targets_of(name, kind) for name in table.names}
        fields = _first_of_each({name: targets or () for name, targets in found.items()})
        entry = {
            "sheet": table.sheet.name,
            "header_row": table.header_row + 1,
            "header_rows": table.header_rows,
        }
        titled = any("title" in targets for targets in fields.values())
        if kind is Kind.DATASET:
            entries.append(SheetMap(**entry, shape="dataset", title=_table_title(table)))
        elif not titled:
            entries.append(SheetMap(**entry, shape="table", title=_table_title(table)))
        else:
            unknown.extend((table.sheet.name, name) for name, t in found.items() if t is None)
            key = _key(table, fields)
            entries.append(SheetMap(**entry, shape="records", key=key, fields=fields))
    if not entries:
        raise ConfigError("表格中没有找到表头和数据。请核对文件，或在映射表中写明 header_row。")
    return MapProposal(MapFile(sheets=tuple(entries)), tuple(unknown))


def _first_of_each(fields: dict[str, Targets]) -> dict[str, Targets]:
    """Each target belongs to the first column that claims it."""
    taken: set[str] = set()
    result: dict[str, Targets] = {}
    for name, targets in fields.items():
        result[name] = tuple(target for target in targets if target not in taken)
        taken.update(targets)
    return result


def _table_title(table: Table) -> str:
    for line in table.lines:
        if not line.startswith(("附件", "单位", "编制", "填报")) and len(line) >= 4:
            return line
    return table.sheet.name


def _key(table: Table, fields: dict[str, Targets]) -> tuple[str, ...]:
    """The column, or else the columns, whose values tell the records apart."""
    likely = [name for name, targets in fields.items() if is_key(name, targets)]
    titles = [name for name, targets in fields.items() if "title" in targets]
    dated = [
        name
        for name, targets in fields.items()
        if {"date", "letter.received", "document.signed"} & set(targets)
    ]
    options: list[tuple[str, ...]] = [(name,) for name in (*likely, *titles)]
    options += [(title, day) for title in titles for day in dated]
    for option in options:
        if _unique(table, option):
            return option
    return tuple(titles[:1])


def _unique(table: Table, names: tuple[str, ...]) -> bool:
    values = [tuple(text_of(row[name]) for name in names) for _, row in table.records]
    counts = Counter(values)
    return bool(values) and all(all(value) for value in values) and max(counts.values()) == 1
