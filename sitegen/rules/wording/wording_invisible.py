"""Signs that nobody sees, in the middle of words (不可见字符)."""

import re
from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import around, line_at
from sitegen.rules.wording.lexicon import SIGNS, has

HIDDEN = re.compile(f"[{''.join(SIGNS['invisible'])}]")
# Beside punctuation and at the ends of lines they do no harm.
TEARING = re.compile(rf"(?<=[一-鿿]){HIDDEN.pattern}+(?=[一-鿿])")


@check("wording-invisible", scope="item")
def invisible(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each line in which a sign without a width stands between two characters."""
    if not has(item.source, book, "invisible"):
        return
    seen: set[int] = set()
    for match in TEARING.finditer(item.source):
        line = line_at(item.source, match.start())
        if line not in seen:
            seen.add(line)
            left = item.source[match.start() - 1]
            right = item.source[match.end()]
            yield Fault(
                f"“{left}”和“{right}”之间有看不见的字符，读屏软件会读断，检查词表也会漏过。",
                "删去这两个字重新输入。",
                line,
                excerpt=HIDDEN.sub("", around(item.source, match.start(), len(match[0]))),
            )
