"""Putting new files on disk: all of them or none, and never over an existing one."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from sitegen.errors import UsageError


def write_new(root: Path, files: Mapping[str, str]) -> list[Path]:
    """Write texts below `root` (relative POSIX paths) and return where they stand.

    Raises UsageError, before anything is written, when a file is there already or a path would
    lead out of `root`; and when the disk refuses, in which case files made so far are removed.
    """
    targets = {path: _target(root, path) for path in files}
    made: list[Path] = []
    try:
        for path, text in files.items():
            target = targets[path]
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as out:
                made.append(target)
                out.write(text)
    except OSError as error:
        for target in made:
            target.unlink(missing_ok=True)
        raise UsageError(
            f"不能写入 {error.filename}：{error.strerror}。没有新建任何文件。"
        ) from None
    return made


def _target(root: Path, path: str) -> Path:
    parts = PurePosixPath(path)
    target = root / path
    if parts.is_absolute() or ".." in parts.parts:
        raise UsageError(f"路径“{path}”指到了 {root} 之外。")
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"路径“{path}”经过符号链接指到了 {root} 之外。")
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} 已经存在，不会覆盖。请换一个名称，或者先移走它。")
    return target
