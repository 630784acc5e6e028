"""What a build is made with: this program's own files, and the libraries that shape its output."""

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.pipeline.memory import replace_memory

_PACKAGE = Path(__file__).resolve().parent.parent
_MEMORY = "program.json"
_SHAPING = frozenset(
    "brotli jinja2 lxml markdown_it_py markupsafe mdit_py_plugins nh3 opencc orjson pillow "
    "pydantic pydantic_core pyyaml segno zstandard".split()
)
"""Libraries of which another version may write other bytes."""


class _File(NamedTuple):
    path: str
    name: str
    stamp: str


def program_digest(state: Path, package: Path = _PACKAGE) -> str:
    """Return a digest of all that shapes what is written besides content, theme and settings.

    It is the same for the same program on every machine. Reading all files takes longer than a
    small build: what they said is remembered in the folder `state`, as long as none is touched.
    """
    files = [*_files(str(package))]
    libraries = " ".join((*_libraries(), *map(str, sys.version_info[:2])))
    seen = hashlib.blake2b(libraries.encode(), digest_size=16)
    for one in files:
        seen.update(f"{one.name} {one.stamp}\n".encode())
    known = _remembered(state / _MEMORY)
    if known.get("seen") != seen.hexdigest():
        made = hashlib.blake2b(libraries.encode(), digest_size=12)
        for one in files:
            with open(one.path, "rb") as stream:  # noqa: PTH123
                data = stream.read()
            made.update(f"{one.name} {len(data)}\n".encode() + data)
        known = {"seen": seen.hexdigest(), "digest": made.hexdigest()}
        replace_memory(state / _MEMORY, json.dumps(known).encode())
    return known["digest"]


def _files(package: str) -> Iterator[_File]:
    """Every file of the package by its name below it; what Python compiles is none of them."""
    # With a `Path` for each of hundreds of files, this took a tenth of building a small site.
    for place, folders, names in os.walk(package):
        folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
        for name in sorted(names):
            path = f"{place}/{name}"
            status = os.stat(path)  # noqa: PTH116
            stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
            yield _File(path, path.removeprefix(package), stamp)


def _libraries() -> Iterator[str]:
    """Names and versions of the libraries, as the names of their folders tell them."""
    places = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    found = {name for place in places for name in os.listdir(place)}  # noqa: PTH208
    for name in sorted(found):
        stem, _, kind = name.rpartition(".")
        if kind in ("dist-info", "egg-info") and stem.partition("-")[0].lower() in _SHAPING:
            yield stem


def _remembered(path: Path) -> dict[str, str]:
    try:
        data = json.loads(path.read_text("utf-8"))
        return data if {*data} == {"seen", "digest"} else {}
    except (OSError, ValueError, TypeError):
        return {}
