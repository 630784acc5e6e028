"""The text of files offered for download: office files old and new, pdf, ofd, csv, txt, zip."""

import io
import logging
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sitegen.errors import SitegenError
from sitegen.rules.privacy.legacy import is_ole, legacy_text, rtf_text, untagged

PART_LIMIT = 64_000_000
PARTS_LIMIT = 256_000_000
PAGES = 300
PACKED = ("docx", "xlsx", "pptx", "ofd", "odt", "ods", "odp")
LEGACY = ("doc", "xls", "ppt", "wps", "et", "dps")
READABLE = (*PACKED, *LEGACY, "pdf", "csv", "txt", "rtf")
MARKS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class UnreadableError(SitegenError):
    """A file that is not what its extension says, is encrypted, or unpacks to too much."""


def document_text(content: bytes, extension: str) -> str:
    """The text of a file, cells and paragraphs on lines of their own.

    Hidden rows and sheets, comments, headers and deleted but tracked text are included: a reader
    can bring them to light. What the file is decides, where its name says something else. Raises
    UnreadableError.
    """
    if is_ole(content):
        return legacy_text(content)
    if content.startswith(b"PK") and extension != "zip":
        return "\n".join(_package(content, extension))
    if content.startswith(b"{\\rtf"):
        return rtf_text(content)
    match extension:
        case "pdf":
            return _pdf(content)
        case "zip":
            return "\n".join(_zip(content))
        case name if name in PACKED:
            raise UnreadableError("不是压缩包格式的文件。")
        case name if name in LEGACY:
            return untagged(_plain(content))
        case _:
            return _plain(content)


def _package(content: bytes, extension: str) -> Iterator[str]:
    """Whichever of the packed formats it is: an old name may stand on a new file."""
    kind = extension
    if extension not in PACKED:
        names = _names(content)
        found = (name for name, mark in MARKS.items() if any(one.startswith(mark) for one in names))
        kind = next(found, "")
    match kind:
        case "docx":
            yield from _docx(content)
        case "xlsx":
            yield from _xlsx(content)
        case "pptx":
            for _, root in _parts(content, ("ppt/",)):
                for paragraph in root.iter(f"{DRAW}p"):
                    yield "".join(node.text or "" for node in paragraph.iter(f"{DRAW}t"))
        case "ofd":
            for _, root in _parts(content, ("",)):
                yield from (node.text or "" for node in root.iter("{*}TextCode"))
        case _:
            for _, root in _parts(content, ("content.xml",)):
                for paragraph in root.iter("{*}p", "{*}h"):
                    yield "".join(paragraph.itertext())


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableError(f"文件无法读取：{error}") from None


def _zip(content: bytes) -> Iterator[str]:
    """The text of every file in an archive that could stand alone; archives inside are left."""
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                extension = info.filename.rpartition(".")[2].lower()
                total += info.file_size
                if extension not in READABLE or info.file_size > PART_LIMIT or total > PARTS_LIMIT:
                    continue
                with suppress(UnreadableError):
                    yield document_text(archive.read(info), extension)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise UnreadableError(f"文件无法读取：{error}") from None


def _docx(content: bytes) -> Iterator[str]:
    for name, root in _parts(content, ("word/",)):
        if "/theme/" in name or name.endswith(("styles.xml", "settings.xml", "fontTable.xml")):
            continue
        for paragraph in root.iter(f"{WORD}p", f"{DRAW}p"):
            texts = paragraph.iter(f"{WORD}t", f"{WORD}delText", f"{WORD}tab", f"{DRAW}t")
            yield "".join(" " if node.tag == f"{WORD}tab" else node.text or "" for node in texts)


def _xlsx(content: bytes) -> Iterator[str]:
    for name, root in _parts(content, ("xl/",)):
        if name.endswith("styles.xml") or "/theme/" in name:
            continue
        for text in root.iter(f"{SHEET}si", f"{SHEET}is", f"{SHEET}comment", f"{DRAW}p"):
            yield "".join(node.text or "" for node in text.iter(f"{SHEET}t", f"{DRAW}t"))
        for cell in root.iter(f"{SHEET}c"):
            value = cell.find(f"{SHEET}v")
            if value is not None and value.text and cell.get("t") not in ("s", "b", "e"):
                yield _number(value.text)


def _number(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else text


def _parts(content: bytes, folders: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if not info.filename.startswith(folders) or not info.filename.endswith(".xml"):
                    continue
                total += info.file_size
                if info.file_size > PART_LIMIT or total > PARTS_LIMIT:
                    raise UnreadableError(f"{info.filename} 解压后过大。")
                yield info.filename, etree.fromstring(archive.read(info), parser)
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        RuntimeError,
        NotImplementedError,
        OSError,
    ) as error:
        raise UnreadableError(f"文件无法读取：{error}") from None


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = PdfReader(io.BytesIO(content)).pages
        count = min(len(pages), PAGES)
        return "\n".join(pages[number].extract_text() for number in range(count))
    except Exception as error:  # pypdf raises whatever a broken file makes it raise
        raise UnreadableError(f"PDF 无法读取：{error}") from None


def _plain(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
