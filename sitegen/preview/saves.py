"""Which saved files can be read by themselves; all else asks for a look at the whole platform."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sitegen.pipeline.site_build import SiteBuilder
from sitegen.sources.faults import Fault
from sitegen.sources.scan import ignored, name_faults
from sitegen.state import SiteState

Saves = Mapping[str, Sequence[str]]
"""Paths of items and attachments that were saved, made or deleted, by site."""


def sort_saves(
    paths: Iterable[str], builder: SiteBuilder, states: Mapping[str, SiteState]
) -> Saves | None:
    """Sort changed paths by site; None where one of them is more than an item or an attachment.

    `paths` are absolute. Settings, folders, links and names that checks complain of are more.
    """
    content = builder.platform.content
    real = os.path.realpath(content)
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(set(paths)):
        folder, name = os.path.split(path)
        inside = os.path.relpath(os.path.realpath(folder), real)
        site, _, tail = f"{inside}/{name}".partition("/")
        if any(ignored(part) for part in tail.split("/")):
            continue
        if site not in builder.settings or os.path.relpath(folder, content) != inside:
            return None
        place = _Place(content, site, tail)
        if not place.is_simple(states[site], builder.faults.get(site, ())):
            return None
        found[site].append(tail)
    return found


class _Place:
    """One changed path."""

    def __init__(self, content: Path, site: str, path: str) -> None:
        self.content = content
        self.site = site
        self.path = path
        self.full = content / site / path

    def is_simple(self, state: SiteState, faults: Sequence[Fault]) -> bool:
        """Whether the path is that of a file that can be read, or forgotten, by itself."""
        name = self.path.rpartition("/")[2]
        if name.startswith("_") or self.full.is_symlink() or self.full.is_dir():
            return False
        there, known = self.full.exists(), state.file(self.path) is not None
        if there and known:
            return True
        if not there and not known:
            return not any(one.startswith(f"{self.path}/") for one in state.folders())
        return self._names_are_as_before(faults)

    def _names_are_as_before(self, faults: Sequence[Fault]) -> bool:
        """Whether nothing is wrong with names in the folder that was not wrong at the last scan."""
        prefix = "".join(self.path.rpartition("/")[:2])
        base = f"content/{self.site}/"
        root = self.content / self.site
        if not (root / prefix).is_dir():
            return False
        now = {f"{base}{one.file}" for one in name_faults(root, prefix, self.content)}
        then = {
            one.file
            for one in faults
            if one.file.rpartition("/")[0] == f"{base}{prefix}".rstrip("/")
            and not one.file.rpartition("/")[2].startswith("_")
        }
        return now == then


def changed_files(changes: Iterable[tuple[object, str]]) -> list[str]:
    """Return the changed paths that matter, without editors' temporary files."""
    return [
        path
        for _, path in changes
        if not ignored(path.rpartition("/")[2]) and not path.endswith(("~", ".swp"))
    ]
