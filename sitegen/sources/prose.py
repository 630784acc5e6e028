"""Record fields that are Markdown, and whether an item says anything at all."""

import re
from collections.abc import Iterator, Mapping
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
_PLACEHOLDER = re.compile(
    r"(?:正在|即将|稍后|尽快|后续|另行|内容|栏目|页面|网页|本栏目|本页|该栏目|资料|信息|暂时|目前|此处|请|您|欢迎)*"
    r"(?:建设中?|筹建中?|筹备中?|开发中?|升级中?|维护中?|更新中?|整理中?|收集中?|完善中?|上传中?|录入中?|上线"
    r"|暂无(?:相关)?(?:内容|信息|数据|资料)?|[敬尽]请期待|期待|待补充?|待更新|待完善|待定"
    r"|补充|无内容|todo|tbd|测试|test|略|无)+"
)
_LONGEST_PLACEHOLDER = 200
TO_FILL = "【请填写："
"""How a mark begins that `sitegen new` leaves where an editor has to fill something in."""

_SIGNS = re.compile(r"[\W_]+")
_TWO_LETTERS = re.compile(r"[^\W_][\W_]*+[^\W_]")
_MEDIA = re.compile(r"<(?:img|video|svg|td)\b")


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

    An empty text or a placeholder (建设中, 暂无内容, 敬请期待 …) is nothing; a picture, a table, an
    attachment or the fields of a record are something, unless they too are all placeholders.
    """
    if _TWO_LETTERS.search(text) and not is_placeholder(text):
        return True
    if _MEDIA.search(html) or record.get("attachments"):
        return True
    block = _BLOCKS.get(kind)
    if block:
        return any(not is_placeholder(value) for value in _words(record.get(block)))
    return False


def is_unfinished(source: str) -> bool:
    """Whether a file still holds a mark to fill in; such an item does not count as published."""
    return TO_FILL in source


def is_placeholder(text: str) -> bool:
    """Whether a text is empty or only announces that something will come."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    bare = _SIGNS.sub("", text).lower()
    return not bare or _PLACEHOLDER.fullmatch(bare) is not None


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _words(part)
    elif isinstance(value, (str, int, float)):
        yield str(value)
