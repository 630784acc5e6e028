"""What git knows of a platform: earlier dates of items, and files that are not committed.

The dates are asked of git once; a cache keeps the answer with the commit it belongs to, and later
runs ask only for what was committed since.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic_core import PydanticCustomError

from sitegen.model.fields import parse_time
from sitegen.sources.git_place import git_place

DATE = re.compile(r"^-date:\s*[\"']?(\d{4}-[^\"'#]*?)[\"']?\s*(?:#.*)?$")
FILE = "--- a/"
COMMIT = re.compile(r"[0-9a-f]{40,64}$")
SECONDS = 120


def earlier_dates(content: Path, cache: Path) -> Mapping[str, tuple[str, ...]] | None:
    """Return path → earlier values of `date` (`YYYY-MM-DD HH:MM`, newest first) of all items.

    Paths are relative to `content`. None where there is no git, no repository, or nothing
    committed. `cache` is a file that may be deleted at any time.
    """
    place = git_place(content)
    if place is None:
        return None
    # Of a shallow clone more may be fetched later, and a platform may move inside its repository.
    inside = content.resolve().relative_to(place.top).as_posix()
    basis = f"{inside} {place.depth()}"
    known, found = _cached(cache, basis)
    commit = place.head()
    if not COMMIT.match(commit):
        commit = (_git(content, "rev-parse", "--verify", "HEAD") or "").strip()
    if not COMMIT.match(commit):
        return None
    if known == commit:
        return found
    if not known or _git(content, "merge-base", "--is-ancestor", known, commit) is None:
        known, found = "", {}
    log = _git(
        content, "-c", "core.quotePath=false", "log", "--no-color", "--no-renames", "--no-ext-diff",
        "--no-textconv", "--format=", "--src-prefix=a/", "--dst-prefix=b/",
        "--diff-filter=M", "--relative", "-U0", "-p", "-G^date:",
        f"{known}..{commit}" if known else commit, "--", ".",
    )  # fmt: skip
    if log is None:
        return None
    for path, date in _changes(log):
        found[path] = (*found.get(path, ()), date)
    found = {path: tuple(sorted(set(dates), reverse=True)) for path, dates in found.items()}
    _keep(cache, basis, commit, found)
    return found


def uncommitted_files(root: Path) -> list[str] | None:
    """Return the files below a folder that differ from the last commit, relative to it.

    New files count unless they are ignored; deleted ones do not. None where there is no git.
    """
    quiet = ("-c", "core.quotePath=false")
    tracked = _git(root, *quiet, "diff", "--name-only", "--relative", "--diff-filter=d", "HEAD")
    if tracked is None:  # nothing was committed yet
        tracked = _git(root, *quiet, "ls-files", "--cached")
    new = _git(root, *quiet, "ls-files", "--others", "--exclude-standard")
    if tracked is None or new is None:
        return None
    return sorted({*tracked.splitlines(), *new.splitlines()})


def _changes(log: str) -> Iterator[tuple[str, str]]:
    path = ""
    for line in log.splitlines():
        if line.startswith(FILE):
            path = line.removeprefix(FILE).rstrip("\t")
        elif (match := DATE.match(line)) and path:
            try:
                yield path, parse_time(match[1].strip())
            except PydanticCustomError:
                continue  # it was no date then


def _cached(cache: Path, basis: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    try:
        data = json.loads(cache.read_bytes())
        if data["basis"] != basis:
            return "", {}
        return str(data["commit"]), {path: tuple(dates) for path, dates in data["dates"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", {}


def _keep(cache: Path, basis: str, commit: str, dates: Mapping[str, tuple[str, ...]]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    part = cache.with_suffix(f".{os.getpid()}.part")
    text = json.dumps({"basis": basis, "commit": commit, "dates": dates}, ensure_ascii=False)
    part.write_text(text, encoding="utf-8")
    part.replace(cache)


def _git(folder: Path, *arguments: str) -> str | None:
    """Run git in a folder; None when there is no git or it refuses."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", *arguments],
            cwd=folder,
            env={**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"},
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
