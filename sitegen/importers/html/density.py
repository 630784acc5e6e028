"""The element that holds most of a page's prose, for pages that carry no mark at all."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from sitegen.importers.html.chrome import is_chrome
from sitegen.importers.html.page import Page

_STOPS: Final = re.compile(r"[，。；：、！？]")
_SHARE: Final = 0.82
_MIN: Final = 30.0


def densest(page: Page) -> HtmlElement | None:
    """The smallest element with most of the prose; None if the page has hardly any.

    Prose is text outside links, weighted by its punctuation: menus have none.
    """
    worth = _worth(page)
    node = page.root.find("body")
    if node is None or worth.get(node, 0.0) < _MIN:
        return None
    while True:
        inner = [child for child in node if isinstance(child.tag, str)]
        best = max(inner, key=lambda child: worth.get(child, 0.0), default=None)
        if best is None or worth.get(best, 0.0) < _SHARE * worth[node]:
            return node
        if best.tag in ("p", "span", "font", "b", "strong", "tr", "tbody", "li", "a"):
            return node
        node = best


def _worth(page: Page) -> dict[HtmlElement, float]:
    worth: dict[HtmlElement, float] = {}
    for segment in page.segments:
        value = len(segment.text) * 0.3 + 12.0 * len(_STOPS.findall(segment.text))
        chain = [segment.element, *segment.element.iterancestors()]
        if any(e.tag == "a" for e in chain[:3]) or any(is_chrome(e) for e in chain[:6]):
            continue
        for element in chain:
            worth[element] = worth.get(element, 0.0) + value
    return worth
