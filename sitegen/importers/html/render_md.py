"""From blocks to the platform's Markdown, which the platform's own reader takes unchanged."""

from __future__ import annotations

import html as html_text
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.importers.html.blocks import (
    Block,
    Break,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    Table,
)
from sitegen.importers.html.escaping import escape
from sitegen.importers.html.render_table import write_table

_LINE_START: Final = re.compile(r"^(?:#{1,6}(?=\s|$)|[+-](?=\s|$)|[=-]+\s*$|:{3,}|~{3,}|\|)")
_NUMBER_START: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_BARE_TARGET: Final = re.compile(r"^[^\s()<>\\]+$")


@dataclass(frozen=True, slots=True)
class Targets:
    """Where links and pictures lead in the new tree: each maps a target as written in the page
    to a relative path or an address, or to None where nothing can be linked.
    """

    link: Callable[[str], str | None]
    picture: Callable[[str], str | None]
    alt: str = ""


def to_markdown(blocks: Sequence[Block], targets: Targets) -> str:
    """Write blocks as Markdown, ending with a line break; empty for no blocks."""
    text = "\n\n".join(part for part in _parts(blocks, targets) if part)
    return f"{text}\n" if text else ""


def _parts(blocks: Sequence[Block], targets: Targets) -> Iterator[str]:
    for block in blocks:
        yield _block(block, targets)


def _block(block: Block, targets: Targets) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_one_line(block.runs, targets)}".rstrip()
    if isinstance(block, Paragraph):
        return _paragraph(block.runs, targets)
    if isinstance(block, Listing):
        return _listing(block, targets)
    if isinstance(block, Quote):
        inner = "\n\n".join(part for part in _parts(block.blocks, targets) if part)
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if isinstance(block, Table):
        return write_table(block, lambda runs: html_line(runs, targets))
    return "---" if isinstance(block, Rule) else ""


def _paragraph(runs: Sequence[Inline], targets: Targets) -> str:
    """A paragraph; its pictures stand in paragraphs of their own."""
    parts: list[str] = []
    line: list[Inline] = []
    for run in runs:
        if isinstance(run, Picture):
            parts.append(_line(line, targets))
            parts.append(_picture(run, targets))
            line = []
        else:
            line.append(run)
    parts.append(_line(line, targets))
    return "\n\n".join(part for part in parts if part)


def _listing(block: Listing, targets: Targets) -> str:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        marker = f"{number}. " if block.ordered else "- "
        text = "\n\n".join(part for part in _parts(item, targets) if part)
        if text:
            lines.append(marker + text.replace("\n", "\n" + " " * len(marker)))
    return re.sub(r"\n +\n", "\n\n", "\n".join(lines))


def _one_line(runs: Sequence[Inline], targets: Targets) -> str:
    return _inline([Run(" ") if isinstance(run, Break) else run for run in runs], targets).strip()


def _line(runs: Sequence[Inline], targets: Targets) -> str:
    kept = list(runs)
    while kept and isinstance(kept[0], Break):
        kept.pop(0)
    while kept and isinstance(kept[-1], Break):
        kept.pop()
    text = _inline(kept, targets).strip()
    return "\n".join(_guard(line) for line in text.split("\n"))


def _guard(line: str) -> str:
    """Keep a line of text from being read as a heading, a list, a rule or a box."""
    line = line.lstrip()
    numbered = _NUMBER_START.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[len(numbered[1]) :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


def _inline(runs: Sequence[Inline], targets: Targets) -> str:
    out = ""
    for index, run in enumerate(runs):
        if isinstance(run, Break):
            out = out.rstrip() + "\\\n"
        elif isinstance(run, Picture):
            out += _picture(run, targets)
        else:
            out += _run(run, out[-1:], _next_char(runs, index), targets)
    return out


def _next_char(runs: Sequence[Inline], index: int) -> str:
    following = runs[index + 1] if index + 1 < len(runs) else None
    if isinstance(following, Run) and following.text:
        return "[" if following.href else following.text[0]
    return ""


def _run(run: Run, before: str, after: str, targets: Targets) -> str:
    core = run.text.strip()
    if not core:
        return " " if run.text else ""
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    trail = run.text[len(run.text.rstrip()) :]
    text = escape(core)
    target = targets.link(run.href) if run.href else None
    if target:
        text = f"[{text}]({_target(target)})"
    if run.sup or run.sub:
        tag = "sup" if run.sup else "sub"
        text = f"<{tag}>{text}</{tag}>"
    edge_before, edge_after = lead or before, trail or after
    if run.italic:
        text = _marked(text, "*", "em", edge_before, edge_after)
    if run.bold:
        text = _marked(text, "**", "strong", edge_before, edge_after)
    return lead + text + trail


def _marked(text: str, mark: str, tag: str, before: str, after: str) -> str:
    """Emphasis by marks where CommonMark reads them as such, by tags beside CJK punctuation."""
    opens = (
        not _is_punctuation(text[0]) or before == "" or before.isspace() or _is_punctuation(before)
    )
    closes = (
        not _is_punctuation(text[-1]) or after == "" or after.isspace() or _is_punctuation(after)
    )
    clash = mark[0] in (before, after) or text.startswith(mark[0]) or text.endswith(mark[0])
    return f"{mark}{text}{mark}" if opens and closes and not clash else f"<{tag}>{text}</{tag}>"


def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _target(target: str) -> str:
    return target if _BARE_TARGET.match(target) else f"<{target}>"


def _picture(picture: Picture, targets: Targets) -> str:
    target = targets.picture(picture.src)
    if not target:
        return ""
    return f"![{escape(picture.alt or targets.alt)}]({_target(target)})"


def html_line(runs: Sequence[Inline], targets: Targets) -> str:
    """Runs as HTML, for cells of tables with merged cells."""
    out = ""
    for run in runs:
        if isinstance(run, Break):
            out += "<br>"
        elif isinstance(run, Picture):
            target = targets.picture(run.src)
            if target:
                alt = html_text.escape(run.alt or targets.alt)
                out += f'<img src="{html_text.escape(target)}" alt="{alt}">'
        else:
            out += _html_run(run, targets)
    return out.strip()


def _html_run(run: Run, targets: Targets) -> str:
    text = html_text.escape(run.text, quote=False)
    if not text.strip():
        return text
    target = targets.link(run.href) if run.href else None
    if target:
        text = f'<a href="{html_text.escape(target)}">{text}</a>'
    for tag, wanted in (
        ("sup", run.sup),
        ("sub", run.sub),
        ("em", run.italic),
        ("strong", run.bold),
    ):
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    return text
