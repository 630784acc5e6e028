"""Importing Word files into a column: reading, converting old formats, writing, reporting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from sitegen.errors import ImportFault
from sitegen.importers.destination import Destination
from sitegen.importers.docx.convert import Converted, Options, convert_docx
from sitegen.importers.front_matter import markdown_item
from sitegen.importers.ledger import Delivery, Ledger, deliver, free_path, planned
from sitegen.importers.limits import read_bounded
from sitegen.importers.ooxml import PackageLimits
from sitegen.importers.remark import Evidence, Remark
from sitegen.importers.soffice import convert

NEW: Final = frozenset({".docx", ".docm"})
OLD: Final = frozenset({".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt", ".fodt", ".uot"})
LEDGER_NAME: Final = "import-docx.state.json"
Status = Literal["added", "updated", "unchanged", "kept", "failed", "refused"]
OldConverter = Callable[[Path], bytes]


@dataclass(frozen=True)
class FileReport:
    """What became of one file; `item` is the item's path below the platform's root."""

    source: str
    status: Status
    item: str = ""
    title: str = ""
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    preview: str = ""

    @property
    def failed(self) -> bool:
        """Whether nothing of the file reached the column."""
        return self.status in {"failed", "refused"}

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data for `--json`."""
        return {
            "source": self.source,
            "status": self.status,
            "item": self.item,
            "title": self.title,
            "evidence": [row.as_dict() for row in self.evidence],
            "remarks": [row.as_dict() for row in self.remarks],
        }


@dataclass(frozen=True)
class Batch:
    """One run: where to, with which options, and what the user allowed.

    `reviewed` lets a document in that is marked as not public; `force` overwrites items that were
    edited by hand; `dry_run` writes nothing.
    """

    destination: Destination
    ledger: Ledger
    options: Options
    reviewed: bool = False
    force: bool = False
    dry_run: bool = False
    convert_old: OldConverter = lambda path: convert(path, "docx")

    def run(self, files: Iterable[Path]) -> Iterator[FileReport]:
        """Import each file; a file that fails never stops the others."""
        for path in files:
            try:
                yield self._one(path)
            except ImportFault as fault:
                yield FileReport(
                    str(path), "failed", remarks=(Remark("error", str(fault), where=path.name),)
                )
        if not self.dry_run:
            self.ledger.save()

    def _one(self, path: Path) -> FileReport:
        data = self._read(path)
        converted = convert_docx(data, path.stem, self.options)
        key = f"{self.destination.site}/{self.destination.column}|{converted.key}"
        known = self.ledger.entries.get(key)
        if known is not None:
            # The first import's time and name stay, else every run would change the item.
            converted = self._again(data, path, known.path, known.date)
        if (converted.restricted and not self.reviewed) or not converted.body:
            return self._report(path, converted, "refused")
        delivery = self._delivery(key, converted)
        content = self.destination.root / "content"
        act = planned if self.dry_run else deliver
        outcome = act(self.ledger, content, delivery, force=self.force)
        entry = self.ledger.entries.get(key)
        target = content / entry.path if entry else delivery.path
        item = target.relative_to(self.destination.root).as_posix()
        return self._report(path, converted, outcome, item, delivery.text)

    def _read(self, path: Path) -> bytes:
        suffix = path.suffix.lower()
        if not path.is_file():
            raise ImportFault(f"找不到文件“{path}”。")
        if suffix in OLD:
            return self.convert_old(path)
        if suffix not in NEW:
            raise ImportFault(
                f"不支持 {suffix or '无扩展名'} 文件。可导入 .docx、.docm，以及旧版 .doc、.wps 等。"
            )
        return read_bounded(path, PackageLimits().file_bytes)

    def _again(self, data: bytes, path: Path, item: str, date: str) -> Converted:
        wishes = self.options.wishes
        if not wishes.date and date:
            wishes = replace(wishes, date=date, date_from="首次导入时的发布时间")
        options = replace(self.options, stem=Path(item).stem, wishes=wishes)
        return convert_docx(data, path.stem, options)

    def _delivery(self, key: str, converted: Converted) -> Delivery:
        content = self.destination.root / "content"
        published = str(converted.front["date"])
        folder = self.destination.folder / published[:4]
        wanted = folder / f"{converted.stem}.md"
        path = free_path(self.ledger, content, key, wanted)
        body, files = converted.body, converted.files
        if path.stem != converted.stem and files:
            renamed = {name: name.replace(converted.stem, path.stem, 1) for name in files}
            for old, new in renamed.items():
                body = body.replace(f"]({old})", f"]({new})").replace(f'"{old}"', f'"{new}"')
            files = {renamed[name]: data for name, data in files.items()}
        return Delivery(key, path, markdown_item(converted.front, body), published, files)

    @staticmethod
    def _report(
        path: Path, converted: Converted, status: Status, item: str = "", preview: str = ""
    ) -> FileReport:
        remarks = converted.remarks
        if status == "kept":
            remark = Remark(
                "warning",
                "该稿件导入后已被人工修改，本次未覆盖。",
                where=item,
                fix="确需以 Word 文件为准，请加 --force。",
            )
            remarks = (*remarks, remark)
        return FileReport(
            str(path), status, item, converted.title, converted.evidence, remarks, preview
        )


def expand(sources: Iterable[Path]) -> Iterator[Path]:
    """Files as given; of a folder, the Word files below it, without Word's lock files."""
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for path in sorted(source.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in path.relative_to(source).parts)
            if path.is_file() and not hidden and path.suffix.lower() in NEW | OLD:
                yield path
