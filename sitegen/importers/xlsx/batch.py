"""Importing spreadsheets into a column: reading, mapping, writing, reporting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sitegen.errors import ImportFault
from sitegen.importers.destination import Destination
from sitegen.importers.front_matter import markdown_item
from sitegen.importers.ledger import Delivery, Entry, Ledger, deliver, free_path, planned
from sitegen.importers.limits import read_bounded
from sitegen.importers.ooxml import PackageLimits
from sitegen.importers.remark import Remark
from sitegen.importers.soffice import convert
from sitegen.importers.xlsx.csv_file import read_csv
from sitegen.importers.xlsx.headers import Table, find_table
from sitegen.importers.xlsx.mapping import MapFile, SheetMap
from sitegen.importers.xlsx.names import known_names
from sitegen.importers.xlsx.records import Given, Record, records_of
from sitegen.importers.xlsx.sheets import Sheet, read_workbook
from sitegen.importers.xlsx.whole import dataset_item, table_item

NEW: Final = frozenset({".xlsx", ".xlsm"})
OLD: Final = frozenset({".xls", ".et", ".ods", ".xlt", ".ett", ".fods"})
TEXT: Final = frozenset({".csv", ".tsv", ".txt"})
OldConverter = Callable[[Path], bytes]


def read_sheets(
    path: Path, convert_old: OldConverter = lambda path: convert(path, "xlsx")
) -> tuple[list[Sheet], list[Remark]]:
    """The visible sheets of a spreadsheet or CSV file.

    Raises:
        ImportFault: the file cannot be read.
    """
    if not path.is_file():
        raise ImportFault(f"找不到文件“{path}”。")
    suffix = path.suffix.lower()
    limit = PackageLimits().file_bytes
    if suffix in NEW:
        return read_workbook(read_bounded(path, limit))
    if suffix in TEXT:
        return [read_csv(read_bounded(path, limit), path.stem)], []
    if suffix in OLD:
        return read_workbook(convert_old(path))
    raise ImportFault(
        f"不支持 {suffix or '无扩展名'} 文件。可导入 .xlsx、.xlsm、.csv，以及旧版 .xls、.et。"
    )


def tables_of(sheets: Iterable[Sheet], plan: MapFile | None = None) -> Iterator[Table]:
    """The tables on the sheets, with headers where the map says or where they are found."""
    for sheet in sheets:
        entry = plan.sheet(sheet.name) if plan else None
        if entry is not None and entry.shape == "skip":
            continue
        table = find_table(sheet, known_names(), entry.header if entry else None)
        if table is not None:
            yield table


@dataclass(frozen=True)
class RunReport:
    """What became of a file: items by outcome, and remarks."""

    source: str
    counts: dict[str, int] = field(default_factory=dict)
    items: tuple[tuple[str, str, str], ...] = ()  # outcome, place in the source, item path
    remarks: tuple[Remark, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something that should have been imported was not."""
        return any(remark.level == "error" for remark in self.remarks)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data for `--json`."""
        return {
            "source": self.source,
            "counts": self.counts,
            "items": [
                {"status": status, "row": place, "item": item} for status, place, item in self.items
            ],
            "remarks": [remark.as_dict() for remark in self.remarks],
        }


@dataclass(frozen=True)
class Run:
    """One run with a map; `force` overwrites hand-edited items, `dry_run` writes nothing."""

    destination: Destination
    ledger: Ledger
    plan: MapFile
    given: Given
    force: bool = False
    dry_run: bool = False

    def file(self, source: str, sheets: list[Sheet], remarks: Iterable[Remark]) -> RunReport:
        """Import the sheets of one file."""
        notes = list(remarks)
        items: list[tuple[str, str, str]] = []
        counts: Counter[str] = Counter()
        seen: set[str] = set()
        for made in self._records(sheets, notes):
            if isinstance(made, Remark):
                notes.append(made)
                counts["failed"] += made.level == "error"
                continue
            key = self._key(made)
            if key in seen:
                notes.append(
                    Remark(
                        "error",
                        f"{made.place}与前面工作表的记录相同（{made.key}），未导入。",
                        made.place,
                    )
                )
                continue
            seen.add(key)
            status, item = self._write(made, key)
            counts[status] += 1
            items.append((status, made.place, item))
            if status == "kept":
                notes.append(_kept(made.place, item))
        notes.extend(self._gone(seen))
        if not self.dry_run:
            self.ledger.save()
        return RunReport(source, dict(counts), tuple(items), tuple(notes))

    def _records(self, sheets: list[Sheet], notes: list[Remark]) -> Iterator[Record | Remark]:
        with_table = set()
        for table in tables_of(sheets, self.plan):
            with_table.add(table.sheet.name)
            entry = self.plan.sheet(table.sheet.name)
            if entry is None:
                notes.append(_unmapped(table.sheet.name))
                continue
            if entry.shape == "records":
                notes.extend(_skipped(table))
                yield from records_of(table, entry, self.given)
            else:
                yield self._whole(table, entry)
        for entry in self.plan.sheets:
            if entry.shape != "skip" and entry.sheet not in {"*", *with_table}:
                yield Remark(
                    "error",
                    f"没有工作表“{entry.sheet}”，或其中没有表头和数据。",
                    entry.sheet,
                    "请核对工作表名称和映射表的 header_row。",
                )

    def _whole(self, table: Table, entry: SheetMap) -> Record | Remark:
        make = dataset_item if entry.shape == "dataset" else table_item
        return make(table, entry, self.given)

    def _key(self, record: Record) -> str:
        return f"{self.destination.site}/{self.destination.column}|{record.key}"

    def _write(self, record: Record, key: str) -> tuple[str, str]:
        content = self.destination.root / "content"
        known = self.ledger.entries.get(key)
        if known is not None and record.front["date"] == self.given.now and known.date:
            # The table names no date: the first import's stays, else every run would differ.
            record = replace(record, front={**record.front, "date": known.date})
        wanted = self.destination.folder / record.year / f"{record.stem}.md"
        path = free_path(self.ledger, content, key, wanted)
        text = markdown_item(record.front, record.body)
        delivery = Delivery(key, path, text, str(record.front["date"]))
        if self.dry_run:
            outcome = planned(self.ledger, content, delivery, force=self.force)
        else:
            outcome = deliver(self.ledger, content, delivery, force=self.force)
        return outcome, path.relative_to(self.destination.root).as_posix()

    def _gone(self, seen: set[str]) -> Iterator[Remark]:
        prefix = f"{self.destination.site}/{self.destination.column}|"
        gone: list[Entry] = [
            entry
            for key, entry in self.ledger.entries.items()
            if key.startswith(prefix) and key not in seen
        ]
        if gone:
            sample = "、".join(entry.path for entry in gone[:3])
            yield Remark(
                "warning",
                f"有 {len(gone)} 篇已导入的稿件在本次表格中没有可用的记录（{sample} 等），未删除。",
                fix="确需下线的，请在稿件中写明 withdrawn。",
            )


def _kept(place: str, item: str) -> Remark:
    return Remark(
        "warning",
        f"{item} 导入后已被人工修改，本次未覆盖。",
        place,
        "确需以表格为准，请加 --force。",
    )


def _unmapped(name: str) -> Remark:
    return Remark(
        "warning",
        f"映射表没有写工作表“{name}”，未导入。",
        name,
        "请在映射表中补上；不需要的写 shape: skip。",
    )


def _skipped(table: Table) -> Iterator[Remark]:
    for number, why in table.skipped:
        yield Remark("info", f"{table.sheet.name}!第{number}行是{why}，已跳过。", table.sheet.name)
    for note in table.notes:
        yield Remark("info", f"表下说明未导入：{note[:80]}", table.sheet.name)
