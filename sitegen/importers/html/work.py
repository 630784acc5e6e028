"""What the worker processes do: read a page, write an item. Everything they need comes in once."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, TypeVar

from sitegen.errors import ImportFault
from sitegen.importers.html.archive import Entry
from sitegen.importers.html.compose import Item, Surround, compose
from sitegen.importers.html.extract import ExtractedPage, Options, extract
from sitegen.importers.html.judging import item_notes
from sitegen.importers.html.notes import Note
from sitegen.importers.html.placing import Placement
from sitegen.importers.html.state import digest
from sitegen.importers.html.summary import Summary, summarise
from sitegen.importers.ledger import write_atomically
from sitegen.importers.limits import read_bounded
from sitegen.processes import end_with_parent

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_CHUNK: Final = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """A page to read: `known` is the digest of the earlier run, for which nothing is done."""

    entry: Entry
    spool: Path
    known: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """An item to write; `written` is the digest of the earlier run's text, `force` overwrites."""

    placement: Placement
    entry: Entry
    spool: Path
    written: str = ""
    stale: tuple[str, ...] = ()
    force: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an item: `added`, `updated`, `unchanged`, `kept` (edited by hand) or
    `failed`.
    """

    address: str
    outcome: str
    digest: str = ""
    files: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def read_page(task: Reading, options: Options) -> Summary:
    """Read one page, keep the result in the spool and return it in short.

    An unchanged page gives a summary with an empty kind. Whatever goes wrong is in `fault`.
    """
    address = task.entry.address
    try:
        data = read_bounded(task.entry.path, options.limits.page_bytes)
        mark = digest(data)
        if mark == task.known:
            return Summary(address, mark, kind="")
        page = extract_entry(task.entry, data, options)
    except ImportFault as fault:
        return Summary(address, "", fault=str(fault))
    except Exception as error:  # one bad page must not end the move
        return Summary(address, "", fault=f"处理时出错（{type(error).__name__}），未导入")
    if page.kind == "article":
        task.spool.write_bytes(pickle.dumps(page))
    return summarise(page, address, mark)


def extract_entry(entry: Entry, data: bytes, options: Options) -> ExtractedPage:
    """Extract a saved file; the charset that HTTP named goes in as a hint."""
    hinted = options if not entry.charset else _with_charset(options, entry.charset)
    return extract(data, f"http:{entry.address}", hinted)


def _with_charset(options: Options, charset: str) -> Options:
    from dataclasses import replace

    return replace(options, charset=charset)


def write_item(task: Writing, site_root: Path, around: Surround, options: Options) -> Written:
    """Compose one item and write it below `site_root`, unless someone edited it since."""
    address = task.placement.page.address
    try:
        page = _page(task, options)
        item = compose(page, task.placement, around)
        column = task.placement.column
        judged = item_notes(
            item.text, around.site, task.placement.path, (column.to, column.type), around.book
        )
        notes = (*item.notes, *judged)
        target = site_root / task.placement.path
        if not target.resolve().is_relative_to(site_root.resolve()):
            raise ImportFault("稿件路径在站点目录之外，未写入")
        outcome = _deliver(item, target, task)
        names = tuple(sorted((*item.copies, *item.writes)))
        if outcome == "kept":
            message = "稿件导入后已经人工修改，本次未覆盖"
            notes = (
                *notes,
                Note("edited", "warning", message, task.placement.path, "需要重新导入时加 --force"),
            )
        return Written(address, outcome, digest(item.text), names, notes)
    except ImportFault as fault:
        return Written(address, "failed", notes=(Note("crashed", "error", str(fault), address),))
    except Exception as error:  # one bad page must not end the move
        message = f"处理时出错（{type(error).__name__}），未导入"
        return Written(address, "failed", notes=(Note("crashed", "error", message, address),))


def _page(task: Writing, options: Options) -> ExtractedPage:
    if task.spool.is_file():
        loaded: Any = pickle.loads(task.spool.read_bytes())  # written by read_page of this run
        if isinstance(loaded, ExtractedPage):
            return loaded
    data = read_bounded(task.entry.path, options.limits.page_bytes)
    return extract_entry(task.entry, data, options)


def _deliver(item: Item, target: Path, task: Writing) -> str:
    mark = digest(item.text)
    if target.is_file():
        current = digest(target.read_bytes())
        if current not in (mark, task.written) and not task.force:
            return "kept"
        if current == mark and all(
            (target.parent / n).is_file() for n in (*item.copies, *item.writes)
        ):
            return "unchanged"
    elif task.written and not task.force:
        return "kept"
    outcome = "updated" if task.written else "added"
    target.parent.mkdir(parents=True, exist_ok=True)
    for name, source in item.copies.items():
        _copy(source, target.parent / name)
    for name, data in item.writes.items():
        write_atomically(target.parent / name, data)
    write_atomically(target, item.text.encode("utf-8", "replace"))
    for name in set(task.stale) - set(item.copies) - set(item.writes):
        (target.parent / name).unlink(missing_ok=True)
    return outcome


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f".import-{target.name}")
    shutil.copyfile(source, part)
    part.chmod(0o644)
    part.replace(target)


@dataclass
class Crew:
    """Runs tasks in `jobs` processes, in order; `jobs=1` runs them here."""

    jobs: int
    crashed: Callable[[Any], Any] = field(default=lambda _task: None)

    def run(
        self, work: Callable[..., _Result], tasks: Iterable[_Task], **shared: Any
    ) -> Iterator[_Result]:
        """Yield the result of each task; a task that kills its process yields `crashed(task)`."""
        waiting = list(tasks)
        if self.jobs <= 1 or len(waiting) < 2 * _CHUNK:
            for task in waiting:
                yield work(task, **shared)
            return
        yield from self._pooled(work, waiting, shared)

    def _pooled(
        self, work: Callable[..., _Result], waiting: list[_Task], shared: dict[str, Any]
    ) -> Iterator[_Result]:
        done = 0
        try:
            with _pool(self.jobs, work, shared) as pool:
                for result in pool.map(_call, waiting, chunksize=_CHUNK):
                    done += 1
                    yield result
        except BrokenProcessPool:
            yield from self._one_by_one(work, waiting[done:], shared)

    def _one_by_one(
        self, work: Callable[..., _Result], waiting: list[_Task], shared: dict[str, Any]
    ) -> Iterator[Any]:
        """A single process, one task at a time, so that it is known which task kills it."""
        while waiting:
            done = 0
            try:
                with _pool(1, work, shared) as pool:
                    for task in waiting:
                        yield pool.submit(_call, task).result()
                        done += 1
            except BrokenProcessPool:
                yield self.crashed(waiting[done])
                done += 1
            waiting = waiting[done:]


_work: list[Callable[[Any], Any]] = []


def _pool(jobs: int, work: Callable[..., Any], shared: dict[str, Any]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_prepare,
        initargs=(partial(work, **shared),),
    )


def _prepare(work: Callable[[Any], Any]) -> None:
    end_with_parent()
    # The archive's index is large; a process is given it once instead of with every task.
    _work[:] = [work]


def _call(task: Any) -> Any:
    return _work[0](task)
