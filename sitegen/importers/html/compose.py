"""One item from one page: front matter, Markdown, and the files that go with it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from sitegen.importers.front_matter import markdown_item
from sitegen.importers.html.archive import Archive, absolute, host_of, path_of
from sitegen.importers.html.carry import picture_type, refusal
from sitegen.importers.html.columns import PLAIN_TYPES
from sitegen.importers.html.dates import Moment, parse_moment
from sitegen.importers.html.extract import ExtractedPage
from sitegen.importers.html.files import file_type, is_file
from sitegen.importers.html.notes import Note
from sitegen.importers.html.pairs import Pairs
from sitegen.importers.html.paper import document_of, signature_day
from sitegen.importers.html.placing import Placement
from sitegen.importers.html.render_md import Targets, to_markdown
from sitegen.rules.rulebook import Rulebook

_NAME: Final = re.compile(r"[^\w（）〔〕-]+")
_SCHEMES: Final = ("http", "https", "mailto", "tel")
_DOCUMENT_MARKS: Final = frozenset({"number", "index_no", "signed"})


@dataclass(frozen=True, slots=True)
class Surround:
    """What an item needs to know of the move: the saved files, where pages went, and which
    interpretations belong to which documents. `site` is the site's id, `default_source` stands
    for a source that a page does not name, `book` holds the rules by which items are checked.
    """

    archive: Archive
    targets: Mapping[str, str]
    lists: Mapping[str, str]
    site: str
    book: Rulebook
    default_source: str = ""
    pairs: Pairs = field(default_factory=Pairs)


@dataclass
class Item:
    """An item ready to be written: text, files to copy (name → source) or to write, notes."""

    text: str = ""
    copies: dict[str, Path] = field(default_factory=dict)
    writes: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def compose(page: ExtractedPage, placement: Placement, around: Surround) -> Item:
    """Make the item of a page."""
    composer = _Composer(page, placement, around)
    body = to_markdown(
        page.blocks, Targets(composer.link, composer.picture, f"{page.title.value}配图")
    )
    attachments = composer.attachments()
    front = _front(page, placement, around, attachments)
    composer.item.text = markdown_item(front, body)
    return composer.item


class _Composer:
    """Resolves the links and pictures of one page and remembers what must come along."""

    def __init__(self, page: ExtractedPage, placement: Placement, around: Surround) -> None:
        self.page = page
        self.around = around
        self.where = path_of(placement.page.address)
        self.folder = posixpath.dirname(placement.path)
        self.stem = posixpath.basename(placement.path).removesuffix(".md")
        self.bases = tuple(base for base in (placement.page.address, placement.page.stated) if base)
        self.item = Item()
        self.names: dict[str, str | None] = {}
        self.labels = {link.href: link.title for link in page.attachments}

    def note(self, code: str, level: str, message: str, fix: str = "") -> None:
        """Remember something about this page."""
        self.item.notes.append(Note(code, level, message, self.where, fix))  # type: ignore[arg-type]

    def link(self, href: str) -> str | None:
        """Where a link of the body leads now; None leaves its text alone."""
        scheme = href.split(":", 1)[0].lower() if ":" in href.split("/", maxsplit=1)[0] else ""
        if scheme and scheme not in _SCHEMES:
            return None
        if scheme in ("mailto", "tel"):
            return href if re.fullmatch(r"(?:mailto|tel):[\w.+@-]+", href) else None
        found = self.around.archive.resolve(self.bases, href)
        if found is not None:
            return self._inside(found, href)
        if is_file(href) and not self._foreign(href):
            self.note(
                "broken-attachment",
                "warning",
                f"附件没有保存下来：{_short(href)}",
                "请向旧站索取后补上",
            )
            return None
        if self._foreign(href):
            return _clean_address(href)
        self.note("broken-link", "info", f"链接的页面未导入，只保留文字：{_short(href)}")
        return None

    def _inside(self, address: str, href: str) -> str | None:
        target = self.around.targets.get(address)
        if target is not None:
            return posixpath.relpath(target, self.folder)
        if address in self.around.lists:
            return f"/{self.around.lists[address]}/"
        entry = self.around.archive.entries[address]
        if entry.page and not file_type(href):
            self.note("broken-link", "info", f"链接的页面未导入，只保留文字：{_short(href)}")
            return None
        return self._carry(address, href)

    def _foreign(self, href: str) -> bool:
        """Whether a link leaves the old site."""
        target = absolute(self.bases[0], href) or ""
        own = {host_of(base) for base in self.bases}
        return bool(host_of(target)) and host_of(target) not in own

    def _carry(self, address: str, href: str) -> str | None:
        """Bring a file along under a readable name, if it may be."""
        if address in self.names:
            return self.names[address]
        entry = self.around.archive.entries[address]
        extension = file_type(href) or file_type(address)
        why = refusal(entry.path, extension)
        self.names[address] = None
        if why:
            self.note(
                "active-content",
                "warning",
                f"附件未迁入：{why}（{_short(href)}）",
                "请另存为安全格式后补上",
            )
            return None
        label = self.labels.get(href) or self._label(href) or path_of(address).rsplit("/", 1)[-1]
        name = self._free_name(readable_name(label, extension, self.stem))
        self.item.copies[name] = entry.path
        self.names[address] = name
        return name

    def _label(self, href: str) -> str:
        from sitegen.importers.html.blocks import Run, inlines

        return next(
            (r.text for r in inlines(self.page.blocks) if isinstance(r, Run) and r.href == href), ""
        )

    def _free_name(self, name: str) -> str:
        stem, _, extension = name.rpartition(".")
        number = 1
        while name in self.item.copies or name in self.item.writes:
            number += 1
            name = f"{stem}-{number}.{extension}"
        return name

    def picture(self, src: str) -> str | None:
        """The file of a picture beside the item; None where there is none to show."""
        if src in self.names:
            return self.names[src]
        self.names[src] = None
        if src.lower().startswith("data:"):
            self.names[src] = self._inline_picture(src)
            return self.names[src]
        found = self.around.archive.resolve(self.bases, src)
        if found is None:
            code = "remote-image" if self._foreign(src) else "broken-image"
            text = "图片在其他网站，没有下载" if self._foreign(src) else "图片没有保存下来"
            self.note(
                code, "warning", f"{text}：{_short(src)}", "请补上图片，或从正文中删去对它的说明"
            )
            return None
        entry = self.around.archive.entries[found]
        with entry.path.open("rb") as stream:
            extension = picture_type(stream.read(16))
        if not extension:
            self.note(
                "active-content",
                "warning",
                f"不是可以直接使用的图片（如 SVG）：{_short(src)}",
                "请转换为 PNG 或 JPG",
            )
            return None
        name = self._free_name(f"{self.stem}-{1 + self._pictures()}.{extension}")
        self.item.copies[name] = entry.path
        self.names[src] = name
        return name

    def _pictures(self) -> int:
        names = [*self.item.copies, *self.item.writes]
        return sum(name.endswith((".png", ".jpg", ".gif", ".bmp", ".webp")) for name in names)

    def _inline_picture(self, src: str) -> str | None:
        import base64
        import binascii

        try:
            data = base64.b64decode(src.partition(",")[2], validate=False)
        except (binascii.Error, ValueError):
            data = b""
        extension = picture_type(data[:16])
        if not extension or len(data) > 10 * 1024 * 1024:
            self.note("active-content", "warning", "正文中内嵌的图片无法使用，已略去", "请补上图片")
            return None
        name = self._free_name(f"{self.stem}-{1 + self._pictures()}.{extension}")
        self.item.writes[name] = data
        return name

    def attachments(self) -> list[dict[str, str]]:
        """The files offered beside the body, for the front matter."""
        found: list[dict[str, str]] = []
        for link in self.page.attachments:
            address = self.around.archive.resolve(self.bases, link.href)
            if address is None:
                self.note(
                    "broken-attachment",
                    "warning",
                    f"附件没有保存下来：{_short(link.href)}",
                    "请向旧站索取后补上",
                )
                continue
            known = address in self.names
            name = self._carry(address, link.href)
            if name and not known:
                title = re.sub(r"\.\w{2,5}$", "", link.title.strip()) or name
                found.append({"path": name, "title": title})
        return found


def readable_name(label: str, extension: str, stem: str) -> str:
    """A file name a reader understands: the item's stem, the link's text, the extension."""
    text = re.sub(r"\.\w{2,5}$", "", label.strip())
    text = _NAME.sub("-", re.sub(r"^(?:点击|下载|查看)+", "", text)).strip("-_")[:40].strip("-_")
    return f"{stem}-{text}.{extension}" if text else f"{stem}.{extension}"


def _clean_address(href: str) -> str | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if href.startswith("//"):
        return f"https:{href}"
    return href.replace(" ", "%20") if parts.scheme in ("http", "https") and parts.netloc else None


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "…"


def _front(
    page: ExtractedPage, placement: Placement, around: Surround, attachments: list[dict[str, str]]
) -> dict[str, Any]:
    column = placement.column.type
    source = page.source.value or around.default_source or page.site or "本站"
    moment = parse_moment(page.date.value)
    signed = None if moment else signature_day(page)
    document: dict[str, Any] = dict(page.document)
    folder = posixpath.dirname(placement.path)
    others = [posixpath.relpath(one, folder) for one in around.pairs.of(placement.path)]
    kind = "article" if column in PLAIN_TYPES else ""
    if column == "interpretation" and others:
        kind = ""
    if column == "policy":
        # Without the day of signing the platform would refuse it as a policy document.
        document = document_of(page, source) | {"interpretation": others}
        kind = "" if document.get("signed") else "article"
    return {
        "title": page.title.value,
        "date": (moment or signed or Moment("2000-01-01")).full(),
        "source": source,
        "kind": kind,
        "interprets": others if column == "interpretation" else [],
        "author": page.author.value,
        "editor": page.editor.value,
        "keywords": list(page.keywords),
        "description": page.description,
        "draft": True if moment is None else "",
        "document": document if document.keys() & _DOCUMENT_MARKS else {},
        "attachments": attachments,
        "aliases": list(placement.aliases),
    }
