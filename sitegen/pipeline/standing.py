"""Whether the last build's result still stands, told by looking at files from outside.

Most builds of most days find nothing to do. To know that, it is enough that no file has changed
that a build reads: content, configuration, themes, the program itself, its own states, and which
releases are live. Nothing of the program needs to be loaded for it but this module and the one
that walks trees, which therefore import only the standard library.
"""

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sitegen.sources.folders import walk
from sitegen.sources.git_place import git_place
from sitegen.sources.scan import Scan, scan_all

_FILE = Path(".state") / "standing.json"
_WATCHED = ("manifest.json", "state.sqlite", "state.sqlite-wal")
_FRESH_NS = 50_000_000
"""A file this young when it was looked at may change again within the clock's grain."""


class Inputs(NamedTuple):
    """A digest of all that a build reads, and whether it can be trusted to change with it.

    `trees` are the trees of content that were walked for it, by the names of their sites;
    `seconds` is the processor time that the look took.
    """

    digest: str
    settled: bool
    trees: dict[str, Scan]
    seconds: float


class Standing(NamedTuple):
    """The result of a build that published or kept every site, as far as nothing changes.

    It stands for moments from `since` until before `until`, on the same day. `clock` is the moment
    that the platform fixes, if it does, `zone` its time zone. `words` are the digests of the word
    files that `rules.yaml` names; `looked` is the processor time that it took to look, in seconds.
    `report` is what `build --json` prints when nothing has changed.
    """

    inputs: str
    outputs: str
    since: str
    until: str
    clock: str
    zone: str
    words: Mapping[str, str]
    looked: float
    report: Mapping[str, Any]

    def moment(self, given: str | None) -> str:
        """The build's moment, `YYYY-MM-DD HH:MM`; `given` has that form."""
        return given or self.clock or datetime.now(ZoneInfo(self.zone)).strftime("%Y-%m-%d %H:%M")

    def same_words(self, root: Path) -> bool:
        """Whether the word files are what they were."""
        try:
            return all(
                hashlib.sha256((root / name).read_bytes()).hexdigest() == digest
                for name, digest in self.words.items()
            )
        except OSError:
            return False

    def stands(self, inputs: Inputs, outputs: str, as_of: str) -> bool:
        """Whether a build at that moment would find nothing to do."""
        same_day = as_of[:10] == self.since[:10]
        window = same_day and self.since <= as_of < self.until
        return window and self.inputs == inputs.digest and self.outputs == outputs


def inputs_of(root: Path, options: str, known: str = "") -> Inputs:
    """Look at every file that a build of the platform reads; `options` are what it is asked for.

    Where the digest is the one `known`, the trees are left out: nobody will read them.
    """
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(digest_size=16)
    libraries = sysconfig.get_path("purelib")
    digest.update(f"{sys.version} {options} {os.stat(libraries).st_mtime_ns}".encode())  # noqa: PTH116
    started, begun = time.process_time(), time.time_ns()
    trees = scan_all(root / "content")
    newest = 0
    for tree in trees.values():
        for folder in tree.folders.values():
            newest = max(newest, folder.newest)
            digest.update(f"{tree.root.name}/{folder.path} {folder.faults}\n".encode())
            digest.update(folder.packed)
    for place in (root, root / "themes", package, package.parent / "themes"):
        for files in _folders(str(place), deep=place is not root):
            lines = []
            for path, status in files:
                changed, moved = status.st_mtime_ns, status.st_ctime_ns
                if changed > newest or moved > newest:
                    newest = max(changed, moved)
                lines.append(f"{path}\0{status.st_size} {changed} {moved} {status.st_ino}\n")
            digest.update("".join(lines).encode("utf-8", "surrogateescape"))
    if repository := git_place(root / "content"):
        digest.update(repository.mark().encode())
    found = digest.hexdigest()
    settled = newest <= begun - _FRESH_NS
    seconds = time.process_time() - started
    return Inputs(found, settled, {} if found == known else trees, seconds)


def outputs_of(build: Path) -> str:
    """A digest of which releases are live, and of their manifests and the states as files."""
    digest = hashlib.blake2b(digest_size=16)
    for place in (build, build / ".state"):
        with suppress(FileNotFoundError):
            for entry in sorted(os.scandir(place), key=lambda entry: entry.name):
                if entry.is_symlink():
                    digest.update(f"{entry.name} {os.readlink(entry.path)}\n".encode())  # noqa: PTH115
                for name in _WATCHED:
                    with suppress(OSError):
                        status = os.stat(f"{entry.path}/{name}")  # noqa: PTH116
                        digest.update(
                            f"{entry.name} {name} {status.st_size} {status.st_mtime_ns} "
                            f"{status.st_ino}\n".encode()
                        )
    return digest.hexdigest()


def recall(build: Path) -> Standing | None:
    """Return what the last build left, if it can be read."""
    try:
        return Standing(**json.loads((build / _FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def leave(build: Path, standing: Standing | None) -> None:
    """Leave a result for the next build; None where there is none that could stand."""
    path = build / _FILE
    if standing is None:
        path.unlink(missing_ok=True)
        return
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(json.dumps(standing._asdict(), ensure_ascii=False), "utf-8")
    fresh.replace(path)


def _folders(top: str, *, deep: bool) -> Iterator[list[tuple[str, os.stat_result]]]:
    """Yield what stands in a folder, and in those below it, in a fixed order.

    Without `deep`, only the YAML files right in it.
    """
    for _, entries in walk(top):
        files: list[tuple[str, os.stat_result]] = []
        for entry in entries:
            if deep or entry.name.endswith((".yaml", ".yml")):
                with suppress(FileNotFoundError):  # a link that leads nowhere
                    files.append((entry.path, entry.stat()))
        yield files
        if not deep:
            return
