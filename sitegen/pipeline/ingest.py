"""Reading what changed in the content of a site into its state."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.model.entry import ItemView
from sitegen.model.entry import Link as BodyLink
from sitegen.model.finding import Finding
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.model.platform import Platform
from sitegen.rules import Rulebook, check_item, source_finding, take_notes
from sitegen.sources.columns import SiteSettings, read_settings
from sitegen.sources.faults import Fault
from sitegen.sources.place import Place
from sitegen.sources.scan import Scan, is_item, scan
from sitegen.sources.sharing import SHARED
from sitegen.sources.text import MAX_TEXT, too_large
from sitegen.state import FileRow, ItemRow, SiteState

if TYPE_CHECKING:
    # Loading Markdown and all kinds of records takes longer than a build that changes nothing.
    from sitegen.sources.item_file import ReadItem

CHUNK = 250
_FRESH_NS = 50_000_000
"""A file this young when it was scanned may change again within the clock's grain."""


class Changed(NamedTuple):
    """A file that has to be read."""

    path: str
    stamp: str
    size: int
    column: str
    kind: str
    context: str
    known: str


@dataclass(frozen=True, slots=True)
class Task:
    """Some changed files of one site, to be read in one go."""

    site: str
    files: tuple[Changed, ...]


@dataclass(slots=True)
class Reading:
    """What the scan of one site found: settings, faults, and what has to be read."""

    site: str
    settings: SiteSettings
    faults: list[Fault] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    removed: int = 0
    files: int = 0
    dropped: str = ""

    @property
    def changed(self) -> int:
        """How many files have to be read."""
        return sum(len(task.files) for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Ingest:
    """Reads sites of one platform with one rulebook; `version` names what made the state."""

    platform: Platform
    book: Rulebook
    version: str

    def open(self, site: str) -> SiteState:
        """Open the state of a site; every process opens its own."""
        path = self.platform.build / ".state" / site / "state.sqlite"
        return SiteState(path, site, self.version)

    def root(self, site: str) -> Path:
        """The folder of a site's content."""
        return self.platform.content / site

    def look(self, site: str, now_ns: int, kinds: Mapping[str, str] | None = None) -> Reading:
        """Scan a site and find what has to be read; forget what is gone.

        `kinds` gives the column types under which shared trees are mounted (only for `_shared`).
        """
        found = scan(self.root(site), self.platform.content)
        if site == SHARED:
            settings = _shared_settings(found, kinds or {})
        else:
            settings = read_settings(site, self.root(site), found.files)
        reading = Reading(site, settings, list(settings.faults), files=len(found.files))
        reading.faults += [
            fault._replace(file=f"content/{site}/{fault.file}") for fault in found.faults
        ]
        state = self.open(site)
        try:
            reading.dropped = state.dropped
            self._compare(reading, found, state, now_ns)
        finally:
            state.close()
        return reading

    def _compare(self, reading: Reading, found: Scan, state: SiteState, now_ns: int) -> None:
        known = state.files()
        changed: list[Changed] = []
        for path, (stamp, size) in found.files.items():
            row = known.pop(path, None)
            column, kind, context = self._context(reading, path)
            if row and row.stamp == stamp and row.context == context:
                continue
            same = row.digest if row and row.context == context else ""
            changed.append(Changed(path, stamp, size, column, kind, context, same))
        gone = list(known)
        if gone:
            with state.writing():
                state.forget(gone)
        reading.removed = len(gone)
        if found.newest > now_ns - _FRESH_NS:
            changed = [self._unsettled(one, now_ns) for one in changed]
        reading.tasks = [
            Task(reading.site, tuple(changed[start : start + CHUNK]))
            for start in range(0, len(changed), CHUNK)
        ]

    @staticmethod
    def _unsettled(one: Changed, now_ns: int) -> Changed:
        """Without a stamp the file is looked at again next time."""
        times = [int(part) for part in one.stamp.split("-")[1:3]]
        return one._replace(stamp="") if max(times) > now_ns - _FRESH_NS else one

    def _context(self, reading: Reading, path: str) -> tuple[str, str, str]:
        """What reading a file depends on besides its bytes."""
        if not is_item(path):
            return "", "", "file"
        column = reading.settings.column_of(path)
        if column is None:
            return "", Kind.ARTICLE.value, f"none|{self.book.digest}"
        kind = reading.settings.kind_of(column).value
        return column, kind, f"{column}|{kind}|{self.book.digest}"

    def read(self, task: Task, states: Mapping[str, SiteState]) -> int:
        """Read the files of a task into the state, all or none; returns how many were parsed.

        The state stays open: the last connection to close would write all to the disk each time.
        """
        root = self.root(task.site)
        rows: list[tuple[FileRow, ItemRow | None, Sequence[Mapping[str, Any]]]] = []
        same: list[FileRow] = []
        for one in task.files:
            if one.context != "file" and one.size > MAX_TEXT:
                row = FileRow(one.path, one.stamp, one.size, "", one.context)
                rows.append((row, None, self._findings(task.site, one, [too_large(one.size)])))
                continue
            try:
                data = (root / one.path).read_bytes()
            except FileNotFoundError:
                continue
            digest = hashlib.sha256(data).hexdigest()
            row = FileRow(one.path, one.stamp, len(data), digest, one.context)
            if digest == one.known:
                same.append(row)
            elif one.context == "file":
                rows.append((row, None, ()))
            else:
                rows.append((row, *self._item(task.site, one, data)))
        state = states[task.site]
        with state.writing():
            state.restamp(same)
            if rows:
                state.store(rows)
        return len(rows)

    def _item(
        self, site: str, one: Changed, data: bytes
    ) -> tuple[ItemRow | None, Sequence[Mapping[str, Any]]]:
        from sitegen.sources.item_file import read_item

        item = read_item(Place(site, one.path, one.column, Kind(one.kind)), data)
        faults = list(item.faults)
        if not one.column:
            message = "稿件不在任何栏目中"
            fix = "请移到有 _column.yaml 的目录，或在该目录新建 _column.yaml"
            faults.append(Fault("source-path-outside", message, fix, 1))
        findings = self._findings(site, one, faults)
        if item.stub is None or not one.column:
            return None, findings
        view = item_view(item)
        findings += [found.as_dict() for found in check_item(view, self.book)]
        row = item_row(item)
        return row._replace(facts=(*row.facts, *take_notes(view, self.book))), findings

    def _findings(self, site: str, one: Changed, faults: Sequence[Fault]) -> list[dict[str, Any]]:
        return [
            to_finding(fault, self.book, site, f"content/{site}/{one.path}", one.column).as_dict()
            for fault in faults
        ]


def to_finding(
    fault: Fault, book: Rulebook, site: str, file: str = "", column: str = ""
) -> Finding:
    """Weigh a fault of a source by the rulebook."""
    return source_finding(
        fault.rule,
        book=book,
        site=site,
        file=fault.file or file,
        line=fault.line,
        message=fault.message,
        fix=fault.fix,
        column=fault.column or column,
    )


def item_view(item: "ReadItem") -> ItemView:
    """Return an item as its own checks see it."""
    assert item.stub is not None
    return ItemView(
        stub=item.stub,
        kind=item.kind,
        record=item.record,
        body=item.body,
        body_line=item.body_line,
        text=item.text,
        html=item.html,
        links=tuple(BodyLink(one.written, one.line, one.image, one.alt) for one in item.links),
        source=item.source,
        lines=item.lines or {},
    )


def item_row(item: "ReadItem") -> ItemRow:
    """Return an item as the state keeps it."""
    from sitegen.sources.search_text import search_text

    assert item.stub is not None

    def text(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    return ItemRow(
        stub=item.stub,
        record=text(item.record),
        html=item.html,
        text=search_text(item.kind, item.record, item.text),
        texts=text(item.texts),
        headings=text(item.headings),
        facts=item.facts,
    )


def _shared_settings(found: Scan, kinds: Mapping[str, str]) -> SiteSettings:
    """A shared tree stands for a column whose type is that of the first column mounting it."""
    from sitegen.model.column import ColumnConfig

    settings = SiteSettings(SHARED)
    for tree in sorted({path.partition("/")[0] for path in found.files if "/" in path}):
        kind = kinds.get(tree, "list")
        config = ColumnConfig(title=COLUMN_TYPES[kind].title)
        settings.columns[tree] = config.model_copy(update={"type": kind})
    return settings
