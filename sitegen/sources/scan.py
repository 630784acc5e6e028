"""Walking a tree of content: which files there are, and which folders have changed."""

import hashlib
import marshal
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from sitegen.sources.faults import Fault
from sitegen.sources.misnamed import SUSPECT, misnamed

_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "node_modules"})
_MARKS = ("/.", "/~$", *(f"/{name}" for name in sorted(_IGNORED)))
"""No name that is passed over comes without one of these before names are told from each other."""
_UNUSABLE = re.compile(r"[\\\x00-\x1f\ud800-\udfff]")

Status = tuple[int, int, int, int]
"""Size, both times in ns (content, metadata) and inode: it changes whenever a file may have."""


def stamp_of(status: Status) -> str:
    """Return a file's status as the state keeps it."""
    return "{}-{}-{}-{}".format(*status)


@dataclass(slots=True)
class Folder:
    """The files of one folder; `path` ends with a slash, the root's is empty.

    `packed` holds their statuses by name: most folders are compared as a whole and never unpacked.
    `newest` is the time of the last change of a file in ns, 0 without files; `settings` are the
    names that begin with `_`.
    """

    path: str
    packed: bytes
    newest: int
    settings: tuple[str, ...]
    faults: list[Fault]

    @classmethod
    def of(cls, path: str, files: dict[str, Status], faults: list[Fault]) -> "Folder":
        """A folder with these files."""
        newest = max(map(max, files.values()), default=0)  # times in ns are far above the others
        settings = tuple(name for name in files if name[0] == "_")
        # The format without references: with them, equal statuses need not give equal bytes.
        return cls(path, marshal.dumps(files, 2), newest, settings, faults)

    @property
    def files(self) -> dict[str, Status]:
        """The files by name."""
        found: dict[str, Status] = marshal.loads(self.packed)
        return found

    def signature(self, context: str) -> str:
        """Return a digest that stays the same as long as no file may have changed.

        `context` is what reading the files depends on besides their bytes.
        """
        return hashlib.blake2b(self.packed + context.encode(), digest_size=12).hexdigest()


@dataclass(slots=True)
class Scan:
    """Every folder at or below `root`, by path, as it was at or after the moment `taken_ns`."""

    root: Path
    taken_ns: int
    folders: dict[str, Folder] = field(default_factory=dict)

    def paths(self) -> Iterator[str]:
        """Yield the path of every file, relative to the root."""
        for prefix, folder in self.folders.items():
            yield from (prefix + name for name in folder.files)

    def settings(self) -> Iterator[str]:
        """Yield the paths of the files whose names begin with `_`."""
        for prefix, folder in self.folders.items():
            yield from (prefix + name for name in folder.settings)

    def items(self) -> list[str]:
        """Return the paths of files that are items."""
        return [path for path in self.paths() if is_item(path)]

    def faults(self) -> list[Fault]:
        """Return what is wrong with names, in the order of paths."""
        found = (fault for folder in self.folders.values() for fault in folder.faults)
        return sorted(found, key=lambda fault: (fault.file, fault.rule))


def is_item(path: str) -> bool:
    """Whether a file is an item (not a setting, not an attachment)."""
    return path.endswith((".md", ".yaml", ".yml")) and not path.rpartition("/")[2].startswith("_")


def ignored(name: str) -> bool:
    """Whether files and folders of that name are passed over: hidden ones, editors' own, caches."""
    return name[0] == "." or name.startswith("~$") or name in _IGNORED


