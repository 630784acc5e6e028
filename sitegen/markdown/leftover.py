"""Markup that did not become what its writer meant, and would be published sign for sign."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.markdown.links import MarkdownFault

RULE = "source-markup-left"
WIDE_SIGNS = ("｜", "＃", "］", "]（", "：：：")
"""Full-width signs that plain prose hardly has, and that stand where markup was meant."""

# A target that is an address or the name of a file; official texts have brackets of other uses.
_TARGET = r"[^()（）\n]*(?:\.[A-Za-z0-9]{2,5}|[/\\])[^()（）\n]*"
_LINK = re.compile(rf"[\[［][^\[\]［］\n]*[\]］][(（]({_TARGET})[)）]")
_WIDE = re.compile(r"[［］]|\]（|）$")
# Names are masked by two asterisks (张**、李**), so what counts is punctuation just inside them.
_BOLD = re.compile(
    r"(?<![*\w])\*\*(?![*\s])[^*\n]*[^*\s]\*\*(?!\*)"
    r"|\*\*[^\s*，。、；：？！）”》】][^*\n]*[，。、；：？！）”》】]\*\*(?!\*)"
    r"|\*\*[（“《【][^*\n]*\*\*(?!\*)"
)
_HEADING = re.compile(r"[#＃]{1,6}(?![#＃\s])[^#＃]+$")
_WIDE_HEADING = re.compile(r"＃{1,6} *[^＃]+$")
_BOX = re.compile(r"(?=:*：)[:：]{3,}(?: *(?:notice|signature|attachments|video|chart)\b|$)")
_CELLS = re.compile(r"\S\t+\S")
_OUTER = re.compile(r"^[\s>]*\|?|(?<!\\)\|?\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_HAN = re.compile(r"[一-鿿]")


def leftover(inline: Any, line: int) -> Iterator[MarkdownFault]:
    """Yield a fault for each kind of markup that is left in a paragraph's text."""
    rows = _rows(inline)
    for number, row in enumerate(rows):
        for message, fix in _said(row, inline.content):
            yield MarkdownFault(RULE, message, fix, line + number)
    piped = [number for number, row in enumerate(rows) if row.lstrip()[:1] in ("|", "｜")]
    if len(piped) > 1:
        wide = any("｜" in rows[number] for number in piped)
        fix = "请把竖线改成半角的 |" if wide else "表格前面要空一行，表头下面要有一行 | --- | --- |"
        yield MarkdownFault(RULE, "用竖线写的表格没有生效", fix, line + piped[0])
    tabbed = [number for number, row in enumerate(rows) if _CELLS.search(row)]
    if len(tabbed) > 1:
        fix = "请写成用竖线分栏的表格，或者用 sitegen import xlsx 导入"
        yield MarkdownFault(RULE, "从 Excel 或 Word 粘贴的表格没有成为表格", fix, line + tabbed[0])


def indented(content: str, line: int) -> Iterator[MarkdownFault]:
    """Yield a fault for a paragraph that its indent turns into program code."""
    if _HAN.search(content):
        message = "行首有四个以上的空格或者 Tab，这一段会当作程序代码显示"
        yield MarkdownFault(RULE, message, "请删去行首的空格，段首缩进由网页自动加", line)


def unclosed(rows: list[str], token: Any, line: int) -> Iterator[MarkdownFault]:
    """Yield a fault for a box that nothing ends, and that takes in all that follows."""
    end = token.map[1]
    if end >= len(rows) or not rows[end].lstrip(" >").startswith(":::"):
        name = token.info.strip().partition(" ")[0]
        fix = "请在版块的最后另起一行，单独写 :::"
        yield MarkdownFault(RULE, f"版块“::: {name}”没有结束，后面的内容都在里面", fix, line)


def overfull(rows: list[str], table: Any, line: int) -> Iterator[MarkdownFault]:
    """Yield a fault for each row of a table with more cells than its head: they are dropped."""
    first, last = table.map
    head = _count(rows[first])
    for number in range(first + 2, min(last, len(rows))):
        count = _count(rows[number])
        if count > head:
            message = f"表格的这一行有 {count} 格，表头只有 {head} 格，多出的没有显示"
            fix = "请补齐表头的格数；文字里的竖线写成 \\|"
            yield MarkdownFault(RULE, message, fix, line + number - first)


def once(faults: Iterable[MarkdownFault]) -> Iterator[MarkdownFault]:
    """Tell of the same thing once, where it is found first, with the number of places."""
    same: dict[tuple[str, str], list[MarkdownFault]] = {}
    for fault in faults:
        same.setdefault((fault.message, fault.fix), []).append(fault)
    for found in same.values():
        also = f"（共 {len(found)} 处）" if len(found) > 1 else ""
        yield found[0]._replace(message=found[0].message + also)


def _count(row: str) -> int:
    return len(_CELL_END.split(_OUTER.sub("", row)))


def _said(row: str, source: str) -> Iterator[tuple[str, str]]:
    for found in _LINK.finditer(row):
        if not _meant(found[0], source):
            continue
        if _WIDE.search(found[0]):
            yield "链接没有生效：括号是全角的", "请用半角的括号，如 [申请表](申请表.docx)"
        elif " " in found[1].strip():
            fix = "请去掉文件名里的空格，或者在地址外面加尖括号，如 [申请表](<申请 表.docx>)"
            yield "链接或图片没有生效：地址里有空格", fix
        else:
            yield "链接或图片没有生效", "请检查方括号、圆括号是否成对，如 [申请表](申请表.docx)"
    bold = _BOLD.search(row)
    if bold and _meant(bold[0], source):
        fix = "** 里面的首尾不要有空格和标点，把标点移到 ** 外面，如 **要求**：按时办结"
        yield "加粗的 ** 没有生效", fix
    if not _meant(row[:12], source):
        return
    if _WIDE_HEADING.match(row):
        yield "小标题没有生效：# 是全角的", "请改成半角的 ##，后面空一格，如 ## 一、总体要求"
    elif _HEADING.match(row):
        yield "小标题没有生效：# 后面没有空格", "请在 # 后面空一格，如 ## 一、总体要求"
    elif _BOX.match(row):
        yield "版块没有生效：冒号是全角的", "请改成三个半角冒号，如 ::: notice 温馨提示"


def _meant(signs: str, source: str) -> bool:
    """Whether signs of a text stand in its source as they are, and were not escaped there."""
    place = source.find(signs)
    return place == 0 or (place > 0 and source[place - 1] != "\\")


def _rows(inline: Any) -> list[str]:
    """The text of a paragraph line by line; what is code or an image does not count."""
    rows = [""]
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            rows.append("")
        else:
            rows[-1] += child.content if child.type == "text" else "\x00"
    return rows
