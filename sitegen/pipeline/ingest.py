"""Reading what changed in the content of a site into its state."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.model.kinds import Kind
from sitegen.model.platform import Platform
from sitegen.pipeline.item_rows import item_row, item_view, to_finding
from sitegen.pipeline.outdated import FRESH_NS, Changed, Task, chunks, differing
from sitegen.rules import Rulebook, as_draft, check_item, take_notes
from sitegen.sources.columns import SiteSettings, read_settings, shared_settings
from sitegen.sources.faults import Fault
from sitegen.sources.place import Place
from sitegen.sources.scan import Folder, Scan, Status, scan, status_of
from sitegen.sources.sharing import SHARED
from sitegen.sources.text import MAX_TEXT, bytes_of, too_large
from sitegen.state import FileRow, ItemRow, SiteState

_SETTINGS = "settings"


@dataclass(slots=True)
class Reading:
    """What the scan of one site found: settings, faults, and what has to be read."""

    site: str
    settings: SiteSettings
    faults: list[Fault] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    signatures: dict[str, str] = field(default_factory=dict)
    removed: int = 0
    dropped: str = ""
    filling: bool = False

    @property
    def changed(self) -> int:
        """How many files have to be read."""
        return sum(len(task.files) for task in self.tasks)

    @property
    def unsettled(self) -> bool:
        """Whether something has still to be read or noted."""
        return bool(self.tasks or self.signatures or self.filling)


@dataclass(frozen=True, slots=True)
class Ingest:
    """Reads sites of one platform with one rulebook; `version` names what made the state."""

    platform: Platform
    book: Rulebook
    version: str

    def open(self, site: str) -> SiteState:
        """Open the state of a site before its content is looked at; a useless one is made anew."""
        return SiteState(self.state_path(site), site, self.version)

    def reopen(self, site: str) -> SiteState:
        """Open the state of a site that was looked at; raises ContentChanged if it is gone.

        Every process opens its own.
        """
        return SiteState(self.state_path(site), site, self.version, make=False)

    def state_path(self, site: str) -> Path:
        """Where the state of a site lies."""
        return self.platform.build / ".state" / site / "state.sqlite"

    def written_since(self, site: str, moment_ns: int) -> bool:
        """Whether anybody may have read content of a site into its state since that moment."""
        path = self.state_path(site)
        for file in (path, path.with_name(f"{path.name}-wal")):
            with suppress(FileNotFoundError):
                if file.stat().st_mtime_ns > moment_ns - FRESH_NS:
                    return True
        return False

    def root(self, site: str) -> Path:
        """The folder of a site's content."""
        return self.platform.content / site

    def look(
        self, state: SiteState, found: Scan, kinds: Mapping[str, str] | None = None
    ) -> Reading:
        """Find what has to be read of a site that was scanned; forget what is gone.

        `state` is what `open` returned. `kinds` gives the column types under which shared trees are
        mounted (only for `_shared`).
        """
        state.seal()
        site, known = state.site, state.folders()
        recalled = self._recalled(site, found, state, known)
        settings = recalled or self._settings(site, found, kinds or {}, state)
        reading = Reading(site, settings, list(settings.faults))
        reading.faults += [
            fault._replace(file=f"content/{site}/{fault.file}") for fault in found.faults()
        ]
        reading.dropped, reading.filling = state.dropped, state.filling
        changed = [] if recalled else self._compare(reading, found, state, known)
        reading.tasks = [Task(reading.site, tuple(files)) for files in chunks(changed)]
        return reading

    def _recalled(
        self, site: str, found: Scan, state: SiteState, known: Mapping[str, str]
    ) -> SiteSettings | None:
        """The settings of a tree in which nothing changed since they were remembered, else None.

        What `known` signatures of folders vouch for was read with what was remembered last.
        """
        if site == SHARED or found.folders.keys() != known.keys():
            return None
        recalled = SiteSettings.recalled(site, state.meta(_SETTINGS))
        if recalled and all(
            folder.signature(self._context(recalled, path)[2]) == known[path]
            for path, folder in found.folders.items()
        ):
            return recalled
        return None

    def _settings(
        self, site: str, found: Scan, kinds: Mapping[str, str], state: SiteState
    ) -> SiteSettings:
        """Read the settings of a site, and remember them."""
        if site == SHARED:
            return shared_settings(site, found.folders, kinds)
        settings = read_settings(site, self.root(site), found.settings())
        if state.meta(_SETTINGS) != (text := settings.remembered()):
            state.set_meta(_SETTINGS, text)
        return settings

    def scan(self, site: str, now_ns: int) -> Scan:
        """Walk the tree of a site, beginning at that moment."""
        return scan(self.root(site), self.platform.content, now_ns)

    def _compare(
        self, reading: Reading, found: Scan, state: SiteState, known: dict[str, str]
    ) -> list[Changed]:
        """Return the files that have to be read; only folders that differ are looked into."""
        changed: list[Changed] = []
        gone: list[str] = []
        for path, folder in found.folders.items():
            column, kind, context = self._context(reading.settings, path)
            signature = folder.signature(context)
            if known.pop(path, None) == signature:
                continue
            rows = state.files_in(path)
            changed += differing(folder, rows, (column, kind, context), found.taken_ns)
            gone += rows
            settled = not folder.faults and folder.newest <= found.taken_ns - FRESH_NS
            reading.signatures[path] = signature if settled else ""
        for path in known:
            gone += state.files_in(path)
        reading.removed = len(gone)
        if reading.signatures or known:
            with state.writing():
                # Until the files are read, nothing vouches for these folders.
                state.set_folders(dict.fromkeys(reading.signatures, ""))
                state.forget_folders(known)
                if gone:
                    state.forget(gone)
        return changed

    def take(
        self,
        settings: SiteSettings,
        paths: Iterable[str],
        states: Mapping[str, SiteState],
        now_ns: int,
    ) -> int:
        """Read saved files of one site, and forget those that are gone; returns how many it were.

        Neither settings nor folders may be among `paths`. Nothing vouches for the folders of these
        files afterwards: the next scan looks into them.
        """
        site = settings.site
        state = states[site]
        folders: dict[str, dict[str, Status]] = {}
        rows: dict[str, FileRow] = {}
        for path in paths:
            prefix, slash, name = path.rpartition("/")
            files = folders.setdefault(prefix + slash, {})
            status, row = status_of(self.root(site) / path), state.file(path)
            if status:
                files[name] = status
            if row:
                rows[path] = row
        changed: list[Changed] = []
        for prefix, files in folders.items():
            folder = Folder.of(prefix, files, [])
            changed += differing(folder, rows, self._context(settings, prefix), now_ns)
        with state.writing():
            state.set_folders(dict.fromkeys(folders, ""))
            if rows:
                state.forget([*rows])
        if changed:
            self.read(Task(site, tuple(changed)), states)
        return len(changed) + len(rows)

    def _context(self, settings: SiteSettings, folder: str) -> tuple[str, str, str]:
        """Column and kind of the items of a folder, and what else reading them depends on."""
        column = settings.column_of(folder)
        if column is None:
            return "", Kind.ARTICLE.value, f"none|{self.book.digest}"
        kind = settings.kind_of(column).value
        return column, kind, f"{column}|{kind}|{self.book.digest}"

    @staticmethod
    def settle(reading: Reading, state: SiteState) -> None:
        """Note that everything was read: folders that stay as they are need no second look."""
        signatures = {path: one for path, one in reading.signatures.items() if one}
        if signatures:
            with state.writing():
                state.set_folders(signatures)
        state.complete()
        reading.tasks, reading.signatures, reading.filling = [], {}, False

    @staticmethod
    def prepare() -> None:
        """Load what reading needs before processes are forked, which would all load it."""
        import sitegen.sources.item_file
        from sitegen.rules.registry import discover

        _ = sitegen.sources.item_file
        discover()

    def read(self, task: Task, states: Mapping[str, SiteState]) -> int:
        """Read the files of a task into the state, all or none; returns how many were parsed.

        The state stays open: the last connection to close would write all to the disk each time.
        """
        root = f"{self.root(task.site)}/"
        rows: list[tuple[FileRow, ItemRow | None, Sequence[Mapping[str, Any]]]] = []
        same: list[FileRow] = []
        for one in task.files:
            if one.context != "file" and one.size > MAX_TEXT:
                row = FileRow(one.path, one.stamp, one.size, "", one.context)
                rows.append((row, None, self._findings(task.site, one, [too_large(one.size)])))
                continue
            try:
                data = bytes_of(root + one.path)
            except FileNotFoundError:
                continue
            digest = hashlib.sha256(data).hexdigest()
            row = FileRow(one.path, one.stamp, len(data), digest, one.context)
            if digest == one.known:
                same.append(row)
            elif one.context == "file":
                rows.append((row, None, ()))
            else:
                rows.append((row, *self._item(task.site, one, data, digest)))
        state = states[task.site]
        with state.writing():
            state.restamp(same)
            if rows:
                state.store(rows)
        return len(rows)

    def warm_up(self, site: str, states: Mapping[str, SiteState]) -> None:
        """Load all that reading an item takes, by reading one of a site for nothing."""
        sql = "SELECT path, col, kind FROM items LIMIT 1"
        for path, column, kind in states[site].connection.execute(sql).fetchall():
            data = (self.root(site) / path).read_bytes()
            self._item(site, Changed(path, "", len(data), column, kind, "", ""), data, "")

    def _item(
        self, site: str, one: Changed, data: bytes, digest: str
    ) -> tuple[ItemRow | None, Sequence[Mapping[str, Any]]]:
        from sitegen.sources.item_file import read_item

        item = read_item(Place(site, one.path, one.column, Kind(one.kind)), data, digest)
        faults = list(item.faults)
        if not one.column:
            message = "稿件不在任何栏目中"
            fix = "请移到有 _column.yaml 的目录，或在该目录新建 _column.yaml"
            faults.append(Fault("source-path-outside", message, fix, 1))
        draft = item.stub is not None and item.stub.draft
        findings = self._findings(site, one, faults, draft=draft)
        if item.stub is None or not one.column:
            return None, findings
        view = item_view(item)
        findings += [found.as_dict() for found in check_item(view, self.book)]
        row = item_row(item)
        return row._replace(facts=(*row.facts, *take_notes(view, self.book))), findings

    def _findings(
        self, site: str, one: Changed, faults: Sequence[Fault], *, draft: bool = False
    ) -> list[dict[str, Any]]:
        file = f"content/{site}/{one.path}"
        found = (to_finding(fault, self.book, site, file, one.column) for fault in faults)
        return [(as_draft(finding) if draft else finding).as_dict() for finding in found]
