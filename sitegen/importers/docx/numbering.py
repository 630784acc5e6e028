"""Automatic numbering resolved to the text that Word would show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sitegen.importers.docx.blocks import Label
from sitegen.importers.docx.names import Element, W, child, children, flag, number, value

_DIGITS: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9


def chinese(amount: int) -> str:
    """A number from 1 to 9999 in Chinese counting: 十二, 二十, 一百零三."""
    if not 0 < amount < 10_000:
        return str(amount)
    text, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, amount = divmod(amount, unit)
        if digit:
            text += ("零" if pending_zero and text else "") + _DIGITS[digit] + name
            pending_zero = False
        else:
            pending_zero = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(amount: int) -> str:
    text = ""
    for unit, name in _ROMAN:
        times, amount = divmod(amount, unit)
        text += name * min(times, 3)
    return text


def _letters(amount: int) -> str:
    position, repeat = (amount - 1) % 26, (amount - 1) // 26 + 1
    return chr(ord("A") + position) * min(repeat, 9)


def _enclosed(amount: int, first: int, count: int, last: str) -> str:
    return chr(first + amount - 1) if 1 <= amount <= count else last.format(amount)


def _fullwidth(amount: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(amount))


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "taiwaneseDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "decimalEnclosedCircle": lambda n: _enclosed(n, 0x2460, 20, "({})"),
    "decimalEnclosedCircleChinese": lambda n: _enclosed(n, 0x2460, 20, "({})"),
    "decimalEnclosedParen": lambda n: _enclosed(n, 0x2474, 20, "({})"),
    "decimalEnclosedFullstop": lambda n: _enclosed(n, 0x2488, 20, "{}."),
    "ideographEnclosedCircle": lambda n: _enclosed(n, 0x3280, 10, "({})"),
    "none": lambda _: "",
}


@dataclass(frozen=True)
class Level:
    """One level of a list definition."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False

    @property
    def bullet(self) -> bool:
        """Whether the level shows a bullet, not a number."""
        return self.form == "bullet"


@dataclass(frozen=True)
class ListDefinition:
    """A `w:num`: which counters it shares (`abstract`), its levels, and where it restarts."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)


@dataclass
class Numbering:
    """The list definitions of a document, and its counters while it is read in order."""

    lists: dict[str, ListDefinition] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict, repr=False)
    _started: set[tuple[str, int]] = field(default_factory=set, repr=False)

    def label(self, num_id: str | None, level: int | None, style: str | None) -> Label | None:
        """Count one paragraph and return its label; None where it shows none.

        `style` is the id of the style that brought the numbering: its level is the one that
        names that style.
        """
        definition = self.lists.get(num_id or "")
        if definition is None or num_id == "0":
            return None
        depth = self._depth(definition, level, style)
        shape = definition.levels.get(depth)
        if shape is None:
            return None
        counters = self._advance(num_id or "", definition, depth, shape)
        if shape.hidden:
            return None
        if shape.bullet:
            return Label("•", bullet=True, depth=depth)
        text = _PLACE.sub(lambda m: self._figure(definition, counters, m[1], shape), shape.text)
        return Label(text.strip(), depth=depth) if text.strip() else None

    @staticmethod
    def _depth(definition: ListDefinition, level: int | None, style: str | None) -> int:
        if level is not None:
            return min(max(level, 0), _LEVELS - 1)
        for depth, shape in definition.levels.items():
            if style is not None and shape.style == style:
                return depth
        return 0

    def _advance(
        self, num_id: str, definition: ListDefinition, depth: int, shape: Level
    ) -> dict[int, int]:
        counters = self._counters.setdefault(definition.abstract, {})
        if depth in definition.overrides and (num_id, depth) not in self._started:
            self._started.add((num_id, depth))
            counters[depth] = definition.overrides[depth]
        else:
            counters[depth] = counters.get(depth, shape.start - 1) + 1
        for deeper in [key for key in counters if key > depth]:
            restart = definition.levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and depth < restart):
                del counters[deeper]
        return counters

    @staticmethod
    def _figure(
        definition: ListDefinition, counters: dict[int, int], place: str, shape: Level
    ) -> str:
        depth = int(place) - 1
        level = definition.levels.get(depth, Level())
        amount = counters.get(depth, level.start)
        form = "decimal" if shape.legal else level.form
        return _FORMATS.get(form, str)(amount) if amount > 0 else str(amount)


def _read_level(node: Element) -> tuple[int, Level]:
    text = value(node, "lvlText") or ""
    return number(node.get(W + "ilvl")) or 0, Level(
        form=value(node, "numFmt") or "decimal",
        text=text,
        start=_or(number(value(node, "start")), 1),
        restart=number(value(node, "lvlRestart")),
        legal=bool(flag(node, "isLgl")),
        style=value(node, "pStyle"),
        hidden=bool(flag(child(node, "rPr"), "vanish")),
    )


def _or(amount: int | None, default: int) -> int:
    return default if amount is None else amount


def read_numbering(root: Element | None) -> Numbering:
    """Read `numbering.xml`; without one, no paragraph has a label."""
    if root is None:
        return Numbering()
    abstracts = {node.get(W + "abstractNumId", ""): node for node in children(root, "abstractNum")}
    by_style = {
        value(node, "styleLink"): key for key, node in abstracts.items() if value(node, "styleLink")
    }
    lists: dict[str, ListDefinition] = {}
    for node in children(root, "num"):
        abstract = value(node, "abstractNumId") or ""
        linked = value(abstracts.get(abstract), "numStyleLink")
        abstract = by_style.get(linked, abstract) if linked else abstract
        levels = dict(_read_level(n) for n in children(abstracts.get(abstract), "lvl"))
        overrides: dict[int, int] = {}
        for override in children(node, "lvlOverride"):
            depth = number(override.get(W + "ilvl")) or 0
            replaced = child(override, "lvl")
            if replaced is not None:
                levels[depth] = _read_level(replaced)[1]
            start = number(value(override, "startOverride"))
            if start is not None:
                overrides[depth] = start
        lists[node.get(W + "numId", "")] = ListDefinition(abstract, levels, overrides)
    return Numbering(lists)