def status_of(path: Path) -> Status | None:
    """Return the status of one file as a scan sees it, None if no file is there."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return _status(found)


def _status(found: os.stat_result) -> Status:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def name_faults(root: Path, folder: str, boundary: Path) -> list[Fault]:
    """Return what is wrong with names right in a folder (`zwgk/`), as a scan would find it."""
    result = Scan(root, 0)
    _walk(result, str(root / folder), folder, os.path.realpath(boundary) + os.sep, deep=False)
    return result.folders[folder].faults


def scan(root: Path, boundary: Path, now_ns: int | None = None) -> Scan:
    """Walk the files below `root`; links may not lead out of `boundary`."""
    result = Scan(root, time.time_ns() if now_ns is None else now_ns)
    if root.is_dir():
        _walk(result, str(root), "", os.path.realpath(boundary) + os.sep)
    return result


def scan_all(content: Path) -> dict[str, Scan]:
    """Walk the trees of all sites, by the names of their folders."""
    found = os.scandir(content) if content.is_dir() else ()
    names = sorted(entry.name for entry in found if entry.is_dir())
    return {name: scan(content / name, content) for name in names}


def _walk(result: Scan, place: str, prefix: str, boundary: str, *, deep: bool = True) -> None:
    try:
        with os.scandir(place) as found:
            entries = sorted(found, key=attrgetter("name"))
    except FileNotFoundError:  # removed meanwhile
        return
    # What is true of hardly any name is looked for in all of them at once.
    together = "/".join(["", *[entry.name for entry in entries]])
    if any(mark in together for mark in _MARKS):
        entries = [entry for entry in entries if not ignored(entry.name)]
    names = [entry.name for entry in entries]
    usable = _UNUSABLE.search(together) is None
    suspect = SUSPECT.search(together) is not None
    files: dict[str, Status] = {}
    faults: list[Fault] = []
    inner: list[os.DirEntry[str]] = []
    for entry, name in zip(entries, names, strict=True):
        if not usable and _UNUSABLE.search(name):
            faults.append(_unusable(prefix + name))
        elif entry.is_symlink() and not _inside(faults, entry, prefix + name, boundary):
            continue
        elif entry.is_dir():
            inner.append(entry)
        else:
            try:
                status = entry.stat()
            except FileNotFoundError:  # removed meanwhile
                continue
            files[name] = _status(status)
            if suspect and (fault := misnamed(prefix + name)):
                faults.append(fault)
    if together != together.casefold():  # else they differ in more than case, as they differ
        faults += _collisions(prefix, [name for name in names if not _UNUSABLE.search(name)])
    result.folders[prefix] = Folder.of(prefix, files, faults)
    for entry in inner if deep else ():
        _walk(result, entry.path, f"{prefix}{entry.name}/", boundary)


def _unusable(path: str) -> Fault:
    """What is wrong with a name that cannot be published."""
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "replace").decode()
        return Fault("source-encoding", "文件名不是 UTF-8 编码", "请改名后重新提交", 0, shown)
    fix = "文件名请只用汉字、字母、数字、- 和 _"
    return Fault("source-bad-value", "文件名含有特殊字符", fix, 0, path)


def _collisions(prefix: str, names: list[str]) -> Iterator[Fault]:
    """Names that are the same where case does not count."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            message = f"文件名与“{other}”只有大小写不同"
            fix = "在 Windows 和部分服务器上它们会互相覆盖，请改名"
            yield Fault("source-case-collision", message, fix, 0, prefix + name)


def _inside(faults: list[Fault], entry: os.DirEntry[str], path: str, boundary: str) -> bool:
    """Whether a symbolic link may be followed: to files inside the boundary only."""
    target = os.path.realpath(entry.path)
    if not target.startswith(boundary):
        message = "符号链接指到了内容目录之外"
        fix = "请删除链接，把文件本身放进内容目录"
    elif entry.is_dir():
        message = "目录不能是符号链接"
        fix = "多个站点共用的内容请放在 content/_shared 下，用 mount 挂载"
    elif not os.path.exists(target):  # noqa: PTH110 - DirEntry paths are texts
        message = "符号链接指向的文件不存在"
        fix = "请删除链接"
    else:
        return True
    faults.append(Fault("source-symlink-outside", message, fix, 0, path))
    return False
