"""Namespaces and small accessors of WordprocessingML, so that readers stay readable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

_BASE: Final = "http://schemas.openxmlformats.org/"
W: Final = "{" + _BASE + "wordprocessingml/2006/main}"
R: Final = "{" + _BASE + "officeDocument/2006/relationships}"
A: Final = "{" + _BASE + "drawingml/2006/main}"
WP: Final = "{" + _BASE + "drawingml/2006/wordprocessingDrawing}"
M: Final = "{" + _BASE + "officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"

Element = etree._Element


def local(node: Element) -> str:
    """The element's name without its namespace; empty for comments and the like."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(node: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of `w:` names, or None."""
    for name in path:
        if node is None:
            return None
        node = node.find(W + name)
    return node


def children(node: Element | None, name: str) -> Iterator[Element]:
    """The direct `w:` children of that name."""
    return iter(()) if node is None else iter(node.findall(W + name))


def value(node: Element | None, *path: str) -> str | None:
    """The `w:val` of the element at the end of a path of `w:` names, or None."""
    found = child(node, *path)
    return None if found is None else found.get(W + "val")


def flag(node: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not set at all."""
    found = child(node, name)
    if found is None:
        return None
    return (found.get(W + "val") or "true").lower() not in {"0", "false", "off", "none"}


def number(text: str | None) -> int | None:
    """An integer attribute, or None where it is missing or no number."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None
