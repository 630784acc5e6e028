"""The text of files offered for download: office files old and new, pdf, ofd, csv, txt, zip."""

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.rules.privacy.legacy import is_ole, legacy_text, rtf_text, untagged
from sitegen.rules.privacy.packages import PACKED, embedded, package_text
from sitegen.rules.privacy.unpacking import (
    DEPTH,
    SEALED,
    Archive,
    Unpacking,
    UnreadableError,
    shown_name,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGES = 300
MACRO = ("docm", "dotx", "xlsm", "xltx", "pptm", "ppsx")
LEGACY = ("doc", "xls", "ppt", "wps", "et", "dps")
PLAIN = ("csv", "txt", "json", "xml", "html", "htm")
READABLE = (*PACKED, *MACRO, *LEGACY, *PLAIN, "pdf", "rtf", "zip")


class Reading(NamedTuple):
    """The text of a file, and which parts of it could not be read, and why."""

    text: str
    unread: tuple[str, ...]


def read_document(content: bytes, extension: str) -> Reading:
    """Read a file, cells and paragraphs on lines of their own; never raises.

    Hidden rows and sheets, comments, headers, text boxes, alternative texts, embedded files and
    deleted but tracked text are included: a reader can bring them to light. What the file is
    decides, where its name says something else. Pictures, and what they show, are not read.
    """
    job = Unpacking()
    pieces: list[str] = []
    try:
        for piece in _texts(content, extension, job, 0):
            pieces.append(piece)  # what was read before an error counts
    except UnreadableError as error:
        job.unread.append(str(error))
    return Reading("\n".join(pieces), tuple(job.unread))


def _texts(content: bytes, extension: str, job: Unpacking, depth: int) -> Iterator[str]:
    if is_ole(content):
        yield legacy_text(content)
    elif content.startswith(b"PK") and extension != "zip":
        archive = Archive(content)
        yield from package_text(archive, extension, job)
        for info in embedded(archive):
            yield from _inner(archive, info, job, depth + 1)
    elif content.startswith(b"{\\rtf"):
        yield rtf_text(content)
    elif extension == "pdf":
        yield from _pdf(content, job, depth)
    elif extension == "zip":
        archive = Archive(content)
        for info in archive.files:
            yield from _inner(archive, info, job, depth + 1)
    elif extension in (*PACKED, *MACRO):
        raise UnreadableError("文件损坏，或者不是这种格式")
    elif extension in (*LEGACY, "html", "htm"):
        yield untagged(_plain(content))
    else:
        yield _plain(content)


def _inner(archive: Archive, info: zipfile.ZipInfo, job: Unpacking, depth: int) -> Iterator[str]:
    """The text of a file inside another; what stays closed is noted and holds nothing up."""
    name = shown_name(info)
    extension = name.rpartition(".")[2].lower()
    try:
        if extension in SEALED:
            raise UnreadableError("这种压缩格式无法检查")
        if extension in READABLE or (extension == "bin" and "/embeddings/" in name):
            yield from _nested(archive.read(info, job), extension, job, depth)
    except UnreadableError as error:
        job.unread.append(f"其中的 {name}：{error}")


def _nested(content: bytes, extension: str, job: Unpacking, depth: int) -> Iterator[str]:
    if depth > DEPTH:
        raise UnreadableError(f"压缩包套了 {DEPTH} 层以上")
    yield from _texts(content, extension, job, depth)


def _pdf(content: bytes, job: Unpacking, depth: int) -> Iterator[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
        yield from () if locked else _pdf_texts(reader, min(pages, PAGES))
        files = {} if locked else dict(reader.attachments)
    except Exception:  # pypdf raises whatever a broken file makes it raise
        raise UnreadableError("PDF 文件损坏") from None
    if locked:
        raise UnreadableError("设有打开密码")
    if pages > PAGES:
        job.unread.append(f"共 {pages} 页，只检查了前 {PAGES} 页")
    for name, versions in files.items():
        extension = name.rpartition(".")[2].lower()
        for version in versions if extension in READABLE else ():
            yield from _nested(version, extension, job, depth + 1)


def _pdf_texts(reader: "PdfReader", count: int) -> Iterator[str]:
    """The text of the first pages, with notes and the fields of forms."""
    for number in range(count):
        page: Any = reader.pages[number]
        yield page.extract_text()
        for note in page.get("/Annots") or ():
            found = note.get_object()
            yield from (str(found[key]) for key in ("/Contents", "/V") if key in found)


def _plain(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
