"""The text of packed office files: docx, xlsx, pptx, ofd and the open document formats."""

import zipfile
from collections.abc import Iterator
from typing import Any

from sitegen.rules.privacy.unpacking import Archive, Unpacking, UnreadableError

PACKED = ("docx", "xlsx", "pptx", "ofd", "odt", "ods", "odp")
MARKS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
DULL = ("styles.xml", "settings.xml", "fontTable.xml", "numbering.xml", "stylesWithEffects.xml")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SIGNS = {
    f"{WORD}tab": " ", f"{WORD}ptab": " ", f"{WORD}br": "\n", f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-", f"{WORD}p": "\n", f"{DRAW}br": "\n", f"{DRAW}p": "\n",
}  # fmt: skip
"""What stands in a text for elements without one; a text box opens a paragraph in a paragraph."""
WRITTEN = (f"{WORD}t", f"{WORD}delText", f"{DRAW}t", *SIGNS)
OPEN_SIGNS = {"tab": " ", "s": " ", "line-break": "\n"}
DESCRIBED = ("{*}docPr", "{*}cNvPr")
"""Elements that carry the alternative text of a picture."""

Part = tuple[str, Any]


def package_text(archive: Archive, extension: str, job: Unpacking) -> Iterator[str]:
    """The text of a packed office file, whichever it is: an old name may stand on a new file.

    Raises UnreadableError.
    """
    kind = extension if extension in PACKED else _kind(archive)
    texts = {"docx": _word, "pptx": _word, "xlsx": _sheet, "ofd": _fixed}.get(kind, _open)
    for part in _parts(archive, job):
        yield from texts(part)


def embedded(archive: Archive) -> Iterator[zipfile.ZipInfo]:
    """The files inside a packed office file that are office files themselves."""
    for info in archive.files:
        if "/embeddings/" in info.filename or info.filename.startswith("Object"):
            yield info


def _kind(archive: Archive) -> str:
    names = [info.filename for info in archive.files]
    found = (name for name, mark in MARKS.items() if any(one.startswith(mark) for one in names))
    return next(found, "")


def _parts(archive: Archive, job: Unpacking) -> Iterator[Part]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for info in archive.files:
        name = info.filename
        if not name.endswith(".xml") or name.endswith(DULL) or "/theme/" in name:
            continue
        try:
            yield name, etree.fromstring(archive.read(info, job), parser)
        except etree.XMLSyntaxError:
            raise UnreadableError(f"其中的 {name} 损坏") from None


def _word(part: Part) -> Iterator[str]:
    _, root = part
    for paragraph in root.iter(f"{WORD}p", f"{DRAW}p"):
        pieces = (SIGNS.get(node.tag) or node.text or "" for node in paragraph.iter(*WRITTEN))
        yield "".join(pieces)
    yield from _beside(root)
    if next(root.iter(f"{WORD}p", f"{DRAW}p"), None) is None:
        yield from _leaves(root)


def _sheet(part: Part) -> Iterator[str]:
    name, root = part
    for text in root.iter(f"{SHEET}si", f"{SHEET}is", f"{SHEET}comment", f"{DRAW}p"):
        pieces = text.iter(f"{SHEET}t", f"{DRAW}t", f"{DRAW}br")
        yield "".join(SIGNS.get(node.tag) or node.text or "" for node in pieces)
    for cell in root.iter(f"{SHEET}c"):
        value = cell.find(f"{SHEET}v")
        if value is not None and value.text and cell.get("t") not in ("s", "b", "e"):
            yield _number(value.text)
    yield from (node.get("name", "") for node in root.iter(f"{SHEET}sheet"))
    yield from _beside(root)
    if not name.startswith("xl/worksheets/"):
        yield from _leaves(root)
    for block in root.iter(f"{SHEET}headerFooter", f"{SHEET}dataValidations"):
        yield from _leaves(block)


def _fixed(part: Part) -> Iterator[str]:
    _, root = part
    yield from (node.text or "" for node in root.iter("{*}TextCode"))


def _open(part: Part) -> Iterator[str]:
    _, root = part
    for paragraph in root.iter("{*}p", "{*}h"):
        yield "".join(_open_pieces(paragraph))
    for cell in root.iter("{*}table-cell"):
        values = (value for key, value in cell.attrib.items() if key.endswith("}value"))
        yield from map(_number, values)


def _open_pieces(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter():
        if isinstance(node.tag, str):
            yield OPEN_SIGNS.get(node.tag.rpartition("}")[2], "")
            yield node.text or ""
        if node is not paragraph:
            yield node.tail or ""


def _beside(root: Any) -> Iterator[str]:
    """Alternative texts, and the addresses that fields compute."""
    for node in root.iter(*DESCRIBED):
        yield from (node.get(key, "") for key in ("descr", "title"))
    yield from (node.text or "" for node in root.iter(f"{WORD}instrText"))


def _leaves(root: Any) -> Iterator[str]:
    yield from (_number(node.text) for node in root.iter() if node.text and node.text.strip())


def _number(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if abs(value) < 1e16 and value.is_integer() else text
