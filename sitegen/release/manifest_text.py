"""A manifest's text, changed and compared as it is: most lines of two releases are the same.

Its members are sorted, one a line. So a line is found by halving the text, and what two texts have
in common is passed over as bytes.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any, NamedTuple

import orjson

from sitegen.errors import ReleaseError
from sitegen.release.manifest import Difference, FileEntry, Manifest

_INPUTS, _REDIRECTS, _FILES = b',\n"inputs":{', b',\n"redirects":{', b',\n"files":{\n'
# A page may be called "redirects", too; what is said of it is no object.
_END = b"\n}}\n"
_BETWEEN = b",\n"
_MANY = 300
"""More lines than this are changed sooner by writing the whole text anew."""
_BLOCK = 32768
"""Blocks of about so many bytes that differ are compared line by line."""


class _Lines(NamedTuple):
    """Lines of a text, from `first` to before `last`, where there is one."""

    text: bytes
    first: int
    last: int

    def start(self, place: int) -> int:
        """Where the line begins in which a place is."""
        return max(self.text.rfind(b"\n", self.first, place) + 1, self.first)

    def end(self, start: int) -> int:
        """Where a line ends, without what stands between two lines."""
        found = self.text.find(_BETWEEN, start, self.last)
        return self.last if found < 0 else found

    def after(self, end: int) -> int:
        """Where the line after one begins that ends there."""
        return min(end + len(_BETWEEN), self.last)

    def name(self, start: int) -> str:
        """The name of the member on a line."""
        (name,) = orjson.loads(b"{" + self.text[start : self.end(start)] + b"}")
        return str(name)

    def place(self, name: str, first: int) -> int:
        """Where the first line from `first` on begins whose name is not before `name`."""
        last = self.last
        while first < last:
            start = self.start((first + last) // 2)
            if self.name(start) < name:
                first = self.after(self.end(start))
            else:
                last = start
        return first


def renewed(text: bytes, old: Manifest, new: Manifest) -> bytes:
    """Return `new.to_bytes()`, made from the text of `old`, which is `old.to_bytes()`."""
    inputs, files = _changed(old.inputs, new.inputs), _changed(old.files, new.files)
    alike = old.site == new.site and old.redirects == new.redirects
    few = len(inputs) + len(files) <= _MANY
    if not (alike and few and old.inputs and old.files and new.inputs and new.files):
        return new.to_bytes()
    members, entries = _regions(text)
    try:
        pieces = [
            text[: members.first],
            *_replaced(members, inputs),
            text[members.last : entries.first],
            *_replaced(entries, files),
            text[entries.last :],
        ]
    except (TypeError, ValueError):
        return new.to_bytes()  # which says what is wrong with a name
    return b"".join(pieces)


def difference(new: bytes, old: bytes) -> Difference:
    """How the files of one text differ from those of an older one.

    Raises `ReleaseError` when a text, or a line that the two have not in common, is damaged.
    """
    added: set[bytes] = set()
    removed: set[bytes] = set()
    try:
        for mine, theirs in _unlike(_regions(new)[1], _regions(old)[1]):
            lines, known = set(mine.split(_BETWEEN)), set(theirs.split(_BETWEEN))
            added |= lines - known
            removed |= known - lines
        return Difference(_parsed(added - removed), frozenset(_parsed(removed - added)))
    except (ValueError, TypeError) as error:
        raise _damaged() from error


def _regions(text: bytes) -> tuple[_Lines, _Lines]:
    """Where a text tells of inputs and of files; raises `ReleaseError` when it is damaged."""
    inputs = text.find(_INPUTS)
    redirects = text.find(_REDIRECTS, inputs)
    files = text.find(_FILES, redirects)
    if min(inputs, redirects, files) < 0 or not text.endswith(_END, files):
        raise _damaged()
    members = (inputs + len(_INPUTS) + 1, redirects - len(b"\n}"))
    entries = (files + len(_FILES), len(text) - len(_END))
    return _Lines(text, *members), _Lines(text, *entries)


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is new or other; None for what is gone."""
    get = old.get
    # Most values are the very same objects, which is told faster than that they are equal.
    found = {
        name: value
        for name, value in new.items()
        if (known := get(name)) is not value and known != value
    }
    if len(old) == len(new) and found.keys() <= old.keys():
        return found
    return dict.fromkeys(old.keys() - new.keys()) | found


def _replaced(lines: _Lines, changed: Mapping[str, Any]) -> list[bytes]:
    """The pieces of lines in which the members named are other, new, or, where None, gone.

    Neither before nor afterwards may there be no lines.
    """
    text, done = lines.text, lines.first
    pieces: list[bytes] = []
    for name in sorted(changed):
        start = lines.place(name, done)
        pieces.append(text[done:start])
        if start == lines.last > done:
            pieces.append(_BETWEEN)
        known = start < lines.last and lines.name(start) == name
        done = lines.after(lines.end(start)) if known else start
        if changed[name] is not None:
            pieces += (orjson.dumps({name: changed[name]}, default=tuple)[1:-1], _BETWEEN)
    if rest := text[done : lines.last]:
        return [*pieces, rest]
    return [b"".join(pieces).removesuffix(_BETWEEN)]


def _unlike(new: _Lines, old: _Lines) -> Iterator[tuple[bytes, bytes]]:
    """Yield blocks of lines that differ, from both."""
    at, other = new.first, old.first
    while at < new.last or other < old.last:
        place = at + _BLOCK
        stop, across = new.last, old.last
        if place < new.last and (start := new.start(place)) > at:
            stop, across = start, old.place(new.name(start), other)
        mine, theirs = new.text[at:stop], old.text[other:across]
        if mine != theirs:
            yield mine, theirs
        at, other = stop, across


def _parsed(lines: Set[bytes]) -> dict[str, FileEntry]:
    raw = orjson.loads(b"{" + b",".join(lines - {b""}) + b"}")
    return {path: FileEntry(size, sha256) for path, (size, sha256) in raw.items()}


def _damaged() -> ReleaseError:
    return ReleaseError("发布清单已损坏，无法读取。")
