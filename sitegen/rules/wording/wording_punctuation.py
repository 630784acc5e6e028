"""Doubled punctuation, and half-width commas after Chinese characters (标点)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import around, line_at
from sitegen.rules.wording.lexicon import MARKS, TITLE, has

DOUBLED = re.compile(f"[{MARKS}]{{2,}}")
AFTER_HAN = re.compile(r"[,;](?<=[一-鿿].)(?!\d)")
"""The mark comes first: searching for what stands before it would look at every character."""


@check("wording-punctuation", scope="item")
def punctuation(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each line and kind of slip in the body."""
    body = item.body
    found: list[tuple[int, str]] = []
    if has(item.source, book, "marks"):
        found = [(match.start(), match[0]) for match in DOUBLED.finditer(body)]
    if "," in body or ";" in body:
        found += [(match.start(), match[0]) for match in AFTER_HAN.finditer(body)]
    if not found:
        return
    titles = [match.span() for match in TITLE.finditer(body)]
    seen: set[tuple[int, str]] = set()
    for start, marks in sorted(found):
        line = line_at(body, start, item.body_line)
        if (line, marks) in seen or any(begin < start < end for begin, end in titles):
            continue
        seen.add((line, marks))
        half = marks in ",;"
        yield Fault(
            f"汉字后面用了半角标点“{marks}”。" if half else f"标点“{marks}”重复或者连用。",
            f"改为“{'，' if marks == ',' else '；'}”。" if half else "只保留一个标点。",
            line,
            excerpt=around(body, start, len(marks)),
        )
