"""Which files of a folder have to be read, and in which portions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.sources.scan import Folder, is_item, stamp_of
from sitegen.state import FileRow

CHUNK = 500
FRESH_NS = 50_000_000
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


def chunks(changed: Sequence[Changed]) -> Iterator[Sequence[Changed]]:
    """Yield what is read in one go each; the last ones are small, so that no process waits long."""
    start = 0
    while start < len(changed):
        size = CHUNK if len(changed) - start > 3 * CHUNK else CHUNK // 4
        yield changed[start : start + size]
        start += size


def differing(
    folder: Folder, rows: dict[str, FileRow], reads: tuple[str, str, str], now_ns: int
) -> Iterator[Changed]:
    """Yield the files of a folder that have to be read; takes those that are there from `rows`.

    `reads` are column, kind and context of the items there. A file so young that it may change
    again unseen gets no stamp: it is looked at again next time.
    """
    for name, status in folder.files.items():
        path = folder.path + name
        column, kind, context = reads if is_item(path) else ("", "", "file")
        stamp = stamp_of(status)
        row = rows.pop(path, None)
        if row and row.stamp == stamp and row.context == context:
            continue
        if max(status[1], status[2]) > now_ns - FRESH_NS:
            stamp = ""
        same = row.digest if row and row.context == context else ""
        yield Changed(path, stamp, status[0], column, kind, context, same)
