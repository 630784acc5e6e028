"""Taking out of a body what is not the article: before and after it is read as blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from sitegen.importers.html.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Rule,
    Run,
    Table,
    inlines,
    line_of,
    plain,
)
from sitegen.importers.html.chrome import is_chrome_line, is_editor_line, is_removable
from sitegen.importers.html.headtable import read_head
from sitegen.importers.html.labels import is_meta_line
from sitegen.importers.html.page import SILENT, Segment
from sitegen.importers.html.title import title_key

_EDITOR: Final = re.compile(r"(?:责任编辑|责编|编辑)\s*[:：]\s*([一-鿿·]{2,4}(?:\s[一-鿿]{2,4})*)")
_RELATED: Final = re.compile(
    r"^[\[【]?(?:相关(?:阅读|链接|文章|新闻|信息|稿件|解读|推荐|政策)|延伸阅读|"
    r"推荐阅读|热点(?:新闻|推荐)|猜你喜欢)[\]】]?\s*[:：]?$"
)
_SCRIPT_HREF: Final = ("javascript:", "vbscript:", "data:")


@dataclass(frozen=True, slots=True)
class Pruned:
    """What is left of a body, and the editor that its last lines name."""

    blocks: tuple[Block, ...]
    editor: str = ""


def prepare(content: HtmlElement) -> None:
    """Remove scripts, share bars and the like from a body's tree, in place."""
    doomed = [
        element
        for element in content.iter()
        if element is not content
        and isinstance(element.tag, str)
        and ((element.tag in SILENT and element.tag not in _KEPT) or is_removable(element))
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


_KEPT: Final = frozenset({"iframe", "object", "embed"})


def prune(blocks: Sequence[Block], title: str, drop_title: bool = False) -> Pruned:
    """Remove the head that a wide container brought along, buttons and editors' lines."""
    kept = [block for block in blocks if not _is_button(block)]
    kept = _without_related(_without_head(kept, title))
    editor = ""
    while kept and _is_foot(plain([kept[-1]])):
        found = _EDITOR.search(plain([kept.pop()]))
        editor = found[1] if found else editor
    kept = _trim(kept)
    if drop_title and kept and title_key(plain([kept[0]])) == title_key(title) and len(kept) > 1:
        kept = kept[1:]
    return Pruned(tuple(kept), editor)


def _is_foot(text: str) -> bool:
    return is_editor_line(text) or (is_meta_line(text) and len(text) < 90)


def _is_button(block: Block) -> bool:
    if isinstance(block, (Paragraph, Heading)):
        text = line_of(block.runs)
        if any(isinstance(run, Picture) for run in block.runs):
            return False
        return is_chrome_line(text) or not text or _only_script_links(block)
    if isinstance(block, Listing):
        lines = [plain(item) for item in block.items]
        return all(is_chrome_line(line) for line in lines)
    return False


def _only_script_links(block: Paragraph | Heading) -> bool:
    runs = [run for run in block.runs if isinstance(run, Run) and run.text.strip()]
    return (
        bool(runs)
        and len(line_of(block.runs)) < 30
        and all(run.href.lower().startswith(_SCRIPT_HREF) for run in runs)
    )


def _without_head(blocks: list[Block], title: str) -> list[Block]:
    """Drop title, head table and meta line at the beginning, if a meta line or table is there."""
    key = title_key(title)
    last = -1
    for index, block in enumerate(blocks[:6]):
        text = plain([block])
        if isinstance(block, Table):
            if _is_head_table(block):
                last = index
            else:
                break
        elif is_meta_line(text):
            last = index
        elif len(text) > 120:
            break
    if last < 0:
        is_title = (
            bool(blocks) and isinstance(blocks[0], Heading) and title_key(plain(blocks[:1])) == key
        )
        return blocks[1:] if is_title and len(blocks) > 1 else blocks
    before = [b for b in blocks[:last] if title_key(plain([b])) != key and not _heads(b)]
    return before + blocks[last + 1 :]


def _heads(block: Block) -> bool:
    return is_meta_line(plain([block])) or (isinstance(block, Table) and _is_head_table(block))


def _is_head_table(table: Table) -> bool:
    cells = [plain(cell.blocks) for row in table.rows for cell in row]
    if len(cells) > 60:
        return False
    segments = [Segment(text, None, float(i)) for i, text in enumerate(cells) if text]
    head = read_head(segments)
    return bool(head) and len("".join(cells)) < 800


def _without_related(blocks: list[Block]) -> list[Block]:
    """Drop a closing list of links to other articles."""
    for index in range(len(blocks) - 1, max(len(blocks) - 30, 0), -1):
        if not _RELATED.match(plain([blocks[index]])):
            continue
        rest = blocks[index + 1 :]
        runs = [run for run in inlines(rest) if isinstance(run, Run) and run.text.strip()]
        linked = sum(len(run.text) for run in runs if run.href)
        if linked >= 0.6 * max(1, sum(len(run.text) for run in runs)):
            return blocks[:index]
    return blocks


def _trim(blocks: list[Block]) -> list[Block]:
    """No rules at the ends and never two in a row."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Rule) and (not kept or isinstance(kept[-1], Rule)):
            continue
        kept.append(block)
    while kept and isinstance(kept[-1], Rule):
        kept.pop()
    return kept
