"""The breadcrumb (当前位置): in which old column a page stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sitegen.importers.html.page import Page, squeeze, text_of

_CLASS: Final = re.compile(
    r"bread|crumb|position|location|\bpath\b|weizhi|dqwz|\bwz\b|"
    r"curr?(?:ent)?[-_]?(?:pos|path|loc)|local|sitepath|dangqian|place|mbx",
    re.I,
)
_BEGIN: Final = re.compile(
    r"(?:您(?:现在|目前)?(?:所在|的|当前)?(?:的)?位置|当前位置|现在位置|所在位置|"
    r"你的位置|位置)(?:是|在)?\s*[:：】\]]?"
)
_SEPARATOR: Final = re.compile(r"\s*(?:>>|»|›|＞|>|→|/|\\|—>|-\s?>|::|｜|\|)\s*")
_HOME: Final = frozenset(["首页", "网站首页", "主页", "本站首页", "返回首页", "门户首页", "home"])
_END: Final = frozenset((
    "正文", "内容", "详情", "文章详情", "详细内容", "信息内容", "浏览文章", "查看详情",
    "文章正文", "信息详情", "详细信息", "正文内容", "内容页", "文章", "查看内容",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of a breadcrumb; `href` is as written in the page, or empty."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """A breadcrumb without home and without the page itself, and where it stands."""

    crumbs: tuple[Crumb, ...] = ()
    span: tuple[float, float] = (0.0, 0.0)

    @property
    def names(self) -> tuple[str, ...]:
        """The column names from the top down."""
        return tuple(crumb.name for crumb in self.crumbs)


def read_trail(page: Page, site: str = "") -> Trail:
    """Find the breadcrumb of a page; an empty trail if there is none."""
    best: Trail = Trail()
    for element in _candidates(page):
        crumbs = _crumbs(element, site)
        if crumbs and len(crumbs) > len(best.crumbs):
            best = Trail(crumbs, page.span(element))
    return best


def _candidates(page: Page) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for segment in page.segments:
        if _BEGIN.match(segment.text) and len(segment.text) < 160:
            found.extend(_around(segment.element))
        if len(found) > 12:
            break
    for element in page.root.iter("div", "ol", "ul", "p", "nav", "td", "span", "h3"):
        mark = f"{element.get('class', '')} {element.get('id', '')}"
        if mark != " " and _CLASS.search(mark):
            found.append(element)
        if len(found) > 40:
            break
    return found


def _around(element: HtmlElement) -> list[HtmlElement]:
    """The smallest ancestors that may hold the whole breadcrumb."""
    around: list[HtmlElement] = []
    node: HtmlElement | None = element
    for _ in range(4):
        if node is None or node.tag in ("body", "html"):
            break
        around.append(node)
        if len(text_of(node)) > 150:
            break
        node = node.getparent()
    return around


def _crumbs(element: HtmlElement, site: str) -> tuple[Crumb, ...]:
    text = text_of(element)
    if len(text) > 260 or element.getparent() is None:
        return ()
    begin = _BEGIN.search(text)
    links = {squeeze(text_of(a)).strip("/> "): a.get("href", "") for a in element.iter("a")}
    body = text[begin.end() :] if begin else text
    if not begin and not _SEPARATOR.search(body) and not links:
        return ()
    steps = [step.strip(" >/") for step in _SEPARATOR.split(body)]
    if len(steps) < 2 and len(links) >= 2:
        steps = [name for name in links if name]
    if not begin and not any(step.lower() in _HOME for step in steps):
        return ()
    return tuple(_steps(steps, links, site))


def _steps(steps: list[str], links: dict[str, str], site: str) -> list[Crumb]:
    crumbs: list[Crumb] = []
    for number, step in enumerate(steps):
        if not step or step.lower() in _HOME or step in _END or step == site:
            continue
        if len(step) > 24 or (step not in links and number == len(steps) - 1 and len(step) > 16):
            continue  # the page's own title at the end
        if step not in [crumb.name for crumb in crumbs]:
            crumbs.append(Crumb(step, links.get(step, "")))
    return crumbs


def folder_of(url: str) -> str:
    """The old column that an address speaks of: a folder, or the number that stands for it."""
    path = urlsplit(url).path
    art = re.search(r"/art_(\d+)_\d+", path)
    if art:
        return f"art:{art[1]}"
    info = re.search(r"/info/(\d+)/\d+", path)
    if info:
        return f"info:{info[1]}"
    col = re.search(r"/col/col(\d+)", path)
    if col:
        return f"art:{col[1]}"
    folder = path.rsplit("/", 1)[0]
    return re.sub(r"(?:/(?:19|20)\d{2}(?:[-/]?\d{1,2})?(?:[-/]?\d{1,2})?)+$", "", folder) or "/"
