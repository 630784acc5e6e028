"""A sample of the moved pages, and their old pages made harmless for showing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from lxml import html as lxml_html

from sitegen.importers.html.charset import decode
from sitegen.importers.html.page import parse_tree
from sitegen.importers.html.report import PageRow
from sitegen.importers.limits import DEFAULT_LIMITS, read_bounded

_SAMPLE: Final = 10
_ACTIVE: Final = frozenset((
    "script", "iframe", "frame", "object", "embed", "applet", "link", "base", "input",
    "button", "meta", "noscript", "svg", "math", "video", "audio", "source", "style",
))  # fmt: skip
_LOADING: Final = frozenset((
    "href", "src", "srcset", "action", "background", "style", "srcdoc", "data", "formaction",
    "poster", "ping",
))  # fmt: skip


def choose(pages: Sequence[PageRow]) -> list[PageRow]:
    """The sample: half the least sure pages, half spread evenly over the rest."""
    rows = [row for row in pages if row.item and row.outcome not in ("duplicate", "failed")]
    doubtful = sorted(rows, key=lambda row: row.confidence)[: _SAMPLE // 2]
    rest = [row for row in rows if row not in doubtful]
    step = max(1, len(rest) // max(1, _SAMPLE - len(doubtful)))
    return doubtful + rest[::step][: _SAMPLE - len(doubtful)]


def old_page(path: Path) -> str:
    """The old page without anything that acts or loads."""
    try:
        data = read_bounded(path, DEFAULT_LIMITS.page_bytes)
        return harmless(parse_tree(decode(data).text, DEFAULT_LIMITS))
    except Exception as error:  # a sample must not spoil the report
        return f"<p>旧页面无法显示（{type(error).__name__}）。</p>"


def harmless(root: lxml_html.HtmlElement) -> str:
    """The body of a page as text of HTML, without active elements and attributes."""
    for element in list(root.iter(*_ACTIVE)):
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(root.iter("form")):
        # VSB and ASP.NET put the whole article into a form.
        if element.getparent() is not None:
            element.drop_tag()
    for element in root.iter():
        for name in list(element.attrib):
            lower = str(name).lower()
            if lower.startswith("on") or lower in _LOADING:
                del element.attrib[name]
    body = root.find("body")
    return str(lxml_html.tostring(body if body is not None else root, encoding="unicode"))
