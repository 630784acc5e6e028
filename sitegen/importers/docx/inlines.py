"""Inline content as Markdown or as the HTML that the platform's sanitiser leaves unchanged."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from sitegen.importers.docx.blocks import Inline, LineBreak, Look, NoteMark, Picture, Text

_ALWAYS: Final = re.compile(r"([\\`*])")
_UNDERSCORE: Final = re.compile(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY: Final = re.compile(r"&(?=#?[0-9A-Za-z]{1,31};)")
_LINK: Final = re.compile(r"\[(?=\^)|\](?=[(\[:])|\^(?=\[)")
_TILDE: Final = re.compile(r"~(?=~)|(?<=~)~")
_START: Final = (
    (re.compile(r"^(#{1,6})(?=\s|$)"), r"\\\1"),
    (re.compile(r"^([>+\-])(?=\s|$)"), r"\\\1"),
    (re.compile(r"^(>)"), r"\\\1"),
    (re.compile(r"^(\d{1,9})([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"^([-=~:|_])(?=[-=~:|_\s]*$)"), r"\\\1"),
    (re.compile(r"^(:)(?=\s|:)"), r"\\\1"),
    (re.compile(r"^(\|)"), r"\\\1"),
    (re.compile(r"^(~~~)"), r"\\\1"),
)
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_CJK: Final = r"[　-〿㐀-鿿豈-﫿︰-﹏＀-｠“”‘’—…]"
_GAP: Final = re.compile(rf"(?<={_CJK})[ \t\u00a0　]+(?={_CJK})")
_SHIFTED: Final = "。，、；：！？.,;:!?"

PictureText = Callable[[Picture], str]


def clean(text: str) -> str:
    """Text without control and bidi characters; runs of blanks are one space.

    Blanks between Chinese characters are kept as one full-width space where they were wide (two
    or more, or a tab), since they then part words (姓名　职务); a single one is dropped.
    """
    text = _CONTROL.sub("", text)
    text = _GAP.sub(lambda m: "　" if len(m[0]) > 1 or m[0] in "\t　" else "", text)
    return re.sub(r"[ \t\u00a0\n]+", " ", text)


def escape(text: str) -> str:
    """Escape what Markdown would take for markup inside a line."""
    text = _ALWAYS.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _ENTITY.sub("&amp;", text)
    text = _TAG.sub("&lt;", text)
    text = _TILDE.sub(r"\\~", text)
    return _LINK.sub(lambda m: "\\" + m[0], text)


def escape_start(line: str) -> str:
    """Escape what Markdown would take for the start of a block."""
    for pattern, replacement in _START:
        line = pattern.sub(replacement, line, count=1)
    return line


def runs(inlines: Iterable[Inline], *, keep_bold: bool) -> list[Inline]:
    """Neighbouring runs that look alike on a web page, joined; sizes and colours dropped."""
    joined: list[Inline] = []
    for part in inlines:
        if not isinstance(part, Text):
            joined.append(part)
            continue
        look = Look(
            bold=part.look.bold and keep_bold,
            italic=part.look.italic,
            strike=part.look.strike,
            position=part.look.position,
        )
        last = joined[-1] if joined else None
        text = Text(part.text, look, part.href)
        if not isinstance(last, Text):
            joined.append(text)
        elif not part.text.strip() or (last.look, last.href) == (look, part.href):
            joined[-1] = replace(last, text=last.text + part.text)
        elif not last.text.strip() and not last.href:
            joined[-1] = replace(text, text=last.text + part.text)
        else:
            joined.append(text)
    return joined


def markdown(
    inlines: Sequence[Inline],
    picture: PictureText,
    note: Callable[[str], str],
    *,
    keep_bold: bool = True,
    line_break: str = "\\\n",
) -> str:
    """One paragraph as Markdown; `picture` and `note` give the text of images and note marks."""
    parts: list[str] = []
    for part in runs(inlines, keep_bold=keep_bold):
        if isinstance(part, Text):
            parts.append(_markdown_run(part, "".join(parts)))
        elif isinstance(part, LineBreak):
            parts.append("\n")
        elif isinstance(part, Picture):
            parts.append(picture(part))
        elif isinstance(part, NoteMark):
            parts.append(note(part.key))
    lines = [line.strip(" \t\u00a0　") for line in "".join(parts).split("\n")]
    kept = [line for line in lines if line]
    if line_break.startswith("\\"):
        kept = [escape_start(line) for line in kept]
    return line_break.join(kept)


def _markdown_run(run: Text, before: str) -> str:
    text = clean(run.text)
    body = text.strip(" 　")
    if not body:
        return text
    lead, tail = text[: len(text) - len(text.lstrip(" 　"))], ""
    tail = text[len(lead) + len(body) :]
    if run.look.position:
        return f"{lead}<{run.look.position}>{escape(body)}</{run.look.position}>{tail}"
    if run.look.bold or run.look.italic or run.look.strike:
        stem = body.rstrip(_SHIFTED + " 　")
        if not stem:
            return text
        body, tail = stem, body[len(stem) :] + tail
        return lead + _emphasised(run, body, before + lead, tail) + escape(tail)
    if run.href:
        return f"{lead}[{_label(body)}]({run.href}){tail}"
    return lead + escape(body) + tail


def _emphasised(run: Text, body: str, before: str, after: str) -> str:
    inner = f"[{_label(body)}]({run.href})" if run.href else escape(body)
    if run.look.strike:
        return f"<s>{inner}</s>"
    mark, tag = ("**", "strong") if run.look.bold else ("*", "em")
    # CommonMark's flanking rules: beside punctuation the mark needs a break on its other side.
    opens = not _is_mark(body[0]) or not before.strip() or _is_mark(before[-1:])
    closes = not _is_mark(body[-1]) or (bool(after) and _is_mark(after[0]))
    return f"{mark}{inner}{mark}" if opens and closes else f"<{tag}>{inner}</{tag}>"


def _is_mark(char: str) -> bool:
    return bool(char) and (char.isspace() or unicodedata.category(char)[0] in "PS")


def _label(text: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", escape(text))


def plain_html(
    inlines: Sequence[Inline],
    picture: PictureText,
    note: Callable[[str], str],
    *,
    keep_bold: bool = True,
) -> str:
    """One paragraph as HTML for a table with merged cells."""
    parts: list[str] = []
    for part in runs(inlines, keep_bold=keep_bold):
        if isinstance(part, Text):
            parts.append(_html_run(part))
        elif isinstance(part, LineBreak):
            parts.append("<br>")
        elif isinstance(part, Picture):
            parts.append(picture(part))
        elif isinstance(part, NoteMark):
            parts.append(note(part.key))
    text = "".join(parts).strip(" 　")
    return re.sub(r"^(?:<br>|[ 　])+|(?:<br>|[ 　])+$", "", text)


def _html_run(run: Text) -> str:
    text = html.escape(clean(run.text), quote=False)
    if not text.strip(" 　"):
        return text
    look = run.look
    for wanted, tag in ((look.position, look.position), (look.strike, "s"), (look.italic, "em"),
                        (look.bold, "strong")):  # fmt: skip
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    if run.href:
        text = f'<a href="{html.escape(run.href)}">{text}</a>'
    return text
