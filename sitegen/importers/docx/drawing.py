"""Drawings: pictures, text boxes, WordArt; and what is dropped (OLE, ActiveX, charts)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.docx.blocks import Picture
from sitegen.importers.docx.names import A, Element, R, V, W, local, number
from sitegen.importers.docx.session import Session

_CHART_MARKS: Final = {"chart", "relIds"}
_NONVISUAL: Final = {"docPr", "cNvPr"}


@dataclass
class Drawing:
    """What a drawing yields."""

    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    art: str = ""


def read(node: Element, session: Session) -> Drawing:
    """Read one `w:drawing`, `w:pict` or `w:object`; embedded objects are counted and dropped."""
    found = Drawing()
    for item in node.iter():
        name = local(item)
        if name == "OLEObject":
            session.tally.add("ole")
            return found
        if name == "control":
            session.tally.add("activex")
            return found
        if name in _CHART_MARKS and not item.tag.startswith(W):
            session.tally.add("chart")
    alt = _alternative(node)
    for item in node.iter(A + "blip", V + "imagedata", W + "txbxContent", V + "textpath"):
        if _inside_box(item, node):
            continue
        if item.tag == W + "txbxContent":
            found.boxes.append(item)
        elif item.tag == V + "textpath":
            found.art += item.get("string", "")
        else:
            picture = _picture(item, alt, session)
            if picture is not None:
                found.pictures.append(picture)
    return found


def _inside_box(item: Element, top: Element) -> bool:
    """Whether `item` belongs to a text box below `top`, whose own reading will meet it."""
    parent = item.getparent()
    while parent is not None and parent is not top:
        if parent.tag == W + "txbxContent":
            return True
        parent = parent.getparent()
    return False


def _alternative(node: Element) -> str:
    for item in node.iter():
        if local(item) in _NONVISUAL:
            text = (item.get("descr") or item.get("title") or "").strip()
            if text:
                return " ".join(text.split())
    for item in node.iter(V + "shape", V + "imagedata"):
        text = (item.get("alt") or "").strip()
        if text:
            return " ".join(text.split())
    return ""


def _picture(item: Element, alt: str, session: Session) -> Picture | None:
    key = item.get(R + "embed") or item.get(R + "id") or item.get(R + "pict")
    relation = session.relations.get(key or "")
    if relation is None:
        linked = session.relations.get(item.get(R + "link") or item.get(R + "href") or "")
        session.tally.add("external-image" if linked is not None else "lost-image")
        return None
    if relation.external:
        session.tally.add("external-image")
        return None
    if relation.target not in session.package.names:
        session.tally.add("lost-image")
        return None
    return Picture(relation.target, alt, _crop(item))


def _crop(blip: Element) -> tuple[int, int, int, int]:
    """What a picture's `a:srcRect` cuts off; the part cut off must not be published."""
    holder = blip.getparent()
    rect = None if holder is None else holder.find(A + "srcRect")
    if rect is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (max(number(rect.get(side)) or 0, 0) for side in "ltrb")
    return (left, top, right, bottom)
