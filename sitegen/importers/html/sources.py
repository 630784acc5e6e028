"""Opening a source: a folder, a single page, an MHTML file, a WARC, a WACZ or a zip of these.

Packed sources are unpacked into a scratch folder within the limits, so that memory stays flat
and later stages read plain files.
"""

from __future__ import annotations

import email
import email.policy
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path, PurePosixPath
from typing import IO, Final

from sitegen.errors import ImportFault
from sitegen.importers.html.archive import Archive, Entry, canonical, is_page
from sitegen.importers.html.notes import Note
from sitegen.importers.limits import (
    LimitExceeded,
    Limits,
    UnsafeName,
    copy_bounded,
    read_bounded,
    safe_member,
    zip_members,
)

_HOST: Final = re.compile(r"^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:+]\d+)?$", re.I)
_PAGE_SUFFIX: Final = re.compile(
    r"(\.(?:jsp|do|asp|aspx|php|action|shtml)(?:\?[^/]*)?)\.html$", re.I
)
_QUERY_MARK: Final = re.compile(r"(\.(?:jsp|do|asp|aspx|php|action|s?html?))[@](?=[^/]*=)", re.I)


@dataclass(frozen=True, slots=True)
class Opening:
    """How to open a source. `base` is the old site's address where the source does not tell it;
    `scratch` an empty folder for unpacking.
    """

    scratch: Path
    limits: Limits
    base: str = ""


def open_source(source: Path, opening: Opening) -> Archive:
    """Open a source and list what is in it; raises ImportFault if nothing of it can be read."""
    if source.is_dir():
        return _folder(source, opening)
    if not source.is_file():
        raise ImportFault(f"找不到要导入的来源：{source.name}")
    try:
        with source.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise ImportFault(f"来源无法读取：{error.strerror or error}") from error
    name = source.name.lower()
    if head.startswith(b"PK\x03\x04"):
        return _zip(source, opening)
    if name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz")) or head.startswith(b"WARC/"):
        archive = Archive()
        _warc(source, opening, archive)
        return archive
    if name.endswith((".mht", ".mhtml")):
        return _mhtml(source, opening)
    archive = Archive()
    if not is_page(name, head):
        raise ImportFault("来源既不是文件夹，也不是网页、WARC、WACZ 或 MHTML 文件")
    folder = source.parent
    _add_file(archive, source, PurePosixPath(source.name), opening)
    for side in (f"{source.stem}_files", f"{source.stem}.files"):
        for path in _files(folder / side, archive):
            _add_file(archive, path, PurePosixPath(path.relative_to(folder).as_posix()), opening)
    return archive


def _folder(root: Path, opening: Opening) -> Archive:
    archive = Archive()
    for count, path in enumerate(_files(root, archive)):
        if count >= opening.limits.members:
            archive.notes.append(Note("limit", "error", "文件过多，其余未读取", root.name))
            break
        relative = PurePosixPath(path.relative_to(root).as_posix())
        _add_file(archive, path, relative, opening)
    return archive


def _files(root: Path, archive: Archive) -> Iterator[Path]:
    """Every regular file below `root` in a fixed order; links are named and not followed."""
    if not root.is_dir():
        return
    for path in sorted(root.iterdir()):
        if path.is_symlink():
            archive.notes.append(
                Note("unsafe-name", "warning", "符号链接不予采用", path.name, "请换成真实文件")
            )
        elif path.is_dir():
            yield from _files(path, archive)
        elif path.is_file():
            yield path


def _add_file(archive: Archive, path: Path, relative: PurePosixPath, opening: Opening) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        archive.notes.append(
            Note("unreadable", "error", f"文件无法读取：{error.strerror}", str(relative))
        )
        return
    page = is_page(relative.name, head)
    if size > opening.limits.file_bytes or (page and size > opening.limits.page_bytes):
        message = f"文件过大（{size // 1024 // 1024} MB），已跳过"
        archive.notes.append(Note("limit", "error", message, str(relative), "请人工处理"))
        return
    address = _address(relative, opening.base)
    archive.add(Entry(address, path, page), *_spellings(address))


def _address(relative: PurePosixPath, base: str) -> str:
    """The old address of a file of a mirror: `host/path` as wget saves it, or below `base`."""
    first, *rest = relative.parts
    if rest and _HOST.match(first):
        return f"//{first.partition('+')[0].lower()}/{'/'.join(rest)}"
    root = canonical(base).rstrip("/") if base else "//"
    return f"{root}/{relative}" if base else f"///{relative}"


def _spellings(address: str) -> list[str]:
    """wget writes `a.jsp@id=1.html` for `a.jsp?id=1`."""
    queried = _QUERY_MARK.sub(r"\1?", address)
    bare = _PAGE_SUFFIX.sub(r"\1", queried)
    return [spelling for spelling in dict.fromkeys((queried, bare)) if spelling != address]


