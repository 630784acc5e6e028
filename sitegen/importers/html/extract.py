"""One saved page in, everything that stands on it out: a pure function of bytes and options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from sitegen.importers.html.anchors import find_anchor
from sitegen.importers.html.blocks import Block, Picture, Run, inlines, plain
from sitegen.importers.html.body import Body, find_body
from sitegen.importers.html.charset import Decoded, decode
from sitegen.importers.html.classify import PageKind, Seen, classify
from sitegen.importers.html.clean import prepare, prune
from sitegen.importers.html.crumbs import Trail, read_trail
from sitegen.importers.html.evidence import NOTHING, Field, How
from sitegen.importers.html.files import FileLink, file_links
from sitegen.importers.html.flow import read_blocks
from sitegen.importers.html.headtable import Head, read_head
from sitegen.importers.html.labels import read_labels
from sitegen.importers.html.metatags import Metas, read_metas
from sitegen.importers.html.page import Page, Segment, parse, text_of
from sitegen.importers.html.publish import Hints, find_date, find_person, find_source
from sitegen.importers.html.shape import shape
from sitegen.importers.html.systems import system_of
from sitegen.importers.html.title import Surroundings, find_title
from sitegen.importers.limits import DEFAULT_LIMITS, LimitExceeded, Limits

_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)
_NO_COLUMN: Final = frozenset(
    {"头部", "底部", "首页", "正文", "文章", "详情", "内容", "公共模板", "测试"}
)
_WORDS: Final = re.compile(r"[,，、;；|\s]+")


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a page. `charset` is a hint from outside, such as an HTTP header; selectors
    (CSS) come from the map file; `today` (`YYYY-MM-DD`) rules out dates in the future.
    """

    charset: str = ""
    today: str = ""
    title_selector: str = ""
    body_selector: str = ""
    date_selector: str = ""
    source_selector: str = ""
    drop_repeated_title: bool = False
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class ExtractedPage:
    """What stands on a page. Every `Field` carries its value, how it was found (tag, mark, guess)
    and a confidence between 0 and 1.

    `date` is `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`; `trail` names the columns from the top down;
    `document` has the head table in the words of the model; `text` is the body as plain text,
    one line a paragraph; `attachments` are the files that the page offers outside its body.
    """

    url: str
    kind: PageKind
    kind_confidence: float
    system: str
    encoding: str
    title: Field
    date: Field
    source: Field
    author: Field
    editor: Field
    keywords: tuple[str, ...]
    description: str
    site: str
    column: str
    trail: Trail
    document: dict[str, str]
    body: Field
    blocks: tuple[Block, ...]
    attachments: tuple[FileLink, ...]
    faults: tuple[str, ...] = ()
    refresh: str = ""
    stated: str = ""
    text: str = field(default="", repr=False)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of the body in reading order."""
        return tuple(run for run in inlines(self.blocks) if isinstance(run, Picture))

    @property
    def links(self) -> tuple[str, ...]:
        """Every target that the body links to, as written."""
        runs = (run for run in inlines(self.blocks) if isinstance(run, (Run, Picture)))
        return tuple(dict.fromkeys(run.href for run in runs if run.href))


def extract(page: bytes, url: str | None = None, options: Options | None = None) -> ExtractedPage:
    """Read one saved page.

    `page` is the file as saved, `url` its old address if known. Raises LimitExceeded for a page
    that is too large or has too many elements; anything else gives a result, be it an empty one.
    """
    options = options or Options()
    if len(page) > options.limits.page_bytes:
        raise LimitExceeded(
            f"网页过大（{len(page) // 1024} KB），上限 {options.limits.page_bytes // 1024} KB"
        )
    decoded = decode(page, options.charset)
    address = url or _own_address(decoded.text)
    parsed = parse(decoded.text, address, options.limits)
    metas = read_metas(parsed.root)
    if not address and metas.first("url").startswith("http"):
        address = metas.first("url")
        parsed = parse(decoded.text, address, options.limits)
    return _read(parsed, metas, decoded, options)


def _read(page: Page, metas: Metas, decoded: Decoded, options: Options) -> ExtractedPage:
    trail = read_trail(page, metas.first("site"))
    head = read_head(page.segments)
    around = Surroundings(metas.first("site"), (*trail.names, metas.first("column")))
    title = _selected(page, options.title_selector) or find_title(page, metas, around, head.title)
    anchor = find_anchor(page, title.value, trail.span)
    body = find_body(page, anchor, options.limits, options.body_selector)
    blocks, editor = _blocks(body, title.value, options)
    hints = _hints(page, body, anchor.title_at if anchor else 0.0, head)
    date = _selected_date(page, options) or find_date(page, metas, hints, options.today)
    kind, certainty = classify(page, Seen(metas, title, date, blocks, body))
    attachments = file_links(page, body, blocks) if kind == "article" else ()
    system = system_of(page.url, page.source)
    return ExtractedPage(
        url=page.url,
        kind=kind,
        kind_confidence=certainty,
        system=system.id if system else "",
        encoding=decoded.encoding,
        title=title,
        date=date,
        source=_selected(page, options.source_selector) or find_source(page, metas, hints),
        author=find_person(metas, hints, "author"),
        editor=find_person(metas, hints, "editor") or _named_editor(editor),
        keywords=_keywords(metas, head, (title.value, *trail.names)),
        description=_description(metas, title),
        site=metas.first("site"),
        column=_column(metas, trail),
        trail=trail,
        document=head.document,
        body=Field(body.where, _how(body), body.confidence, body.where) if body else NOTHING,
        blocks=blocks,
        attachments=attachments,
        faults=_faults(decoded, metas),
        refresh=_refresh(page),
        stated=_stated(page, metas),
        text=plain(blocks),
    )


def _column(metas: Metas, trail: Trail) -> str:
    named = metas.first("column")
    if named in _NO_COLUMN or (trail.names and named not in trail.names and len(named) > 20):
        named = ""
    return named or (trail.names[-1] if trail.names else "")


def _how(body: Body) -> How:
    return "mark" if body.how == "mark" else "guess"


def _blocks(body: Body | None, title: str, options: Options) -> tuple[tuple[Block, ...], str]:
    if body is None:
        return (), ""
    prepare(body.content)
    pruned = prune(read_blocks(body.content), title, options.drop_repeated_title)
    return shape(pruned.blocks), pruned.editor


def _hints(page: Page, body: Body | None, title_at: float, head: Head) -> Hints:
    """Labels outside the body and at its ends, and the short lines near the title."""
    begin, end = body.span if body else (float("inf"), float("inf"))
    inner = [segment for segment in page.segments if begin <= segment.at <= end]
    outer = [segment for segment in page.segments if not begin <= segment.at <= end]
    edges = inner[:8] + inner[8:][-5:]
    near = [s for s in outer if title_at - 30 <= s.at <= begin + 0.0 or 0 <= s.at - end <= 40]
    if not title_at:
        near = [s for s in outer if begin - 120 <= s.at <= begin] + inner[:4]
    return Hints(
        list(read_labels([segment for segment in outer if not _listed(segment)])),
        list(read_labels(edges)),
        [segment for segment in near + inner[:3] if not _listed(segment)][:60],
        head,
        _unlabelled(page.segments, title_at, begin) if title_at else (),
    )


def _unlabelled(segments: Sequence[Segment], after: float, before: float) -> list[Segment]:
    """What stands between title and body without a label before it."""
    found: list[Segment] = []
    open_label = False
    for segment in segments:
        if after < segment.at < before:
            if not open_label:
                found.append(segment)
            open_label = segment.text.endswith(("：", ":"))
    return found[:12]


def _listed(segment: Segment) -> bool:
    """Whether a segment stands in a list entry or row that leads to another page."""
    node = segment.element
    for _ in range(4):
        if node is None or node.tag == "body":
            return False
        if node.tag in ("li", "tr", "dd", "dl"):
            linked = sum(len(text_of(link)) for link in node.iter("a"))
            return linked > 10 and linked > 0.4 * len(text_of(node))
        node = node.getparent()
    return False


def _selected(page: Page, selector: str) -> Field:
    if not selector:
        return NOTHING
    found = page.root.cssselect(selector)
    value = text_of(found[0]) if found else ""
    return Field(value, "mark", 0.99, selector) if value else NOTHING


def _selected_date(page: Page, options: Options) -> Field:
    from sitegen.importers.html.dates import parse_moment

    chosen = _selected(page, options.date_selector)
    moment = parse_moment(chosen.value) if chosen else None
    return Field(str(moment), "mark", 0.99, options.date_selector) if moment else NOTHING


def _named_editor(name: str) -> Field:
    return Field(name, "mark", 0.85, "line at the foot") if name else NOTHING


def _keywords(metas: Metas, head: Head, said: Sequence[str]) -> tuple[str, ...]:
    """The words of the tag that say more than `said`, the title and the columns, and the site."""
    raw = metas.first("keywords") or head.keywords
    told = {metas.first("site"), metas.first("column"), *said}
    words = [word for word in _WORDS.split(raw) if 1 < len(word) <= 20 and word not in told]
    # A whole title or the site's slogan in the tag is no list of keywords.
    return tuple(dict.fromkeys(words))[:10] if raw != metas.first("title") else ()


def _description(metas: Metas, title: Field) -> str:
    value = metas.first("description")
    return value if 10 <= len(value) <= 300 and value != title.value else ""


def _own_address(text: str) -> str:
    found = _SAVED_FROM.search(text[:4000])
    return found[1] if found and urlsplit(found[1]).scheme in ("http", "https") else ""


def _stated(page: Page, metas: Metas) -> str:
    """The address that the page gives for itself; a page that names the home page is wrong."""
    named = (_own_address(page.source), metas.first("url"))
    return next(
        (url for url in named if url.startswith("http") and urlsplit(url).path.strip("/")), ""
    )


def _refresh(page: Page) -> str:
    for element in page.root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            found = re.search(r"url\s*=\s*['\"]?([^'\"]+)", element.get("content", ""), re.I)
            if found:
                return found[1].strip()
    return ""


def _faults(decoded: Decoded, metas: Metas) -> tuple[str, ...]:
    faults: list[str] = []
    if decoded.mixed:
        faults.append("mixed-encoding")
    if decoded.lost:
        faults.append("lost-characters")
    if metas.misspelt:
        faults.append("misspelt-meta")
    if metas.doubled:
        faults.append("doubled-meta")
    return tuple(faults)
