"""One parsed page: its tree, the order of its elements and its visible text in segments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html
from lxml.html import HtmlElement

from sitegen.importers.limits import LimitExceeded, Limits

_SPACES: Final = re.compile(r"[\s\u00a0\u3000\u2002-\u200a\u202f]+")
_ZERO_WIDTH: Final = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_GAP: Final = re.compile(r"[\u00a0\u3000\u2002\u2003]|[ \t]{3,}")
SILENT: Final = frozenset((
    "script", "style", "noscript", "template", "head", "title", "option", "select", "textarea",
    "iframe", "object", "embed", "svg",
))  # fmt: skip
BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent", "caption",
))  # fmt: skip
_PARSER_DEPTH: Final = 1_500
_INLINE_TAGS: Final = re.compile(
    r"</?(?:font|span|b|strong|i|em|u|big|small|o:p|center|div)(?=[\s>/])[^<>]*>", re.I
)
# The last two are how intruders hide the links that they plant in neglected sites.
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)"
    r"|(?:left|right|top|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|em)?\s*(?:;|!|$)",
    re.I,
)
_HIDDEN_WORDS: Final = frozenset({"hidden", "hide", "sr-only"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of visible text between two tags; `at` is its place in document order."""

    text: str
    element: HtmlElement
    at: float
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. `places` gives each element's place in document order, `ends` the place of
    its last descendant; `source` is the decoded text that was parsed.
    """

    root: HtmlElement
    source: str
    url: str
    segments: tuple[Segment, ...]
    places: dict[HtmlElement, int] = field(repr=False)
    ends: dict[HtmlElement, int] = field(repr=False)

    def span(self, element: HtmlElement) -> tuple[float, float]:
        """Where `element` begins and ends in document order."""
        return self.places[element], self.ends[element] + 0.25


def parse(source: str, url: str, limits: Limits) -> Page:
    """Parse decoded HTML; raises LimitExceeded for a page of too many or too deep elements."""
    root = parse_tree(source, limits)
    places, ends = _number(root)
    segments = tuple(_segments(root, places, ends))
    return Page(root, source, url, segments, places, ends)


def parse_tree(source: str, limits: Limits) -> HtmlElement:
    """Parse HTML text into a tree, flattened below the depth limit."""
    clean = source.replace("\x00", "")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(clean.encode("utf-8", "replace") or b"<html/>", parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = html.document_fromstring(b"<html><body></body></html>")
    if _bound(root, limits) >= _PARSER_DEPTH:
        # The parser gives up at a depth that only unclosed <font> and <span> reach.
        bare = _INLINE_TAGS.sub("", clean)
        return parse_tree(bare, limits) if bare != clean else root
    return root


def _bound(root: HtmlElement, limits: Limits) -> int:
    """Unwrap what lies deeper than any real page does; returns the depth that was found."""
    depth, count, deepest = 0, 0, 0
    deep: list[HtmlElement] = []
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        deepest = max(deepest, depth)
        if count > limits.nodes:
            raise LimitExceeded(f"网页元素过多（超过 {limits.nodes} 个），疑似异常网页")
        if depth == limits.depth + 1:
            deep.append(_element)
    for element in deep:
        # Unclosed <font> and <span> tags nest without end; their text is all that matters.
        text = "".join(element.itertext())
        tail = element.tail
        element.clear()
        element.text, element.tail = text, tail
    return deepest


def _number(root: HtmlElement) -> tuple[dict[HtmlElement, int], dict[HtmlElement, int]]:
    places: dict[HtmlElement, int] = {}
    ends: dict[HtmlElement, int] = {}
    counter = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "end":
            ends[element] = counter
        else:
            counter += 1
            places[element] = counter
            if event == "comment":
                ends[element] = counter
    return places, ends


def is_hidden(element: HtmlElement) -> bool:
    """Whether markup says that readers do not see this element."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDDEN.search(style):
        return True
    words = element.get("class")
    return bool(words) and not _HIDDEN_WORDS.isdisjoint((words or "").split())


def _segments(
    root: HtmlElement, places: dict[HtmlElement, int], ends: dict[HtmlElement, int]
) -> Iterator[Segment]:
    skip_until: HtmlElement | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start" and skip_until is None:
            if element.tag in SILENT or is_hidden(element):
                skip_until = element
            elif element.text:
                yield from _segment(element.text, element, float(places[element]))
        elif event in ("end", "comment"):
            if skip_until is element:
                skip_until = None
            parent = element.getparent()
            if skip_until is None and element.tail and parent is not None:
                yield from _segment(element.tail, parent, ends[element] + 0.5)


def _segment(raw: str, element: HtmlElement, at: float) -> Iterator[Segment]:
    text = squeeze(raw)
    if text:
        yield Segment(_keep_gaps(raw), element, at, bool(_GAP.match(raw)))


def _keep_gaps(raw: str) -> str:
    """Squeeze, but leave two spaces where a wide gap separates two statements."""
    parts = [squeeze(part) for part in re.split(r"[\u00a0\u3000]{2,}|[ \t\r\n]{4,}", raw)]
    return "  ".join(part for part in parts if part)


def squeeze(text: str) -> str:
    """Make every run of white space one space and drop what has no width."""
    return _SPACES.sub(" ", _ZERO_WIDTH.sub("", text)).strip()


def text_of(element: HtmlElement) -> str:
    """The squeezed visible text of an element."""
    parts: list[str] = []
    _collect(element, parts, 0)
    return squeeze("".join(parts))


def _collect(element: HtmlElement, parts: list[str], depth: int) -> None:
    if element.text:
        parts.append(element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT and not is_hidden(child):
            if child.tag in BLOCKS or child.tag == "br":
                parts.append(" ")
            if depth < 400:
                _collect(child, parts, depth + 1)
        if child.tail:
            parts.append(child.tail)
