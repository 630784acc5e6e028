"""The inside of a paragraph: runs, links, fields, breaks, pictures, note marks, text boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from sitegen.importers.docx import drawing
from sitegen.importers.docx.blocks import Inline, LineBreak, Look, NoteMark, Text
from sitegen.importers.docx.fields import address_of, note_of, safe_address, shown
from sitegen.importers.docx.formula import formula_text
from sitegen.importers.docx.names import MC, Element, R, W, child, local
from sitegen.importers.docx.session import Session

_WRAPPERS: Final = {"smartTag", "customXml", "dir", "bdo", "ins", "moveTo", "rt", "rubyBase"}
# Private-use code points of the symbol fonts, as far as official documents use them.
_SYMBOLS: Final = {
    "F0FE": "☑", "F052": "☑", "F0FD": "☒", "F053": "☒", "F0A8": "□", "F06F": "□", "F0A3": "□",
    "F0FC": "√", "F0D6": "√", "F050": "√", "F0FB": "×", "F06C": "●", "F0B7": "·", "F06E": "■",
    "F0D8": "➢", "F0E0": "→", "F0B3": "≥", "F0B1": "±", "F0B4": "×", "F0B0": "°",
}  # fmt: skip


@dataclass
class Collected:
    """What one paragraph yields: its inlines, and the text boxes that hang on it."""

    inlines: list[Inline] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    page_break: bool = False


@dataclass
class InlineReader:
    """Reads the run-level content of one paragraph into `out`."""

    session: Session
    style: str | None
    in_table: bool = False
    out: Collected = field(default_factory=Collected)
    href: str = ""

    def read(self, node: Element) -> None:
        """Read every run-level child of `node`."""
        for item in node:
            self._read_one(item)

    def _read_one(self, node: Element) -> None:
        name = local(node)
        if name == "r":
            self._run(node)
        elif name in _WRAPPERS:
            self.read(node)
        elif name == "hyperlink":
            self._hyperlink(node)
        elif name == "sdt":
            self._content_control(node)
        elif name == "fldSimple":
            self._simple_field(node)
        elif name in {"oMath", "oMathPara"}:
            self._math(node)
        elif name == "AlternateContent":
            self._alternate(node, self.read)
        elif name == "subDoc":
            self.session.tally.add("alt-chunk")

    def _hyperlink(self, node: Element) -> None:
        relation = self.session.relations.get(node.get(R + "id", ""))
        outer = self.href
        if relation is not None and relation.external:
            self.href = self._checked(relation.target)
        self.read(node)
        self.href = outer

    def _checked(self, raw: str) -> str:
        address = safe_address(raw)
        if raw and not address:
            self.session.tally.add("bad-link")
        return address

    def _content_control(self, node: Element) -> None:
        properties = child(node, "sdtPr")
        if child(properties, "showingPlcHdr") is not None:
            self.session.tally.add("placeholder")
            return
        content = child(node, "sdtContent")
        if content is not None:
            self.read(content)

    def _simple_field(self, node: Element) -> None:
        code = node.get(W + "instr", "")
        noted = note_of(code)
        if noted:
            self.session.tally.add(noted)
        if shown(code):
            outer = self.href
            self.href = self._checked(address_of(code)) or outer
            self.read(node)
            self.href = outer

    def _math(self, node: Element) -> None:
        text = formula_text(node)
        if text and self.session.fields.visible:
            self.session.tally.add("math")
            self.out.inlines.append(Text(text))

    def _alternate(self, node: Element, read: Callable[[Element], None]) -> None:
        """Of two renderings of the same thing, read the first that yields something."""
        for branch in (*node.findall(MC + "Choice"), *node.findall(MC + "Fallback")):
            before = (len(self.out.inlines), len(self.out.boxes))
            read(branch)
            if (len(self.out.inlines), len(self.out.boxes)) != before:
                return

    def _run(self, node: Element) -> None:
        look = self.session.styles.look(self.style, child(node, "rPr"))
        if look.hidden or self._white(look, node):
            self._skip_hidden(node, "hidden" if look.hidden else "white")
            return
        self._run_content(node, look)

    def _white(self, look: Look, node: Element) -> bool:
        """White text on nothing: invisible in Word. In tables and boxes it may be on colour."""
        if look.color != "FFFFFF" or self.in_table:
            return False
        properties = child(node, "rPr")
        return child(properties, "shd") is None and child(properties, "highlight") is None

    def _skip_hidden(self, node: Element, kind: str) -> None:
        # Field marks may sit in hidden runs; the text around them is still shown.
        for item in node:
            if local(item) in {"fldChar", "instrText"}:
                self._run_item(item, Look())
        if any((t.text or "").strip() for t in node.iter(W + "t")):
            self.session.tally.add(kind)

    def _run_content(self, node: Element, look: Look) -> None:
        for item in node:
            self._run_item(item, look)

    def _run_item(self, item: Element, look: Look) -> None:
        name = local(item)
        if name in {"fldChar", "instrText"}:
            self._field_mark(item, name)
        elif not self.session.fields.visible:
            return
        elif name == "t":
            self._text(item.text or "", look)
        elif name in {"tab", "ptab"}:
            self._text("\t", look)
        elif name in {"br", "cr"}:
            self._break(item)
        elif name == "noBreakHyphen":
            self._text("-", look)
        elif name == "sym":
            self._symbol(item, look)
        elif name == "ruby":
            self._ruby(item)
        else:
            self._object(item, name, look)

    def _object(self, item: Element, name: str, look: Look) -> None:
        if name in {"drawing", "pict", "object"}:
            self._drawing(item)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(item, name[0])
        elif name == "AlternateContent":
            self._alternate(item, lambda branch: self._run_content(branch, look))
        elif name == "commentReference":
            self.session.tally.add("comment")

    def _text(self, text: str, look: Look) -> None:
        if not text:
            return
        href = self.href
        field_address = self.session.fields.address
        if field_address is not None:
            href = safe_address(field_address)
        last = self.out.inlines[-1] if self.out.inlines else None
        if isinstance(last, Text) and last.look == look and last.href == href:
            self.out.inlines[-1] = replace(last, text=last.text + text)
        else:
            self.out.inlines.append(Text(text, look, href))

    def _break(self, item: Element) -> None:
        if item.get(W + "type") in {"page", "column"}:
            # Only a break at the very start moves this paragraph itself to the next page.
            self.out.page_break = self.out.page_break or not self.out.inlines
            if self.out.inlines:
                self.out.inlines.append(LineBreak())
        else:
            self.out.inlines.append(LineBreak())

    def _field_mark(self, item: Element, name: str) -> None:
        fields = self.session.fields
        if name == "instrText":
            fields.code(item.text or "")
            return
        kind = item.get(W + "fldCharType")
        if kind == "begin":
            fields.begin()
        elif kind == "end":
            fields.end()
        elif kind == "separate":
            noted = fields.separate()
            if noted:
                self.session.tally.add(noted)
            if fields.address:
                self._checked(fields.address)

    def _symbol(self, item: Element, look: Look) -> None:
        code = (item.get(W + "char") or "").upper()
        if code in _SYMBOLS:
            self._text(_SYMBOLS[code], look)
        elif len(code) == 4 and not code.startswith(("F0", "E", "D8")):
            self._text(_character(code), look)
        else:
            self.session.tally.add("symbol")

    def _ruby(self, item: Element) -> None:
        base, above = child(item, "rubyBase"), child(item, "rt")
        if base is not None:
            self.read(base)
        spoken = "" if above is None else "".join(t.text or "" for t in above.iter(W + "t"))
        if spoken.strip():
            self.session.tally.add("ruby")
            self._text(f"（{spoken.strip()}）", Look())

    def _note(self, item: Element, prefix: str) -> None:
        key = prefix + item.get(W + "id", "")
        if key in self.session.note_keys:
            self.out.inlines.append(NoteMark(key))
        else:
            self.session.tally.add("note-lost")

    def _drawing(self, item: Element) -> None:
        found = drawing.read(item, self.session)
        self.out.inlines.extend(found.pictures)
        if found.art:
            self._text(found.art, Look())
        self.out.boxes.extend(found.boxes)


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""
