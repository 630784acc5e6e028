"""The text of files in the binary formats of old office programs: doc, xls, ppt and WPS's own.

What matters is that no number is missed, not layout. Cells and the pieces of a Word text are read
as the formats have them; beside that, everything in the file that looks like text is taken, in both
widths of characters and from both alignments.
"""

import io
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.rules.privacy.unpacking import UnreadableError

if TYPE_CHECKING:
    from olefile import OleFileIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAM_LIMIT = 64_000_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd]+")
RTF_BREAK = re.compile(r"\\par\b|\\cell\b|\\row\b")
RTF_CHARACTER = re.compile(r"\\u-?\d+ ?|\\'[0-9a-fA-F]{2}")
RTF_WORD = re.compile(r"\\[a-zA-Z]+-?\d* ?|\\[^a-zA-Z]|[{}\r\n]")
TAG = re.compile(r"<[^<>]*>")
WORD_TABLE_BIT = 0x0200
WORD_ENCRYPTED_BIT = 0x01
"""Of the second byte of a Word file's flags."""
POWERPOINT_ENCRYPTED = b"\xdf\xc4\xd1\xf3"
WORD_PIECES_AT = 0x01A2
"""Where the head of a Word 97 file says where the table of its text's pieces stands."""


def is_ole(content: bytes) -> bool:
    """Whether a file is a compound file, whatever its name."""
    return content.startswith(OLE)


def legacy_text(content: bytes) -> str:
    """The text of a compound file, as much as can be had; raises UnreadableError for a password."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            if _locked(ole):
                raise UnreadableError("设有打开密码")
            return "\n".join(_parts(ole, content))
    except UnreadableError:
        raise
    except Exception:  # olefile and xlrd raise whatever a broken file makes them raise
        return "\n".join(runs(content))


def _locked(ole: "OleFileIO[str]") -> bool:
    """Whether a password is needed: new formats in a wrapping, Word and PowerPoint by a mark."""
    if ole.exists("EncryptedPackage"):
        return True
    if ole.exists("WordDocument"):
        head = ole.openstream("WordDocument").read(0x0C)
        return len(head) == 0x0C and bool(head[0x0B] & WORD_ENCRYPTED_BIT)
    return ole.exists("Current User") and POWERPOINT_ENCRYPTED in (
        ole.openstream("Current User").read(16)
    )


def _parts(ole: "OleFileIO[str]", content: bytes) -> Iterator[str]:
    names = {"/".join(path) for path in ole.listdir()}
    if "WordDocument" in names:
        yield _word(ole, names)
    if names & {"Workbook", "Book"}:
        yield "\n".join(_cells(content))
    for name in sorted(names):
        if ole.get_size(name) <= STREAM_LIMIT:
            yield from runs(ole.openstream(name).read())


def _word(ole: "OleFileIO[str]", names: set[str]) -> str:
    """The text of a Word file put together from its pieces: a fast save leaves it in scraps."""
    body = ole.openstream("WordDocument").read()
    (flags,) = struct.unpack_from("<H", body, 0x0A)
    table = "1Table" if flags & WORD_TABLE_BIT else "0Table"
    if table not in names:
        return ""
    at, size = struct.unpack_from("<II", body, WORD_PIECES_AT)
    pieces = _piece_table(ole.openstream(table).read()[at : at + size])
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces, 0)
    text = []
    for number in range(count):
        (place,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)
        length = ends[number + 1] - ends[number]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            text.append(body[start : start + length].decode("cp1252", "replace"))
        else:
            text.append(body[place : place + 2 * length].decode("utf-16-le", "replace"))
    return CONTROL.sub("\n", "".join(text))


def _piece_table(clx: bytes) -> bytes:
    """What follows the blocks of paragraph properties."""
    place = 0
    while place < len(clx) and clx[place] == 1:
        place += 3 + int(struct.unpack_from("<H", clx, place + 1)[0])
    return clx[place + 5 :] if place < len(clx) and clx[place] == 2 else b"\0\0\0\0"


def _cells(content: bytes) -> Iterator[str]:
    """Every cell and note, on hidden sheets too: long numbers are no text in the file."""
    import xlrd
    from xlrd.biffh import XLRDError

    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
    except XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadableError("设有打开密码") from None
        raise
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for cell in sheet.row(row):
                whole = cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer()
                yield str(int(cell.value)) if whole else str(cell.value)
        yield from (str(note.text) for note in sheet.cell_note_map.values())


def runs(content: bytes) -> Iterator[str]:
    """Everything that may be text, in one byte a character and in two, from both alignments."""
    yield CONTROL.sub("\n", content.decode("latin-1"))
    for start in (0, 1):
        text = content[start : start + (len(content) - start) // 2 * 2].decode(
            "utf-16-le", "replace"
        )
        yield CONTROL.sub("\n", text)


def rtf_text(content: bytes) -> str:
    """The text of an RTF file; characters beyond ASCII, which no digit is, become boxes."""
    text = RTF_CHARACTER.sub("□", RTF_BREAK.sub("\0", content.decode("latin-1")))
    return RTF_WORD.sub("", text).replace("\0", "\n")


def untagged(text: str) -> str:
    """A page saved under the name of a Word or Excel file, without its tags."""
    return TAG.sub(" ", text) if "<" in text else text
