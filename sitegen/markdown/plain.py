"""A short way for plain official prose, which most documents are.

In markdown-it most of the time goes into asking every rule about every paragraph. A document that
consists of nothing but plain one-line paragraphs, plain headings and plain tables, separated by
blank lines, needs none of them: its HTML follows line by line. Everything else takes the long way.
What is "plain" is decided so narrowly that both ways give the same bytes; a property test compares
them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from sitegen.markdown.slugs import Slugs

# A line that starts with one of these could not open any block but a paragraph. A number does not
# unless it is an ordered list's marker: up to nine digits, `.` or `)`, then white space.
_START = (
    r"(?:[A-Za-z(（\u3001-\u9fff\uf900-\ufaff\uff01-\uff5e“”‘’—…·]"
    r"|\d{1,9}(?!\d)(?![.)](?:\s|\Z)))"
)
# Characters that mean something to an inline rule of ours, or that are escaped in HTML; all ASCII.
_INLINE = r"\\`*_{}\[\]<>&!~^$\"'\x00\r\t"
PARAGRAPH = re.compile(rf"{_START}(?:[^{_INLINE}|\n]*[^{_INLINE}|\s])?")
_MARKS = re.compile(f"[{_INLINE}]".encode())
_PLAIN_START = re.compile(_START)
_HEADING = re.compile(rf"(#{{1,6}}) ({_START}(?:[^\n#]*[^\s#])?)")
_ALIGNMENTS = re.compile(r"\|(?: *:?-+:? *\|)+")


class Plain(NamedTuple):
    """A plain document: HTML, its text, headings as (level, text, id), and if it has a table."""

    html: str
    text: str
    headings: Sequence[tuple[int, str, str]]
    tables: bool


def convert_plain(text: str) -> Plain | None:
    """Convert a plain document, or return None where the long way is needed."""
    # Only a few characters of Chinese prose are ASCII: looking at these alone takes no time.
    signs = text.encode("ascii", "ignore")
    if _MARKS.search(signs):
        return None
    tables = b"|" in signs
    if not tables and (prose := _prose(text)):
        return prose
    html: list[str] = []
    words: list[str] = []
    headings: list[tuple[int, str, str]] = []
    slugs = Slugs()
    blank = True
    lines = iter(text.split("\n"))
    for line in lines:
        if not line:
            blank = True
            if not tables:
                words.append(line)
        elif tables and "|" in line:
            table = _table(line, lines) if blank else None
            if table is None:
                return None
            html.append(table[0])
            words += table[1]
        elif _PLAIN_START.match(line):
            if not blank or line[-1].isspace():
                return None
            html.append(f"<p>{line}</p>\n")
            words.append(line)
            blank = False
        else:
            found = _HEADING.fullmatch(line)
            if not found:
                return None
            level, title = len(found[1]), found[2]
            anchor = slugs.make(title)
            headings.append((level, title, anchor))
            html.append(f'<h{level} id="{anchor}">{title}</h{level}>\n')
            words.append(title)
            blank = True
    said = "\n".join(words)
    return Plain("".join(html), said if tables else said.strip(), headings, tables)


def _prose(text: str) -> Plain | None:
    """Convert a document of paragraphs and headings with one blank line after each.

    Returns None for others. Most documents are nothing else, and blank lines are half of a text.
    """
    said = text.strip("\n")
    blocks = said.split("\n\n")
    if said.count("\n") != 2 * len(blocks) - 2:
        return None
    headings: list[tuple[int, str, str]] = []
    slugs = Slugs()
    for index, block in enumerate(blocks):
        if _PLAIN_START.match(block):
            if block[-1].isspace():
                return None
        elif found := _HEADING.fullmatch(block):
            headings.append((len(found[1]), found[2], slugs.make(found[2])))
            blocks[index] = ""
        else:
            return None
    if not headings:
        paragraphs = "</p>\n<p>".join(blocks)
        return Plain(f"<p>{paragraphs}</p>\n", said, (), False)
    return _with_headings(blocks, headings)


def _with_headings(paragraphs: Sequence[str], headings: Sequence[tuple[int, str, str]]) -> Plain:
    """Put paragraphs and, where one is empty, the next heading together."""
    html: list[str] = []
    words: list[str] = []
    following = iter(headings)
    for paragraph in paragraphs:
        if paragraph:
            html.append(f"<p>{paragraph}</p>\n")
            words.append(paragraph)
        else:
            level, title, anchor = next(following)
            html.append(f'<h{level} id="{anchor}">{title}</h{level}>\n')
            words.append(title)
    return Plain("".join(html), "\n\n".join(words), headings, False)


def _table(first: str, lines: Iterator[str]) -> tuple[str, list[str]] | None:
    """Return the HTML and the cells' texts of the table that begins with a line; None for others.

    Takes the lines up to the next blank one. Every row has pipes at both ends and as many cells as
    the head.
    """
    rows = [first, *takewhile(bool, lines)]
    if len(rows) < 2 or not _ALIGNMENTS.fullmatch(rows[1]):
        return None
    styles = [_style(mark.strip(" ")) for mark in rows.pop(1)[1:-1].split("|")]
    html = "<table>\n<thead>\n"
    texts: list[str] = []
    for number, row in enumerate(rows):
        cells = [cell.strip(" ") for cell in row[1:-1].split("|")]
        if not (len(row) > 1 and row[0] == row[-1] == "|" and len(cells) == len(styles)):
            return None
        if any(cell[:1].isspace() or cell[-1:].isspace() for cell in cells):
            return None
        tag = "td" if number else "th"
        written = [
            f"<{tag}{style}>{cell}</{tag}>\n" for style, cell in zip(styles, cells, strict=True)
        ]
        html += f"<tr>\n{''.join(written)}</tr>\n"
        if number == 0:
            html += "</thead>\n<tbody>\n" if len(rows) > 1 else "</thead>\n"
        texts += cells
    return html + ("</tbody>\n</table>\n" if len(rows) > 1 else "</table>\n"), texts


def _style(mark: str) -> str:
    if mark[-1] == ":":
        return ' class="align-center"' if mark[0] == ":" else ' class="align-right"'
    return ' class="align-left"' if mark[0] == ":" else ""
