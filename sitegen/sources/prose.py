"""Record fields that are Markdown, and whether an item says anything at all."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from sitegen.markdown import Link, convert
from sitegen.model.kinds import Kind
from sitegen.sources.faults import Fault
from sitegen.sources.yaml_source import Lines

_TEXTS: dict[Kind, tuple[str, ...]] = {
    Kind.ANNUAL_REPORT: (
        "annual_report.overview", "annual_report.problems", "annual_report.other",
    ),
    Kind.LETTER: ("letter.question", "letter.reply"),
    Kind.LEADER: ("leader.resume", "leader.portfolio"),
    Kind.SURVEY: ("survey.result.summary",),
}  # fmt: skip
_BLOCKS = {
    Kind.LEADER: "leader", Kind.ORGAN: "organ", Kind.SERVICE: "service", Kind.LETTER: "letter",
    Kind.SURVEY: "survey", Kind.INTERVIEW: "interview", Kind.DATASET: "dataset",
    Kind.OFFICE: "office", Kind.ANNUAL_REPORT: "annual_report", Kind.WORK_REPORT: "work_report",
}  # fmt: skip
_COMING = (
    r"建[设設]中?|(?:筹建|筹备|开发|升级|维护|更新|整理|收集|完善|上传|录入)中?|上线"
    r"|[暂暫][无無](?:相关)?(?:内容|信息|数据|资料|稿件|內容|資料)?|没有(?:相关)?(?:内容|信息|数据|资料|稿件)"
    r"|无(?:内容|数据)|未(?:开放|开通|上线|发布|更新|建成|录入|上传)"
    r"|[敬尽][请請]期待|期待|稍[后候]再?(?:访问|查看|来|试)?|关注|谅解|见谅"
    r"|待(?:补充?|更新|完善|定|发布|上传|录入|核实|答复|填)|补充"
    r"|todo|tbd|underconstruction|comingsoon|测试|test|略|无|x{3,}"
)
"""What announces that something will come, or takes its place until then."""
_AROUND = (
    r"正在|即将|尽快|后续|另行|内容|本?栏目|本页|页面|网页|该栏目|资料|信息|数据|暂时|目前|此处|请|您|欢迎|相关|敬|尚|暂"
    r"|thispageis|contentis"
)
_PLACEHOLDER = re.compile(rf"(?:{_COMING}|{_AROUND})++")
_ANNOUNCED = re.compile(_COMING)
_LONGEST_PLACEHOLDER = 200
TO_FILL = "【请填写："
"""How a mark begins that `sitegen new` leaves where an editor has to fill something in."""

_SIGNS = re.compile(r"[\W_]+")
_TWO_LETTERS = re.compile(r"[^\W_][\W_]*+[^\W_]")
_MEDIA = re.compile(r"<(?:img|video|svg)\b")
_CELL = re.compile(r"<td\b")
_HEADINGS = re.compile(r"<(h[1-6])\b.*?</\1>", re.DOTALL)
_TABLE_HEADS = re.compile(r"<th\b.*?</th>", re.DOTALL)
_FIRST_NUMBER = re.compile(r"<tr>\s*<td\b[^>]*>[\d.、]*</td>")
_BLOCK = re.compile(r"</?(?:p|li|td|th|tr|br|dd|dt|div|pre|hr|ul|ol|table|blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def render_texts(
    kind: Kind, record: Mapping[str, Any], base: str, lines: Lines
) -> tuple[dict[str, str], list[Link], list[Fault]]:
    """Render the Markdown fields of a record by dotted names; returns their links too."""
    texts: dict[str, str] = {}
    links: list[Link] = []
    faults: list[Fault] = []
    for name in _TEXTS.get(kind, ()):
        value: Any = record
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value:
            body = convert(str(value), base, lines.find(tuple(name.split("."))))
            texts[name] = body.html
            links += body.links
            faults += [Fault(*fault) for fault in body.faults]
    return texts, links, faults


def substance(kind: Kind, record: Mapping[str, Any], text: str, html: str) -> bool:
    """Whether an item has a body or record that says something.

    An empty text or a placeholder (建设中, 暂无内容, 敬请期待 …) is nothing; a picture, an
    attachment, the cells of a table or the fields of a record are something, unless they too are
    all placeholders.
    """
    if _says(text, html):
        return True
    if _MEDIA.search(html) or record.get("attachments"):
        return True
    block = _BLOCKS.get(kind)
    if block:
        return any(not is_placeholder(value) for value in _words(record.get(block)))
    return False


def _says(text: str, html: str) -> bool:
    """Whether a text says something, a short one in one of its blocks.

    A heading, the head of a table and the number of a row only announce what is to come, and that
    may be a placeholder.
    """
    letters = _TWO_LETTERS.search(text) is not None
    if len(text) > _LONGEST_PLACEHOLDER:
        return letters
    cells = _CELL.search(html) is not None
    if is_placeholder(text) or not (letters or cells):
        return False
    rest = _HEADINGS.sub("", html)
    if cells:  # a table of a single row has nothing but a head
        rest = _FIRST_NUMBER.sub("", _TABLE_HEADS.sub("", rest))
    blocks = (unescape(_TAG.sub("", block)) for block in _BLOCK.split(rest))
    written = [block for block in blocks if _SIGNS.sub("", block)]
    return any(not is_placeholder(block) for block in written) if written else not cells


def is_unfinished(source: str) -> bool:
    """Whether a file still holds a mark to fill in; such an item does not count as published."""
    return TO_FILL in source


def is_placeholder(text: str) -> bool:
    """Whether a text is empty or only announces that something will come."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    bare = _SIGNS.sub("", text).lower()
    return not bare or bool(_PLACEHOLDER.fullmatch(bare) and _ANNOUNCED.search(bare))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _words(part)
    elif isinstance(value, (str, int, float)):
        yield str(value)
