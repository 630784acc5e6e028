"""What reading an item costs, step by step: processor time in µs an item.

    python -m benchmarks.reading PLATFORM [--items 500] [--repeats 7]

The files are in memory beforehand; every step runs over all of them, and the fastest of the
repetitions counts, as other processes can only make a step slower.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sitegen.model.entry import ItemView
from sitegen.model.kinds import Kind
from sitegen.pipeline.ingest import Ingest
from sitegen.pipeline.item_rows import item_view
from sitegen.pipeline.outdated import CHUNK, Changed
from sitegen.rules import Rulebook, load_rulebook
from sitegen.sources.item_file import digest_of, read_item
from sitegen.sources.place import Place
from sitegen.sources.platform import load_platform
from sitegen.state import FileRow, ItemRow, SiteState

Row = tuple[FileRow, ItemRow | None, Sequence[Mapping[str, Any]]]


class File(NamedTuple):
    """A file of a site, in memory."""

    site: str
    changed: Changed
    data: bytes
    digest: str


def load(ingest: Ingest, count: int) -> list[File]:
    """Return items of the platform, the same ones for the same content."""
    with tempfile.TemporaryDirectory() as empty:  # so that no file counts as known
        (Path(empty) / "content").symlink_to(ingest.platform.content.resolve())
        fresh = replace(ingest, platform=replace(ingest.platform, root=Path(empty)))
        found: list[tuple[str, Changed]] = []
        for site in ingest.platform.config.sites:
            with closing(fresh.open(site.id)) as state:
                tasks = fresh.look(state, fresh.scan(site.id, 0)).tasks
            found += [(site.id, one) for task in tasks for one in task.files if one.column]
    found.sort()
    chosen = random.Random(7).sample(found, min(count, len(found)))
    files = [(site, one, (ingest.root(site) / one.path).read_bytes()) for site, one in chosen]
    return [File(*file, digest_of(file[2])) for file in files]


class Stopwatch:
    """Adds up the processor time of functions, which it stands in for as long as it runs."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._replaced: list[tuple[ModuleType, str, Any]] = []

    def watch(self, step: str, module: ModuleType, name: str) -> None:
        function = getattr(module, name)
        self._replaced.append((module, name, function))

        def timed(*values: Any, **named: Any) -> Any:
            started = time.thread_time()
            try:
                return function(*values, **named)
            finally:
                self.seconds[step] += time.thread_time() - started

        setattr(module, name, timed)

    def stop(self) -> None:
        for module, name, function in self._replaced:
            setattr(module, name, function)


def read_steps(ingest: Ingest, files: Sequence[File]) -> Mapping[str, float]:
    """Return seconds of all files together for each step of reading an item's bytes."""
    from sitegen.pipeline import ingest as whole
    from sitegen.sources import item_file

    clock = Stopwatch()
    for step, module, name in (
        ("read_item", item_file, "read_item"),
        ("  decode", item_file, "decode"),
        ("  yaml", item_file, "read_yaml"),
        ("  validation", item_file, "validate"),
        ("  markdown", item_file, "convert"),
        ("  markdown of fields", item_file, "render_texts"),
        ("  facts", item_file, "facts_of"),
        ("  fingerprint", item_file, "fingerprint"),
        ("  substance", item_file, "substance"),
        ("  stub", item_file, "_stub"),
        ("check_item", whole, "check_item"),
        ("notes", whole, "take_notes"),
        ("row of the state", whole, "item_row"),
    ):
        clock.watch(step, module, name)
    try:
        for file in files:
            ingest._item(*file)
    finally:
        clock.stop()
    return clock.seconds


def seconds_of(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def families(views: Sequence[ItemView], book: Rulebook) -> Mapping[str, float]:
    """Return seconds of all items together for each family of checks."""
    from sitegen.rules.running import plan

    found: defaultdict[str, float] = defaultdict(float)
    for view in views:
        for check, _ in plan(book, "item", view.stub.kind):
            started = time.thread_time()
            list(check.run(view, book))
            found[f"  {check.run.__module__.split('.')[2]}"] += time.thread_time() - started
    return found


def seconds_of_storing(folder: Path, rows: Sequence[Row]) -> float:
    """Return the seconds of storing rows in a new state, a chunk at a time as a build does."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        state = SiteState(Path(place) / "state.sqlite", "city", "benchmark")

        def write() -> None:
            for start in range(0, len(rows), CHUNK):
                with state.writing():
                    state.store(rows[start : start + CHUNK])

        try:
            return seconds_of(write)
        finally:
            state.close()


def measure(ingest: Ingest, files: Sequence[File], repeats: int) -> dict[str, float]:
    """Return the seconds of each step over all files, the fastest of `repeats`."""
    views: list[ItemView] = []
    rows: list[Row] = []
    for site, one, data, digest in files:
        item = read_item(Place(site, one.path, one.column, Kind(one.kind)), data, digest)
        if item.stub:
            views.append(item_view(item))
        row = FileRow(one.path, "", len(data), digest, one.context)
        rows.append((row, *ingest._item(site, one, data, digest)))
    best: dict[str, float] = {}
    gc.disable()  # as sitegen's worker processes do
    for _ in range(repeats):
        read = seconds_of(lambda: [ingest._item(*file) for file in files])
        stored = seconds_of_storing(ingest.platform.build, rows)
        found = {"bytes to rows stored": read + stored, "bytes to rows": read}
        found |= read_steps(ingest, files)
        found |= {"storing rows": stored, **families(views, ingest.book)}
        for step, seconds in found.items():
            best[step] = min(seconds, best.get(step, seconds))
        gc.collect()
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("platform", type=Path)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    platform = load_platform(options.platform)
    ingest = Ingest(platform, load_rulebook(platform.root), "benchmark")
    files = load(ingest, options.items)
    best = measure(ingest, files, options.repeats)
    lines = [f"{len(files)} items, processor time in µs an item"]
    lines += [f"{seconds / len(files) * 1e6:8.1f}  {step}" for step, seconds in best.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
