"""Bounds for hostile input: how much of an archive or a page the importers are willing to read.

Archives and saved pages come from anywhere. Everything that could exhaust the machine (sizes,
counts, ratios, depth) or lead out of a tree (absolute names, `..`, drive letters, links) is
checked here, before anything is unpacked or interpreted.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from sitegen.errors import ImportFault

_MIB: Final = 1024 * 1024
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_CHUNK: Final = 256 * 1024


class LimitExceeded(ImportFault):
    """A part of the source that is larger, deeper or more numerous than the limits allow."""


class UnsafeName(ImportFault):
    """A name in an archive or a link that leads out of its tree."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; sizes in bytes, `ratio` is unpacked over packed size.

    `ratio_floor` exempts small members, which may compress as well as they like;
    `depth` counts nested elements of a page, `nodes` all of them.
    """

    page_bytes: int = 8 * _MIB
    file_bytes: int = 300 * _MIB
    total_bytes: int = 20 * 1024 * _MIB
    members: int = 500_000
    ratio: int = 200
    ratio_floor: int = 4 * _MIB
    name_length: int = 1_000
    path_depth: int = 40
    nodes: int = 300_000
    depth: int = 200


DEFAULT_LIMITS: Final = Limits()


def safe_member(name: str, limits: Limits = DEFAULT_LIMITS) -> PurePosixPath:
    """Turn a name inside an archive into a relative path that stays inside its tree.

    Backslashes count as separators. Raises UnsafeName for absolute names, drive letters, `..`,
    control characters and empty names; LimitExceeded for names too long or too deep.
    """
    plain = name.replace("\\", "/")
    if len(plain) > limits.name_length:
        raise LimitExceeded(f"名称过长（{len(plain)} 字符），已跳过")
    if plain.startswith("/") or _DRIVE.match(plain):
        raise UnsafeName(f"名称是绝对路径：{_shown(name)}")
    if any(unicodedata.category(char) == "Cc" for char in plain):
        raise UnsafeName(f"名称含控制字符：{_shown(name)}")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise UnsafeName(f"名称指向目录之外：{_shown(name)}")
    if not parts:
        raise UnsafeName("名称为空")
    if len(parts) > limits.path_depth:
        raise LimitExceeded(f"目录层级过深（{len(parts)} 层）：{_shown(name)}")
    return PurePosixPath(*parts)


def inside(root: Path, relative: PurePosixPath) -> Path:
    """Join `relative` to `root` and make sure that the result, links followed, is below `root`.

    Raises UnsafeName otherwise.
    """
    target = (root / relative).resolve()
    if not target.is_relative_to(root.resolve()):
        raise UnsafeName(f"路径指向目录之外：{_shown(str(relative))}")
    return target


def zip_members(
    archive: zipfile.ZipFile, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath | ImportFault]]:
    """Yield every file of `archive` with its safe path, or with the fault for which to skip it.

    Only the directory of the archive is read. Raises LimitExceeded when the archive as a whole
    has too many members or claims too large a total.
    """
    infos = archive.infolist()
    if len(infos) > limits.members:
        raise LimitExceeded(f"压缩包内文件过多（{len(infos)} 个，上限 {limits.members} 个）")
    total = sum(info.file_size for info in infos)
    if total > limits.total_bytes:
        raise LimitExceeded(f"压缩包解压后过大（约 {total // _MIB} MB）")
    for info in infos:
        if info.is_dir():
            continue
        try:
            _check_member(info, limits)
            yield info, safe_member(info.filename, limits)
        except ImportFault as fault:
            yield info, fault


def _check_member(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise ImportFault(f"文件已加密，无法读取：{_shown(info.filename)}")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsafeName(f"压缩包内的符号链接不予采用：{_shown(info.filename)}")
    if info.file_size > limits.file_bytes:
        raise LimitExceeded(f"文件过大（{info.file_size // _MIB} MB）：{_shown(info.filename)}")
    packed = max(info.compress_size, 1)
    if info.file_size > limits.ratio_floor and info.file_size / packed > limits.ratio:
        raise LimitExceeded(f"压缩比异常，疑似压缩炸弹：{_shown(info.filename)}")


def copy_bounded(source: IO[bytes], target: IO[bytes], limit: int) -> int:
    """Copy at most `limit` bytes and return how many; raises LimitExceeded if there are more.

    Headers lie about sizes, therefore the bytes themselves are counted.
    """
    copied = 0
    while chunk := source.read(_CHUNK):
        copied += len(chunk)
        if copied > limit:
            raise LimitExceeded(f"内容超过上限（{limit // _MIB} MB），已停止读取")
        target.write(chunk)
    return copied


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; raises LimitExceeded or ImportFault."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise ImportFault(f"文件无法读取：{error.strerror or error}") from error
    if len(data) > limit:
        raise LimitExceeded(f"文件超过上限（{limit // _MIB} MB）")
    return data


def _shown(name: str) -> str:
    clean = "".join(char if char.isprintable() else "?" for char in name)
    return clean if len(clean) <= 120 else clean[:117] + "…"
