"""The whole move: open the source, read the pages, plan, write the items, report."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from sitegen.errors import UsageError
from sitegen.importers.html.archive import Archive, path_of
from sitegen.importers.html.column_files import keep_addresses, make_columns
from sitegen.importers.html.columns import known_columns
from sitegen.importers.html.compose import Surround
from sitegen.importers.html.extract import Options
from sitegen.importers.html.mapping import ImportMap, OldColumn, dump_map, extend, load_map, propose
from sitegen.importers.html.notes import Note
from sitegen.importers.html.order import Order
from sitegen.importers.html.pairs import Pairs, pair_up
from sitegen.importers.html.placing import Placement, Plan, plan
from sitegen.importers.html.report import MoveReport
from sitegen.importers.html.reporting import Outcome, build_report
from sitegen.importers.html.sources import Opening, open_source
from sitegen.importers.html.state import Record, State, digest, digest_of, load_state
from sitegen.importers.html.summary import Summary
from sitegen.importers.html.work import Crew, Reading, Writing, Written, read_page, write_item
from sitegen.importers.ledger import write_atomically
from sitegen.rules.loading import load_rulebook

# Part of the settings' digest: pages are read anew when the importer learns something.
READER_VERSION: Final = "2"
_R = TypeVar("_R")
Progress = Callable[[str, int, int], None]


def move(order: Order, progress: Progress | None = None) -> MoveReport:
    """Carry out a move and return its report; a dry run writes nothing but a proposed map file.

    Raises ImportFault if the source or the state cannot be read at all, ConfigError for a bad
    map file, UsageError for a site that is none.
    """
    if not order.site_root.is_dir():
        raise UsageError(f"平台中没有站点“{order.site}”（缺少 content/{order.site}）")
    mapping = load_map(order.map_file) if order.map_file.is_file() else None
    state = load_state(order.state_file)
    with tempfile.TemporaryDirectory(prefix="sitegen-import-") as scratch:
        base = order.base_url or (mapping.base_url if mapping else "")
        opening = Opening(Path(scratch) / "source", order.limits, base)
        run = _Move(order, mapping, state, opening, progress or _silent)
        return run.run(Path(scratch))


class _Move:
    """One run; its steps share the archive, the map and the state."""

    def __init__(
        self,
        order: Order,
        mapping: ImportMap | None,
        state: State,
        opening: Opening,
        progress: Progress,
    ) -> None:
        self.order, self.state, self.progress = order, state, progress
        self.had_map = mapping is not None
        self.mapping = mapping or ImportMap(site=order.site)
        self.archive: Archive = open_source(order.source, opening)
        self.options = self._options()
        self.base = opening.base
        self.spools: dict[str, Path] = {}
        self.pairs = Pairs()

    def _options(self) -> Options:
        chosen = self.mapping.selectors
        return Options(
            today=self.order.today,
            title_selector=chosen.title,
            body_selector=chosen.body,
            date_selector=chosen.date,
            source_selector=chosen.source,
            drop_repeated_title=self.mapping.drop_repeated_title,
            limits=self.order.limits,
        )

    def run(self, scratch: Path) -> MoveReport:
        """All steps in order."""
        pages = self._read(scratch / "spool")
        known = known_columns(self.order.site_root)
        if self.had_map:
            self.mapping = extend(self.mapping, pages.values(), known)
        else:
            self.mapping = propose(self.order.site, self.base, pages.values(), known)
            _write_text(self.order.map_file, dump_map(self.mapping))
        site_root = self.order.site_root
        occupied = (path.relative_to(site_root).as_posix() for path in site_root.rglob("*.md"))
        chosen = plan(pages.values(), self.mapping, self.state.items(), occupied, known)
        self.pairs = pair_up(chosen.placements, chosen.targets, self.archive.find)
        results: list[Written] = []
        if not self.order.dry_run:
            columns = make_columns(site_root, _wanted_columns(chosen), known)
            results = self._write(chosen)
            self.state.lists, notes = keep_addresses(
                site_root, chosen.list_aliases, self.state.lists
            )
            chosen.notes.extend(notes)
            self._remember(pages, chosen, results)
        else:
            columns = [c for c in _wanted_columns(chosen) if c not in known]
        outcome = Outcome(self.mapping, pages, chosen, results, columns)
        return build_report(self.order, self.archive, outcome)

    def _settings(self) -> str:
        data = self.mapping.selectors.model_dump_json()
        return digest(READER_VERSION, data, str(self.mapping.drop_repeated_title))

    def _read(self, spool: Path) -> dict[str, Summary]:
        """Read every page that is new or changed; the others are as the state knows them."""
        spool.mkdir()
        settings = self._settings()
        trusted = self.state.records if self.state.settings == settings else {}
        entries = list(self.archive.pages())
        tasks = [
            Reading(
                entry,
                spool / f"{number:07d}",
                trusted[entry.address].summary.digest if entry.address in trusted else "",
            )
            for number, entry in enumerate(entries)
        ]
        self.spools = {task.entry.address: task.spool for task in tasks}
        crew = Crew(
            self.order.jobs,
            lambda task: Summary(task.entry.address, "", fault="处理时进程异常退出，未导入"),
        )
        pages: dict[str, Summary] = {}
        for short in self._counted(
            "读取网页", crew.run(read_page, tasks, options=self.options), len(tasks)
        ):
            same = not short.kind and not short.fault and short.address in trusted
            pages[short.address] = trusted[short.address].summary if same else short
        self.state.settings = settings
        return pages

    def _counted(self, what: str, results: Iterable[_R], total: int) -> Iterator[_R]:
        for done, result in enumerate(results, 1):
            yield result
            if done % 50 == 0 or done == total:
                self.progress(what, done, total)

    def _write(self, chosen: Plan) -> list[Written]:
        around = Surround(
            self.archive,
            chosen.targets,
            chosen.lists,
            self.order.site,
            load_rulebook(self.order.root),
            self.mapping.default_source or self.order.default_source,
            self.pairs,
        )
        tasks: list[Writing] = []
        results: list[Written] = []
        for placement in chosen.placements:
            record = self.state.records.get(placement.page.address)
            if record is not None and self._untouched(placement, record, chosen):
                results.append(
                    Written(placement.page.address, "unchanged", record.written, record.files)
                )
                continue
            tasks.append(self._task(placement, record))
        crew = Crew(self.order.jobs, _failed)
        work = crew.run(
            write_item, tasks, site_root=self.order.site_root, around=around, options=self.options
        )
        results.extend(self._counted("写入稿件", work, len(tasks)))
        return results

    def _task(self, placement: Placement, record: Record | None) -> Writing:
        address = placement.page.address
        return Writing(
            placement,
            self.archive.entries[address],
            self.spools[address],
            record.written if record else "",
            record.files if record else (),
            self.order.force,
        )

    def _untouched(self, placement: Placement, record: Record, chosen: Plan) -> bool:
        """Whether page, frame and item are all as the last run left them."""
        if record.summary != placement.page or record.frame != self._frame(placement, chosen):
            return False
        target = self.order.site_root / record.item
        return (
            bool(record.written)
            and target.is_file()
            and digest(target.read_bytes()) == record.written
        )

    def _frame(self, placement: Placement, chosen: Plan) -> str:
        """A digest of what an item depends on besides its page."""
        links = (self.archive.find(link) or link for link in placement.page.links)
        led = [f"{link}>{chosen.targets.get(link) or chosen.lists.get(link, '')}" for link in links]
        pairs = [f"={other}" for other in self.pairs.of(placement.path)]
        return digest_of([placement.path, placement.column.type, *placement.aliases, *led, *pairs])

    def _remember(self, pages: dict[str, Summary], chosen: Plan, results: list[Written]) -> None:
        placed = {placement.page.address: placement for placement in chosen.placements}
        written = {result.address: result for result in results}
        for address, page in pages.items():
            placement, result = placed.get(address), written.get(address)
            if placement is None or result is None or result.outcome == "failed":
                self.state.records[address] = Record(
                    page, self.state.items().get(address, "") if placement else ""
                )
                continue
            old = self.state.records.get(address)
            mark = result.digest if result.outcome != "kept" else (old.written if old else "")
            self.state.records[address] = Record(
                page, placement.path, mark, self._frame(placement, chosen), result.files
            )
        self.state.save()


def _silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _failed(task: Writing) -> Written:
    address = task.placement.page.address
    return Written(
        address,
        "failed",
        notes=(Note("crashed", "error", "处理时进程异常退出，未导入", path_of(address)),),
    )


def _wanted_columns(chosen: Plan) -> dict[str, OldColumn]:
    return {placement.column.to: placement.column for placement in chosen.placements}


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())
