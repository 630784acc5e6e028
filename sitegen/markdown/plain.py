"""A short way for plain official prose, which most documents are.

In markdown-it most of the time goes into asking every rule about every paragraph. A document that
consists of nothing but plain one-line paragraphs and plain headings, separated by blank lines,
needs none of them: its HTML follows line by line. Everything else takes the long way. What is
"plain" is decided so narrowly that both ways give the same bytes; a property test compares them.
"""

import re

from sitegen.markdown.slugs import Slugs

# A line that starts with one of these could not open any block but a paragraph. A number does not
# unless it is an ordered list's marker: up to nine digits, `.` or `)`, then white space.
_START = (
    r"(?:[A-Za-z(（\u3001-\u9fff\uf900-\ufaff\uff01-\uff5e“”‘’—…·]"
    r"|\d{1,9}(?!\d)(?![.)](?:\s|\Z)))"
)
# Characters that mean something to an inline rule of ours, or that are escaped in HTML.
_INLINE = r"\\`*_{}\[\]<>&!|~^$\"'\x00\r\t"
PARAGRAPH = re.compile(rf"{_START}(?:[^{_INLINE}\n]*[^{_INLINE}\s])?")
_HEADING = re.compile(rf"(#{{1,6}}) ({_START}(?:[^{_INLINE}\n#]*[^{_INLINE}\s#])?)")


def convert_plain(text: str) -> tuple[str, list[tuple[int, str, str]]] | None:
    """Convert a plain document, or return None where the long way is needed.

    Returns the HTML and the headings as (level, text, id).
    """
    html: list[str] = []
    headings: list[tuple[int, str, str]] = []
    slugs = Slugs()
    blank = True
    for line in text.split("\n"):
        if not line:
            blank = True
            continue
        if PARAGRAPH.fullmatch(line):
            if not blank:
                return None
            html.append(f"<p>{line}</p>\n")
            blank = False
            continue
        found = _HEADING.fullmatch(line)
        if not found:
            return None
        level, title = len(found[1]), found[2]
        anchor = slugs.make(title)
        headings.append((level, title, anchor))
        html.append(f'<h{level} id="{anchor}">{title}</h{level}>\n')
        blank = True
    return "".join(html), headings
