"""Word's formulas as one line of text that keeps their meaning: (a+b)/2 is not a+b2."""

from collections.abc import Callable
from typing import Final

from sitegen.importers.docx.names import Element, M, local


def formula_text(node: Element) -> str:
    """Return a formula, or a part of one, in one line."""
    name = local(node)
    if name == "t":
        return node.text or ""
    write = _WRITERS.get(name)
    return write(node) if write else "".join(formula_text(part) for part in node)


def _part(node: Element, name: str) -> str:
    return "".join(formula_text(part) for part in node.findall(M + name))


def _held(text: str) -> str:
    """A part in brackets, unless it is a single number or sign."""
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _fraction(node: Element) -> str:
    return f"{_held(_part(node, 'num'))}/{_held(_part(node, 'den'))}"


def _power(node: Element) -> str:
    return f"{_held(_part(node, 'e'))}^{_held(_part(node, 'sup'))}"


def _index(node: Element) -> str:
    return f"{_held(_part(node, 'e'))}_{_held(_part(node, 'sub'))}"


def _both(node: Element) -> str:
    return f"{_index(node)}^{_held(_part(node, 'sup'))}"


def _root(node: Element) -> str:
    degree = _part(node, "deg")
    return f"{degree and f'{degree}次'}√({_part(node, 'e')})"


def _brackets(node: Element) -> str:
    def shown(name: str, usual: str) -> str:
        found = next(iter(node.iterfind(f"{M}dPr/{M}{name}")), None)
        return usual if found is None else found.get(M + "val", "")

    inner = ", ".join(formula_text(part) for part in node.findall(M + "e"))
    return f"{shown('begChr', '(')}{inner}{shown('endChr', ')')}"


_WRITERS: Final[dict[str, Callable[[Element], str]]] = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _index,
    "sSubSup": _both,
    "rad": _root,
    "d": _brackets,
}
