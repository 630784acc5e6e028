"""What `sitegen check` will say of an imported item, for the report of the move."""

from __future__ import annotations

import re
from typing import Final

from sitegen.importers.html.notes import Note
from sitegen.model.kinds import COLUMN_TYPES, Kind
from sitegen.rules.rulebook import Rulebook

_MOJIBAKE: Final = re.compile(r"锟斤拷|烫烫烫|Ã[\u0080-\u00bf]|â€|鈥|涓€|鐨勬|銆[佷備]")
# The words around a typo may hold a number that the report must not repeat.
_DIGITS: Final = re.compile(r"\d[\dXx]{4,}")
_FAMILIES: Final = {"privacy": "privacy", "wording": "wording"}


def item_notes(
    text: str, site: str, path: str, column: tuple[str, str], book: Rulebook
) -> list[Note]:
    """Read and check an item as a build does.

    `path` is the item's below its site, `column` the path and type of its column. Privacy and
    wording findings are all given; of the other rules those that would keep the site from being
    published.
    """
    from sitegen.pipeline.item_rows import item_view
    from sitegen.rules.running import check_item
    from sitegen.sources.item_file import read_item
    from sitegen.sources.place import Place

    name, type_id = column
    kind = COLUMN_TYPES[type_id].kind if type_id in COLUMN_TYPES else Kind.ARTICLE
    item = read_item(Place(site, path, name, kind), text.encode("utf-8", "replace"))
    notes = [
        Note("invalid-item", "warning", fault.message, f"{path}:{fault.line}", fault.fix)
        for fault in item.faults
    ]
    if _MOJIBAKE.search(text):
        fix = "旧站数据已损坏，请对照原件改正"
        notes.append(Note("lost-characters", "warning", "正文含有乱码", path, fix))
    for found in check_item(item_view(item), book) if item.stub else ():
        code = _FAMILIES.get(found.rule.partition("-")[0], "")
        if code or found.level.blocks:
            where = f"{path}:{found.line}" if found.line else path
            fix = f"{found.fix}未改正前站点不能发布。" if found.level.blocks else found.fix
            notes.append(
                Note(code or "blocking", "warning", _DIGITS.sub("…", found.message), where, fix)
            )
    return notes
