"""Where the body of an article stands: marks, containers of the systems, what follows the head,
and, when nothing else helps, where the text is dense.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import html
from lxml.html import HtmlElement

from sitegen.importers.html.anchors import Anchor
from sitegen.importers.html.chrome import ends_article, is_chrome, is_removable, offers_files
from sitegen.importers.html.density import densest
from sitegen.importers.html.page import Page, is_hidden, parse_tree, text_of
from sitegen.importers.html.systems import BODY_MARKS, LIKELY, SURE
from sitegen.importers.limits import Limits

_LETTERS: Final = re.compile(r"[^a-z]+")
_MEDIA: Final = ("img", "video", "audio", "embed", "table")
_RANK: Final = {name: rank for rank, name in enumerate(LIKELY)}


@dataclass(frozen=True, slots=True)
class Body:
    """The body of an article: `content` is a tree of its own, `span` its place in the page."""

    content: HtmlElement
    span: tuple[float, float]
    how: str
    confidence: float
    where: str


def find_body(page: Page, anchor: Anchor | None, limits: Limits, selector: str = "") -> Body | None:
    """Find the body of a page; None if nothing on it looks like one.

    `selector` is a CSS selector from the map file and goes before everything else.
    """
    if selector:
        chosen = _selected(page, selector)
        if chosen is not None:
            return chosen
    for body in (_between_marks(page, limits), _sure(page)):
        if body is not None:
            return body
    likely = _likely(page, anchor)
    following = _following(page, anchor)
    if likely is not None and not _too_small(likely, following):
        return likely
    if following is not None:
        return following
    return likely or _dense(page)


def _selected(page: Page, selector: str) -> Body | None:
    found = page.root.cssselect(selector)
    return _of(page, found[:1], "mark", 0.99, selector) if found else None


def _between_marks(page: Page, limits: Limits) -> Body | None:
    for begin, end in BODY_MARKS:
        first = begin.search(page.source)
        if not first:
            continue
        last = end.search(page.source, first.end())
        if not last:
            continue
        content = parse_tree(f"<div>{page.source[first.end() : last.start()]}</div>", limits)
        if not has_content(content):
            continue
        span = _mark_span(page, first[0], last[0])
        return Body(content, span, "mark", 0.97, first[0][:40])
    return None


def _mark_span(page: Page, begin: str, end: str) -> tuple[float, float]:
    """The place of a marked range, by the comments or elements that mark it."""
    first, last = 0.0, 0.0
    for element, place in page.places.items():
        if isinstance(element.tag, str):
            if begin.lower().startswith(f"<{element.tag}") and (
                element.tag != "meta" or (element.get("name") or "").lower() in begin.lower()
            ):
                first = first or place
                last = page.ends[element] + 0.25 if element.tag != "meta" else last
            elif element.tag == "meta" and (element.get("name") or " ").lower() in end.lower():
                last = place
        elif (element.text or "").strip() and (element.text or "").strip() in begin and not first:
            first = place
        elif (element.text or "").strip() and (element.text or "").strip() in end and first:
            last = max(last, place)
    return first, last or first


def _sure(page: Page) -> Body | None:
    groups: list[HtmlElement] = []
    for element in page.root.iter("div", "td", "section", "article", "form", "p", "span"):
        if _names(element) & set(SURE) and not any(_within(element, g) for g in groups):
            groups.append(element)
    groups = [element for element in groups if has_content(element)]
    if not groups:
        return None
    first = max(groups, key=lambda element: len(text_of(element)))
    joined = [element for element in groups if element.getparent() is first.getparent()]
    return _of(page, joined, "mark", 0.95, _shown(first))


def _names(element: HtmlElement) -> set[str]:
    words = f"{element.get('id', '')} {element.get('class', '')}".lower().split()
    return {_LETTERS.sub("", word) for word in words}


def _within(element: HtmlElement, other: HtmlElement) -> bool:
    return any(ancestor is other for ancestor in element.iterancestors())


def _likely(page: Page, anchor: Anchor | None) -> Body | None:
    """The best of the containers with a telling name; those that hold the title are too large."""
    best: tuple[float, HtmlElement] | None = None
    for element in page.root.iter("div", "td", "section", "article", "main", "dd", "ucapcontent"):
        names = _names(element) & _RANK.keys()
        if not names or is_chrome(element):
            continue
        begin, end = page.span(element)
        if anchor is not None and (begin <= anchor.title_at <= end or begin < anchor.title_at):
            continue
        if anchor is None and _RANK[min(names, key=lambda n: _RANK[n])] > 25:
            continue
        if not has_content(element):
            continue
        score = len(text_of(element)) * (1.0 - 0.012 * min(_RANK[name] for name in names))
        # An outer container wins only by a clear margin over the one inside it.
        if (
            best is None
            or score > best[0] * (1.25 if _within(best[1], element) else 1.0)
            or (_within(element, best[1]) and score > best[0] * 0.8)
        ):
            best = (score, element)
    return _of(page, [best[1]], "mark", 0.85, _shown(best[1])) if best else None


def _too_small(body: Body, other: Body | None) -> bool:
    if other is None:
        return False
    own, rival = len(text_of(body.content)), len(text_of(other.content))
    return own < 0.4 * rival and rival > 120


def _following(page: Page, anchor: Anchor | None) -> Body | None:
    """What follows the head of the article, up to where the article visibly ends."""
    if anchor is None or anchor.first >= len(page.segments):
        return _media_after(page, anchor) if anchor is not None else None
    start = page.segments[anchor.first].element
    if page.places[start] <= anchor.head_at:
        # Text directly inside the container that also holds the head.
        return _rest_of(page, start, anchor)
    top = start
    for ancestor in start.iterancestors():
        if page.places.get(ancestor, 0) <= anchor.head_at:
            break
        top = ancestor
    return _collect(page, top)


def _collect(page: Page, top: HtmlElement) -> Body | None:
    parts: list[HtmlElement] = []
    node: HtmlElement | None = top
    while node is not None:
        if isinstance(node.tag, str) and not is_hidden(node):
            # An article may be nothing but its attachments; after a text they stand apart.
            if ends_article(node) and (parts or not offers_files(node, text_of(node))):
                break
            if not is_removable(node):
                parts.append(node)
        node = node.getnext()
    body = _of(page, parts, "guess", 0.75, "after the head") if parts else None
    return body if body is not None and has_content(body.content) else None


def _rest_of(page: Page, container: HtmlElement, anchor: Anchor) -> Body | None:
    """The text and children of `container` behind the head."""
    content = html.fragment_fromstring("<div></div>")
    last = page.ends[container]
    for child in container:
        if page.places[child] <= anchor.head_at and page.ends[child] + 0.5 <= anchor.head_at:
            continue
        if isinstance(child.tag, str) and ends_article(child):
            last = page.places[child]
            break
        if page.places[child] > anchor.head_at:
            content.append(copy.deepcopy(child))
        elif child.tail and page.ends[child] + 0.5 > anchor.head_at:
            content.text = child.tail
    if not has_content(content):
        return None
    return Body(content, (anchor.head_at + 0.1, last), "guess", 0.6, "after the head")


def _media_after(page: Page, anchor: Anchor) -> Body | None:
    for element in page.root.iter("img", "video"):
        if page.places[element] > anchor.head_at:
            return _of(page, [element], "guess", 0.3, "picture after the head")
    return None


def _dense(page: Page) -> Body | None:
    element = densest(page)
    return (
        _of(page, [element], "guess", 0.5, f"density {_shown(element)}")
        if element is not None
        else None
    )


def _of(
    page: Page, elements: Sequence[HtmlElement], how: str, confidence: float, where: str
) -> Body:
    content = html.fragment_fromstring("<div></div>")
    for element in elements:
        part = copy.deepcopy(element)
        if len(elements) == 1:
            part.tail = None
        if part.get("style"):
            del part.attrib["style"]  # scripts show the container that the style hides
        content.append(part)
    return Body(
        content, (page.span(elements[0])[0], page.span(elements[-1])[1]), how, confidence, where
    )


def has_content(element: HtmlElement) -> bool:
    """Whether there is any text, picture, table or file to download."""
    if len(text_of(element)) >= 2:
        return True
    return next(iter(element.iter(*_MEDIA)), None) is not None


def _shown(element: HtmlElement) -> str:
    return (
        f"{element.tag}#{element.get('id')}"
        if element.get("id")
        else f"{element.tag}.{element.get('class', '')}"
    )
