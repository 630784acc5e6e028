"""The saved site as one set of addresses, whatever it was saved as."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from sitegen.importers.html.notes import Note

_PAGE_TYPES: Final = frozenset((
    "html", "htm", "shtml", "xhtml", "jsp", "asp", "aspx", "php", "jhtml", "do", "action",
))  # fmt: skip
_ASSETS: Final = frozenset((
    "css", "js", "map", "ico", "woff", "woff2", "ttf", "eot", "svg", "png", "jpg", "jpeg",
    "gif", "bmp", "webp", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "rar",
    "wps", "et", "mp4", "mp3", "flv", "swf", "txt", "xml", "json", "csv", "ofd", "7z",
))  # fmt: skip
_SNIFF: Final = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|div|table|frameset)\b", re.I
)
_SCHEMES: Final = ("http", "https", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One saved file: its canonical address, where its bytes are, and the charset HTTP named."""

    address: str
    path: Path
    page: bool
    charset: str = ""


@dataclass
class Archive:
    """All saved files by canonical address; `aliases` leads from other spellings to them.

    A canonical address is `//host/path?query`, percent-decoded, without fragment; the host is
    empty where the source does not tell it.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def add(self, entry: Entry, *spellings: str) -> None:
        """Take in a file; the first one to claim an address keeps it."""
        self.entries.setdefault(entry.address, entry)
        for spelling in spellings:
            if spelling not in self.entries:
                self.aliases.setdefault(spelling, entry.address)

    def find(self, address: str) -> str | None:
        """The canonical address of a saved file for any spelling of it, or None."""
        for candidate in spellings_of(address):
            if candidate in self.entries:
                return candidate
            if candidate in self.aliases:
                return self.aliases[candidate]
        bare = "//" + path_of(address)
        # A folder that does not tell its host may still be linked to by full addresses.
        return bare if host_of(address) and bare in self.entries else None

    def resolve(self, bases: tuple[str, ...], href: str) -> str | None:
        """The saved file to which `href` leads from a page at any of `bases`, or None."""
        for base in bases:
            target = absolute(base, href)
            found = self.find(target) if target else None
            if found:
                return found
        return None

    def pages(self) -> Iterator[Entry]:
        """All saved pages in the order of their addresses."""
        for address in sorted(self.entries):
            if self.entries[address].page:
                yield self.entries[address]


def canonical(url: str) -> str:
    """The canonical spelling of an address (see `Archive`); never fails."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    host = (parts.hostname or "").lower()
    path = decode_path(parts.path) or "/"
    clean = posixpath.normpath(path) if path != "/" else "/"
    clean = "/" + clean.lstrip("/") + ("/" if path.endswith("/") and clean != "/" else "")
    query = f"?{decode_path(parts.query)}" if parts.query else ""
    return f"//{host}{clean}{query}"


def decode_path(path: str) -> str:
    """Undo percent-encoding, in UTF-8 or, as old sites do, in GBK."""
    if "%" not in path:
        return path
    raw = unquote_to_bytes(path)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return "".join(char for char in text if char.isprintable())


def absolute(base: str, href: str) -> str | None:
    """Where `href` leads from the canonical address `base`; None for what is no address."""
    href = href.strip()
    try:
        parts = urlsplit(href)
        if parts.scheme.lower() not in _SCHEMES or href.startswith("#"):
            return None
        joined = urljoin(f"http:{_quoted(base)}" if base.startswith("//") else base, href)
    except ValueError:
        return None
    return canonical(joined).replace("//unknown.invalid/", "///", 1)


def _quoted(base: str) -> str:
    # Without a host urljoin would take the first folder for one.
    return quote(
        base if not base.startswith("///") else "//unknown.invalid" + base[2:], safe="/?=&%:@,;+()~"
    )


def spellings_of(address: str) -> Iterator[str]:
    """An address and the spellings under which the same page is usually known."""
    yield address
    host, _, path = address[2:].partition("/")
    bare, _, query = path.partition("?")
    if query:
        yield f"//{host}/{bare}"
    if bare.endswith("/") or not bare:
        for name in ("index.html", "index.htm", "index.shtml", "default.htm", "index.jsp"):
            yield f"//{host}/{bare}{name}"
    elif "." not in bare.rsplit("/", 1)[-1]:
        yield f"//{host}/{bare}/index.html"
        yield f"//{host}/{bare}.html"
    twin = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}" if host else ""
    if twin:
        yield f"//{twin}/{path}"


def is_page(name: str, head: bytes, media: str = "") -> bool:
    """Whether a saved file is a web page, by media type, name and first bytes."""
    if media:
        return "html" in media and bool(_SNIFF.search(head[:4096]) or b"<" in head[:4096])
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension in _ASSETS:
        return False
    return (extension in _PAGE_TYPES and b"<" in head) or bool(_SNIFF.search(head[:2048]))


def path_of(address: str) -> str:
    """The path of a canonical address, with its query if it has one."""
    return "/" + address[2:].partition("/")[2]


def host_of(address: str) -> str:
    """The host of a canonical address, or an empty text."""
    return address[2:].partition("/")[0]
