"""Walking a tree of content: which files there are, and which of them have changed."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.sources.faults import Fault

_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "node_modules"})


@dataclass(slots=True)
class Scan:
    """Every file below a folder: relative path → (stamp, size); and what is wrong with names.

    A stamp changes whenever a file may have changed: it holds size, both times and the inode.
    """

    root: Path
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    newest: int = 0
    faults: list[Fault] = field(default_factory=list)

    def items(self) -> list[str]:
        """The paths of files that are items."""
        return [path for path in self.files if is_item(path)]


def is_item(path: str) -> bool:
    """Whether a file is an item (not a setting, not an attachment)."""
    return path.endswith((".md", ".yaml", ".yml")) and not path.rpartition("/")[2].startswith("_")


def scan(root: Path, boundary: Path) -> Scan:
    """Walk the files below `root`; links may not lead out of `boundary`."""
    result = Scan(root)
    if root.is_dir():
        _walk(result, str(root), "", os.path.realpath(boundary) + os.sep)
    result.faults.sort(key=lambda fault: (fault.file, fault.rule))
    return result


def _walk(result: Scan, folder: str, prefix: str, boundary: str) -> None:
    names: dict[str, str] = {}
    folders: list[tuple[str, str]] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = entry.name
            if name.startswith((".", "~$")) or name in _IGNORED:
                continue
            path = prefix + name
            if not _usable(result, name, path, names):
                continue
            if entry.is_symlink() and not _inside(result, entry, path, boundary):
                continue
            if entry.is_dir():
                folders.append((entry.path, path + "/"))
                continue
            status = entry.stat()
            changed = max(status.st_mtime_ns, status.st_ctime_ns)
            result.newest = max(result.newest, changed)
            stamp = f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_ino}"
            result.files[path] = (stamp, status.st_size)
    for inner, inner_prefix in folders:
        _walk(result, inner, inner_prefix, boundary)


def _usable(result: Scan, name: str, path: str, names: dict[str, str]) -> bool:
    """Whether a name can be published; notes what is wrong with it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "replace").decode()
        fault = Fault("source-encoding", "文件名不是 UTF-8 编码", "请改名后重新提交", 0, shown)
        result.faults.append(fault)
        return False
    if "\\" in name or any(ord(sign) < 32 for sign in name):
        fix = "文件名请只用汉字、字母、数字、- 和 _"
        result.faults.append(Fault("source-bad-value", "文件名含有特殊字符", fix, 0, path))
        return False
    folded = name.casefold()
    if folded in names:
        message = f"文件名与“{names[folded]}”只有大小写不同"
        fix = "在 Windows 和部分服务器上它们会互相覆盖，请改名"
        result.faults.append(Fault("source-case-collision", message, fix, 0, path))
    names[folded] = name
    return True


def _inside(result: Scan, entry: os.DirEntry[str], path: str, boundary: str) -> bool:
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
    result.faults.append(Fault("source-symlink-outside", message, fix, 0, path))
    return False