def _zip(source: Path, opening: Opening) -> Archive:
    """A WACZ, or a zip with a mirror or WARC files in it."""
    archive = Archive()
    target = opening.scratch / "zip"
    warcs: list[Path] = []
    try:
        with zipfile.ZipFile(source) as packed:
            for info, path in zip_members(packed, opening.limits):
                if isinstance(path, ImportFault):
                    archive.notes.append(_fault_note(path, info.filename))
                    continue
                place = target / path
                _unpack(packed, info, place, archive)
                if place.is_file() and place.name.lower().endswith((".warc", ".warc.gz")):
                    warcs.append(place)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        if not archive.entries and not target.exists():
            raise ImportFault(f"压缩包已损坏，无法读取（{type(error).__name__}）") from error
        archive.notes.append(Note("unreadable", "error", "压缩包后半部分已损坏", source.name))
    for warc in warcs:
        _warc(warc, opening, archive)
    if not warcs and target.is_dir():
        unpacked = _folder(target, opening)
        unpacked.notes[:0] = archive.notes
        return unpacked
    return archive


def _unpack(packed: zipfile.ZipFile, info: zipfile.ZipInfo, place: Path, archive: Archive) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with packed.open(info) as stream, place.open("xb") as out:
            copy_bounded(stream, out, max(info.file_size, 1))
    except (ImportFault, zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError) as error:
        place.unlink(missing_ok=True)
        fault = (
            error
            if isinstance(error, ImportFault)
            else ImportFault(f"压缩包内文件已损坏：{place.name}")
        )
        archive.notes.append(_fault_note(fault, info.filename))


def _fault_note(fault: ImportFault, where: str) -> Note:
    code = (
        "unsafe-name"
        if isinstance(fault, UnsafeName)
        else "limit"
        if isinstance(fault, LimitExceeded)
        else "unreadable"
    )
    return Note(code, "error", str(fault), where[:200])


def _warc(source: Path, opening: Opening, archive: Archive) -> None:
    """Unpack the responses of a WARC; a broken record ends the file with a note."""
    from warcio.archiveiterator import ArchiveIterator

    total = 0
    folder = opening.scratch / "warc"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with source.open("rb") as stream:
            for record in ArchiveIterator(stream, arc2warc=True):
                if record.rec_type not in ("response", "resource") or not _wanted(record):
                    continue
                if (
                    len(archive.entries) >= opening.limits.members
                    or total > opening.limits.total_bytes
                ):
                    archive.notes.append(
                        Note("limit", "error", "WARC 内容过多，其余未读取", source.name)
                    )
                    break
                total += _record(record, folder, opening, archive)
    except Exception as error:  # warcio raises what it likes on damaged input
        archive.notes.append(
            Note(
                "unreadable",
                "error",
                f"WARC 文件在中途损坏（{type(error).__name__}），其后的内容未读取",
                source.name,
            )
        )


def _wanted(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    return headers is None or str(headers.get_statuscode()).startswith("200")


def _record(record: object, folder: Path, opening: Opening, archive: Archive) -> int:
    headers = record.http_headers  # type: ignore[attr-defined]
    url = record.rec_headers.get_header("WARC-Target-URI") or ""  # type: ignore[attr-defined]
    address = canonical(url)
    if not url.lower().startswith(("http://", "https://")) or address in archive.entries:
        return 0
    media = (headers.get_header("Content-Type") or "") if headers else ""
    limit = opening.limits.page_bytes if "html" in media.lower() else opening.limits.file_bytes
    place = folder / f"{len(archive.entries):07d}"
    try:
        size = _save(record.content_stream(), place, limit)  # type: ignore[attr-defined]
    except LimitExceeded as fault:
        place.unlink(missing_ok=True)
        archive.notes.append(_fault_note(fault, url))
        return limit
    with place.open("rb") as stream:
        page = is_page(address, stream.read(4096), media.lower())
    found = re.search(r"charset=[\"']?([\w-]+)", media, re.I)
    archive.add(Entry(address, place, page, found[1].lower() if found else ""))
    return size


def _save(stream: IO[bytes], place: Path, limit: int) -> int:
    with place.open("wb") as out:
        return copy_bounded(stream, out, limit)


def _mhtml(source: Path, opening: Opening) -> Archive:
    """A page saved as one file: the parts by their Content-Location."""
    archive = Archive()
    data = read_bounded(source, min(opening.limits.file_bytes, 16 * opening.limits.page_bytes))
    message = email.message_from_bytes(data, policy=email.policy.default)
    folder = opening.scratch / "mhtml"
    folder.mkdir(parents=True, exist_ok=True)
    for number, part in enumerate(message.walk()):
        if (
            part.is_multipart()
            or number > opening.limits.members
            or not isinstance(part, EmailMessage)
        ):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        location = str(part.get("Content-Location") or f"part-{number}")
        address = (
            canonical(location)
            if "://" in location
            else _address(_part_name(location), opening.base)
        )
        place = folder / f"{number:05d}"
        place.write_bytes(payload)
        page = part.get_content_type() == "text/html"
        archive.add(Entry(address, place, page, (part.get_content_charset() or "").lower()))
    if not any(entry.page for entry in archive.entries.values()):
        raise ImportFault("MHTML 文件中没有网页")
    return archive


def _part_name(location: str) -> PurePosixPath:
    try:
        return safe_member(location.lstrip("/"))
    except ImportFault:
        return PurePosixPath("part")
