"""From a body in Markdown to safe HTML, its text, headings, links and faults."""

import re
from typing import Any, NamedTuple

from sitegen.markdown.formal import formal
from sitegen.markdown.leftover import WIDE_SIGNS, indented, leftover, once, overfull, unclosed
from sitegen.markdown.links import Link, MarkdownFault, store
from sitegen.markdown.plain import convert_plain
from sitegen.markdown.wording import words_of

_FENCE = re.compile(r"^:{3,}\s*([^\s:]+)")


class Heading(NamedTuple):
    """A heading of a body."""

    level: int
    id: str
    text: str


class Body(NamedTuple):
    """A converted body; `html` carries stored links (see `sitegen.markdown.links`)."""

    html: str
    text: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    faults: tuple[MarkdownFault, ...] = ()


def convert(text: str, base: str = "", line: int = 1) -> Body:
    """Convert a body; `base` is its folder below `content/`, `line` its first line in the file."""
    plain = None if any(sign in text for sign in WIDE_SIGNS) else convert_plain(text)
    if plain is not None:
        headings = tuple(Heading(level, anchor, title) for level, title, anchor in plain.headings)
        html = _scrolling(plain.html, text) if plain.tables else plain.html
        return Body(formal(html), plain.text, headings)
    return _Conversion(text, base, line).result()


def _scrolling(html: str, text: str) -> str:
    """A wide table scrolls by itself, and so has to be reachable by keyboard."""
    if "<table" not in html:
        return html
    opener = (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{words_of(text).table}">'
    )
    return html.replace("<table", f"{opener}<table").replace("</table>", "</table></div>")


class _Conversion:
    """The long way: markdown-it, a walk over its tokens, and the guard for raw HTML."""

    def __init__(self, text: str, base: str, line: int) -> None:
        from sitegen.markdown.parser import parser

        self.base = base
        self.first = line
        self.md = parser()
        self.env: dict[str, Any] = {"source": text}
        self.tokens = self.md.parse(text, self.env)
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.faults: list[MarkdownFault] = []
        self.left: list[MarkdownFault] = []
        self.texts: list[str] = []
        self.raw_line = 0

    def result(self) -> Body:
        for index, token in enumerate(self.tokens):
            line = self.first + (token.map[0] if token.map else 0)
            if token.type == "inline":
                self._inline(token, line, self.tokens[index - 1])
            elif token.type == "html_block":
                self._raw(token.content, line)
            elif token.type in ("fence", "code_block"):
                self.texts.append(token.content)
                if token.type == "code_block":
                    self.left += indented(token.content, line)
            elif token.type == "table_open":
                self.left += overfull(self.env["source"].split("\n"), token, line)
            elif token.type.startswith("container_") and token.nesting == 1:
                self._container(token, line)
                self.left += unclosed(self.env["source"].split("\n"), token, line)
        html = self.md.renderer.render(self.tokens, self.md.options, self.env)
        text = "\n".join(self.texts)
        if self.raw_line:
            from sitegen.markdown.html_guard import sanitise, text_of

            html, links, faults = sanitise(html, self.base, self.raw_line)
            self.links += links
            if not any(fault.rule == "source-raw-html" for fault in self.faults):
                self.faults += faults
            text = text_of(html)
        html = formal(_scrolling(html, self.env["source"]))
        for number, svg in enumerate(self.env.get("charts", ())):
            html = html.replace(f"\ue000{number}\ue001", svg)
            text = text.replace(f"\ue000{number}\ue001", "")
        found = (*self.faults, *once(self.left))
        return Body(html, text, tuple(self.headings), tuple(self.links), found)

    def _inline(self, token: Any, line: int, opener: Any) -> None:
        from sitegen.markdown.parser import plain_text

        text = plain_text(token)
        self.texts.append(text)
        if opener.type == "heading_open":
            level = int(opener.tag[1])
            self.headings.append(Heading(level, opener.attrGet("id") or "", text))
        found = _FENCE.match(token.content) if opener.type == "paragraph_open" else None
        if found:
            from sitegen.markdown.containers import NAMES

            self._fault(
                "source-unknown-container",
                f"不认识的版块“::: {found[1]}”",
                f"可用的版块有：{'、'.join(NAMES)}；请检查名称，并以 ::: 单独一行结束",
                line,
            )
        if opener.type == "paragraph_open":
            self.left += leftover(token, line)
        at = line
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                at += 1
            elif child.type == "link_open":
                self._link(child, "href", at)
            elif child.type == "image":
                self._link(child, "src", at, alt=child.content)
            elif child.type == "html_inline":
                self._raw(child.content, at)

    def _link(self, token: Any, name: str, line: int, alt: str = "") -> None:
        written = token.attrGet(name) or ""
        target, fault = store(written, self.base, line)
        if fault:
            self.faults.append(fault)
        token.attrSet(name, target)
        self.links.append(Link(target, written, line, name == "src", alt))

    def _raw(self, content: str, line: int) -> None:
        from sitegen.markdown.html_guard import named_fault

        self.raw_line = self.raw_line or line
        fault = named_fault(content, line)
        if fault:
            self.faults.append(fault)

    def _container(self, token: Any, line: int) -> None:
        from sitegen.markdown.containers import chart_fault

        words = token.info.strip().split(None, 2)
        if token.type == "container_chart_open":
            message = chart_fault(token.info)
            if message:
                self._fault("source-bad-value", message, "如 ::: chart bar 图题", line)
        elif token.type == "container_video_open":
            if len(words) < 2:
                self._fault(
                    "source-bad-value", "视频没有写文件", "如 ::: video 视频.mp4 标题", line
                )
                return
            target, fault = store(words[1], self.base, line)
            if fault:
                self.faults.append(fault)
            token.attrSet("src", target)
            self.links.append(Link(target, words[1], line))
            self.texts.append(words[2] if len(words) > 2 else "")
        elif len(words) > 1:
            self.texts.append(token.info.strip().split(None, 1)[1])

    def _fault(self, rule: str, message: str, fix: str, line: int) -> None:
        self.faults.append(MarkdownFault(rule, message, fix, line))
