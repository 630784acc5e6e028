"""Where a folder's repository lies and what is checked out there, told without starting git."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_LINK = "gitdir: "


class GitPlace(NamedTuple):
    """The repository of a folder: `own` is what `.git` stands for there.

    Work trees of one repository have a folder of their own each, and share `common`; of a
    submodule and of a plain repository both are the same. `top` is where the files are checked out.
    """

    top: Path
    own: Path
    common: Path

    def head(self) -> str:
        """The commit that is checked out, "" where only git can tell."""
        head = _text(self.own / "HEAD").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        return (_text(self.own / name) or _text(self.common / name)).strip()

    def depth(self) -> str:
        """Where history ends, for want of the rest; "" where all of it is there."""
        return _text(self.common / "shallow")

    def mark(self) -> str:
        """A text that changes with the commit that is checked out, and with what precedes it."""
        packed = ""
        with suppress(OSError):
            packed = str((self.common / "packed-refs").stat().st_mtime_ns)
        tables = _text(self.common / "reftable/tables.list")
        return f"{_text(self.own / 'HEAD')} {self.head()} {packed} {tables} {self.depth()}"


def git_place(folder: Path) -> GitPlace | None:
    """Return the repository at or above a folder, None where there is none."""
    real = Path(os.path.realpath(folder))
    for top in (real, *real.parents):
        place = top / ".git"
        if place.is_dir():
            return GitPlace(top, place, place)
        if place.exists():  # a work tree, or a submodule: the file says where it is
            own = top / _text(place).strip().removeprefix(_LINK)
            common = _text(own / "commondir").strip()
            return GitPlace(top, own, own / common if common else own)
    return None


def _text(path: Path) -> str:
    """A small file of the repository, "" where it is not there."""
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""
