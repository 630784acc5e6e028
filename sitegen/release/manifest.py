"""What a release holds: every file's path, size and digest, in canonical bytes.

The text is JSON with one file a line, sorted. So equal input gives equal bytes, and two manifests
are compared without parsing the 20,000 lines that are the same (`manifest_text`).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

import orjson

from sitegen.errors import ReleaseError

MANIFEST_NAME = "manifest.json"
FORMAT = 1
_FILES = b'"files":{\n'
_END = b"\n}}\n"
_SEGMENT = r"(?!\.{1,2}(?:/|\Z))[^/\x00-\x1f\x7f\\\ud800-\udfff]+"
_PATH = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")


class FileEntry(NamedTuple):
    """One file: its size in bytes and its SHA-256 in hex.

    A named tuple, as every page's entry travels from the process that wrote it.
    """

    size: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> "FileEntry":
        """The entry of a file with these bytes."""
        return cls(len(data), hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole content of one release; holds no clock and no path of the machine.

    `files` maps a path relative to the release (no leading slash, not percent-encoded) to its
    entry; `redirects` an old URL path to a new one, both starting with "/"; `inputs` names to
    digests of what went in.
    """

    site: str
    files: Mapping[str, FileEntry]
    redirects: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """The canonical UTF-8 text; raises `ReleaseError` for a name that is not Unicode."""
        head = f'{{"format":{FORMAT},\n"site":{quoted(self.site)},\n'.encode()
        try:
            inputs, redirects = _lines(self.inputs, ""), _lines(self.redirects, "")
            files = _lines(self.files, "]")
        except TypeError as error:
            raise ReleaseError("清单中有不是 UTF-8 编码的文件名，请改名后重试。") from error
        texts = (_object(inputs), b',\n"redirects":', _object(redirects), b",\n")
        return b"".join((head, b'"inputs":', *texts, _FILES, files, _END))

    @classmethod
    def parse(cls, data: bytes) -> "Manifest":
        """Read the text back; raises `ReleaseError` when it is damaged or of another version."""
        try:
            raw = orjson.loads(data)
            if raw["format"] != FORMAT:
                raise ReleaseError(f"发布清单的版本是 {raw['format']}，本程序只认识 {FORMAT}。")
            entries = raw["files"].values()
            if not {*map(len, entries)} <= {2}:
                raise ValueError
            # For 20,000 files, `FileEntry._make` takes four times as long.
            made = map(partial(tuple.__new__, FileEntry), entries)
            files = dict(zip(raw["files"], made, strict=True))
            return cls(raw["site"], files, raw["redirects"], raw["inputs"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReleaseError("发布清单已损坏，无法读取。") from error


@dataclass(frozen=True, slots=True)
class Difference:
    """How one manifest's files differ from an older one's.

    `wanted` are the paths that are new or other now (with their new entries), `replaced` those
    of the older manifest that are other now or gone.
    """

    wanted: Mapping[str, FileEntry]
    replaced: frozenset[str]

    @property
    def gone(self) -> frozenset[str]:
        """The paths that the newer manifest no longer has."""
        return self.replaced - self.wanted.keys()


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def count_pages(data: bytes) -> int:
    """How many `.html` files a manifest's text lists."""
    return data.count(b'.html":[')


def check_path(path: str) -> str:
    """Return `path` when a release may hold it, else raise `ReleaseError`."""
    if path == MANIFEST_NAME or not _PATH.fullmatch(path):
        raise ReleaseError(
            f"“{path!a}”不能作为发布文件的路径：须是相对路径，不含“..”、反斜杠和控制字符。"
        )
    return path


def check_paths(paths: Iterable[str]) -> None:
    """Raise `ReleaseError` at the first path that no release may hold."""
    for path in paths:
        check_path(path)


def _lines(mapping: Mapping[str, Any], last: str) -> bytes:
    """The members of a JSON object, sorted, one a line.

    `last` are the signs after the quotation mark with which each value ends. Raises TypeError for
    a key that is not Unicode.
    """
    text = orjson.dumps(mapping, default=tuple, option=orjson.OPT_SORT_KEYS)[1:-1]
    between = f"{last},"
    # Between quotation marks it stands between members, unless some belong to what is said.
    if b'\\"' in text or between in mapping or between in mapping.values():
        members = (orjson.dumps({key: mapping[key]}, default=tuple) for key in sorted(mapping))
        return b",\n".join(member[1:-1] for member in members)
    return text.replace(f'"{between}"'.encode(), f'"{between}\n"'.encode())


def _object(lines: bytes) -> bytes:
    return b"{\n" + lines + b"\n}" if lines else b"{}"
