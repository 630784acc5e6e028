"""Files that a page offers for download, inside its body and beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from sitegen.importers.html.blocks import Block, Run, inlines
from sitegen.importers.html.body import Body
from sitegen.importers.html.chrome import is_chrome
from sitegen.importers.html.page import Page, is_hidden, squeeze, text_of

FILE_TYPES: Final = frozenset((
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "ofd", "rtf", "txt",
    "csv", "zip", "rar", "7z", "mp3", "mp4", "wmv", "flv", "avi", "mov", "json", "xml", "docm",
    "xlsm", "pptm",
))  # fmt: skip
_DOWNLOAD: Final = re.compile(r"down(?:load|file)|attach|wbfileid|fileid=|/uploadfiles?/", re.I)


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to a file: target as written and the text that offers it."""

    href: str
    title: str


def file_type(href: str) -> str:
    """The lower-case extension of a link to a file, or an empty text if it is no file."""
    parts = urlsplit(href)
    names = [parts.path]
    for values in parse_qs(parts.query).values():
        names.extend(values)
    for name in reversed(names):
        extension = unquote(name).rsplit(".", 1)[-1].lower() if "." in name else ""
        if extension in FILE_TYPES:
            return extension
    return ""


def is_file(href: str) -> bool:
    """Whether a link leads to a file rather than to a page."""
    return bool(file_type(href)) or bool(_DOWNLOAD.search(href) and ".htm" not in href)


def file_links(page: Page, body: Body | None, blocks: Sequence[Block]) -> tuple[FileLink, ...]:
    """The files offered in the article outside its body, each once."""
    inside = {run.href for run in inlines(blocks) if isinstance(run, Run) and run.href}
    found: dict[str, FileLink] = {}
    begin, end = body.span if body else (0.0, 0.0)
    for link in page.root.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or not file_type(href) or href in inside or href in found:
            continue
        if begin <= page.places[link] <= end or not _belongs(link, page.places[link] - end):
            continue
        title = squeeze(text_of(link)) or squeeze(link.get("title") or "")
        found[href] = FileLink(href, re.sub(r"^\d+\.\s*(?=附件)", "", title))
    return tuple(found.values())


def _belongs(link: object, distance: float) -> bool:
    """Whether a file link after (or before) the body belongs to the article and not to a menu."""
    if not -80 < distance < 160:
        return False
    for number, node in enumerate(link.iterancestors()):  # type: ignore[attr-defined]
        if number > 6 or node.tag == "body":
            break
        if is_hidden(node) or (is_chrome(node) and "attach" not in (node.get("class") or "")):
            return False
    return True
