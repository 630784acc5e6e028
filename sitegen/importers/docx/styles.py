"""Styles: what a paragraph or run inherits from its style chain and the document defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from sitegen.importers.docx.blocks import Align, Look, Position
from sitegen.importers.docx.names import Element, W, child, children, flag, number, value

_HEADING: Final = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_ALIGN: Final[dict[str, Align]] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
    "left": "left",
    "start": "left",
}
_TINY_HALF_POINTS: Final = 4  # two points: nobody can read it, so nobody meant it to be read
_CHAIN_LIMIT: Final = 20


@dataclass(frozen=True)
class Style:
    """One style: its name as shown in Word, its parent, and its property elements."""

    name: str
    based_on: str | None
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True)
class Styles:
    """The style sheet of one document."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str | None = None
    default_run: Element | None = None
    _looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict, repr=False)

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """The style and its ancestors, nearest first; a circular chain ends."""
        seen = 0
        while style_id in self.by_id and seen < _CHAIN_LIMIT:
            style = self.by_id[style_id]
            yield style
            style_id, seen = style.based_on, seen + 1

    def outline(self, style_id: str | None, properties: Element | None) -> int | None:
        """The outline level 0–8 of a paragraph, by its own property, style property or name."""
        own = number(value(properties, "outlineLvl"))
        if own is not None:
            return own if own < 9 else None
        for style in self.chain(style_id or self.default_paragraph):
            named = _HEADING.match(style.name)
            level = number(value(style.paragraph, "outlineLvl"))
            if named:
                return int(named[1]) - 1
            if level is not None:
                return level if level < 9 else None
        return None

    def is_title(self, style_id: str | None) -> bool:
        """Whether the paragraph carries the Title style (标题)."""
        style = self.by_id.get(style_id or "")
        return style is not None and style.name.lower() in {"title", "标题"}

    def align(self, style_id: str | None, properties: Element | None) -> Align:
        """The paragraph's alignment, own or inherited; empty where nothing says."""
        for holder in self._paragraph_properties(style_id, properties):
            raw = value(holder, "jc")
            if raw is not None:
                return _ALIGN.get(raw, "")
        return ""

    def indent(self, style_id: str | None, properties: Element | None) -> int:
        """The paragraph's left indent in twentieths of a point."""
        for holder in self._paragraph_properties(style_id, properties):
            node = child(holder, "ind")
            if node is None:
                continue
            for name, unit in (("leftChars", 2), ("startChars", 2), ("left", 1), ("start", 1)):
                amount = number(node.get(W + name))
                if amount:
                    return amount * unit  # a hundred "chars" are about one 10-point character
        return 0

    def numbering(
        self, style_id: str | None, properties: Element | None
    ) -> tuple[str | None, int | None, str | None]:
        """(numId, ilvl, id of the style that brings it) of a paragraph."""
        own = child(properties, "numPr")
        level = number(value(own, "ilvl"))
        if own is not None and value(own, "numId") is not None:
            return value(own, "numId"), level, None
        current = style_id or self.default_paragraph
        for style in self.chain(current):
            inherited = child(style.paragraph, "numPr")
            if inherited is not None and value(inherited, "numId") is not None:
                deeper = number(value(inherited, "ilvl")) if level is None else level
                return value(inherited, "numId"), deeper, current
            current = style.based_on
        return None, None, None

    def page_break_before(self, style_id: str | None, properties: Element | None) -> bool:
        """Whether the paragraph starts a new page."""
        for holder in self._paragraph_properties(style_id, properties):
            state = flag(holder, "pageBreakBefore")
            if state is not None:
                return state
        return False

    def _paragraph_properties(
        self, style_id: str | None, own: Element | None
    ) -> Iterator[Element | None]:
        yield own
        for style in self.chain(style_id or self.default_paragraph):
            yield style.paragraph

    def look(self, style_id: str | None, run: Element | None) -> Look:
        """How a run looks: own properties over character style, paragraph style, defaults."""
        run_style = value(run, "rStyle")
        key = (style_id, run_style)
        if key not in self._looks:
            look = _apply(Look(), self.default_run)
            for chosen in (style_id or self.default_paragraph, run_style):
                for style in reversed(list(self.chain(chosen))):
                    look = _apply(look, style.run)
            self._looks[key] = look
        return _apply(self._looks[key], run)


def _apply(look: Look, properties: Element | None) -> Look:
    if properties is None or not len(properties):
        return look
    hidden = flag(properties, "vanish")
    special = flag(properties, "specVanish")
    size = number(value(properties, "sz"))
    bold, italic = flag(properties, "b"), flag(properties, "i")
    strike = flag(properties, "strike")
    double = flag(properties, "dstrike")
    color = value(properties, "color")
    if size is not None and size <= _TINY_HALF_POINTS:
        hidden = True
    return replace(
        look,
        bold=look.bold if bold is None else bold,
        italic=look.italic if italic is None else italic,
        strike=look.strike if strike is None and double is None else bool(strike or double),
        position=_position(value(properties, "vertAlign"), look.position),
        size=look.size if size is None else size / 2,
        color=look.color if color is None else color.upper(),
        hidden=bool(special) or (look.hidden if hidden is None else hidden),
    )


def _position(raw: str | None, inherited: Position) -> Position:
    if raw is None:
        return inherited
    return "sup" if raw == "superscript" else "sub" if raw == "subscript" else ""


def read_styles(root: Element | None) -> Styles:
    """Read `styles.xml`; without one, an empty style sheet."""
    if root is None:
        return Styles()
    by_id: dict[str, Style] = {}
    default: str | None = None
    for node in children(root, "style"):
        style_id = node.get(W + "styleId", "")
        by_id[style_id] = Style(
            name=value(node, "name") or "",
            based_on=value(node, "basedOn"),
            paragraph=child(node, "pPr"),
            run=child(node, "rPr"),
        )
        if node.get(W + "type") == "paragraph" and node.get(W + "default") in {"1", "true"}:
            default = style_id
    return Styles(by_id, default, child(root, "docDefaults", "rPrDefault", "rPr"))
