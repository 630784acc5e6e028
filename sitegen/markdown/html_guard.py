"""Raw HTML in Markdown: accepted where sanitising would leave it as it is, refused otherwise.

Merged cells cannot be written in Markdown and stand in every second policy annex, so tables in
HTML are welcome. Anything that the sanitiser would take away is a finding with the tag's name;
nothing is taken away silently.
"""

import re
from collections import Counter
from typing import Any

import nh3
from lxml import html as lxml_html

from sitegen.markdown.links import MARK, Link, MarkdownFault, store

_TAG_NAMES = (
    "p br strong b em i u s sub sup ul ol li blockquote pre code h1 h2 h3 h4 h5 h6 table caption "
    "thead tbody tfoot tr th td colgroup col a img figure figcaption dl dt dd hr div span section "
    "video abbr q cite small ruby rt rp"
)
TAGS = frozenset(_TAG_NAMES.split())
_GLOBAL = frozenset({"id", "class", "title", "lang", "dir"})
_BY_TAG: dict[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "video": frozenset({"src", "controls", "preload", "width", "height"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "table": frozenset({"summary"}),
    "th": frozenset({"colspan", "rowspan", "scope", "headers", "abbr"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "div": frozenset({"role"}),
    "blockquote": frozenset({"cite"}),
}
_ATTRIBUTES = {tag: set(_GLOBAL | _BY_TAG.get(tag, frozenset())) for tag in TAGS}
_VOID = frozenset({"br", "col", "hr", "img"})
_OPTIONAL_END = frozenset(
    {"p", "li", "dt", "dd", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup", "rt", "rp"}
)
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|<!--|<[!?]")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")


def named_fault(raw: str, line: int) -> MarkdownFault | None:
    """Return the first tag or attribute of a piece of raw HTML that may not stand in content."""
    for found in _TAG.finditer(raw):
        at = line + raw.count("\n", 0, found.start())
        if not found[2]:
            return _fault("注释或声明", "请删去", at)
        tag = found[2].lower()
        if tag not in TAGS:
            return _fault(f"标签 <{tag}>", "请改用 Markdown 写法，或删去该标签", at)
        if found[1]:
            continue
        for attribute in _ATTRIBUTE.finditer(found[3].rstrip("/")):
            name = attribute[1].lower()
            if name not in _ATTRIBUTES[tag]:
                return _fault(f"标签 <{tag}> 的属性 {name}", "样式由主题统一负责，请删去该属性", at)
    return None


def _fault(what: str, fix: str, line: int) -> MarkdownFault:
    return MarkdownFault("source-raw-html", f"正文中的 HTML 不能使用{what}", fix, line)


def sanitise(html: str, base: str, line: int) -> tuple[str, list[Link], list[MarkdownFault]]:
    """Sanitise a body that contains raw HTML.

    Returns the sanitised HTML with stored links, the links that raw HTML added, and a fault if
    sanitising changed anything.
    """
    cleaned = nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "sg"},
        link_rel=None,
    )
    faults: list[MarkdownFault] = []
    if _unbalanced(html) or _outline(html) != _outline(cleaned):
        faults.append(
            MarkdownFault(
                "source-raw-html",
                "正文中的 HTML 不完整，或含有不安全的内容",
                "请检查标签是否成对、嵌套是否正确、表格的行和单元格是否完整、链接协议是否允许",
                line,
            )
        )
    rewritten, links, more = _store_links(cleaned, base, line)
    return rewritten, links, faults + more


def _unbalanced(html: str) -> bool:
    """Whether some element is opened more often than closed, or the other way round.

    Parsers repair that silently, each in its own way; only end tags that HTML lets one leave out
    do not count.
    """
    balance: Counter[str] = Counter()
    for found in _TAG.finditer(html):
        tag = (found[2] or "").lower()
        if tag and tag not in _VOID and tag not in _OPTIONAL_END:
            balance[tag] += -1 if found[1] else 1
    return any(balance.values())


def _outline(html: str) -> list[Any]:
    """Reduce HTML to its elements, attributes and text; `<tbody>` may be left out in HTML."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    outline: list[Any] = []
    for element in root.iter():
        if element.tag != "tbody" or element.attrib:
            outline.append((str(element.tag), sorted(element.attrib.items())))
    outline.append("".join("".join(root.itertext()).split()))
    return outline


def _store_links(html: str, base: str, line: int) -> tuple[str, list[Link], list[MarkdownFault]]:
    links: list[Link] = []
    faults: list[MarkdownFault] = []
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.iter("a", "img", "video"):
        name = "href" if element.tag == "a" else "src"
        written = element.get(name)
        if written is None or written.startswith(MARK):
            continue
        target, fault = store(written, base, line)
        if fault:
            faults.append(fault)
        if target != written:
            html = html.replace(f'{name}="{written}"', f'{name}="{target}"')
        image = element.tag == "img"
        links.append(Link(target, written, line, image, element.get("alt") or ""))
    return html, links, faults


def text_of(html: str) -> str:
    """Return the text of a sanitised body, a line for each block."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return "\n".join(part.strip() for part in root.itertext() if part.strip())
