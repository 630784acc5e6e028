"""How markdown-it is set up for the platform: CommonMark, tables, footnotes, image attributes."""

from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from sitegen.markdown import containers
from sitegen.markdown.paragraphs import plain_paragraph
from sitegen.markdown.slugs import Slugs


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one parser of this process; it holds no state of a document."""
    md = MarkdownIt("commonmark", {"html": True}).enable("table")
    # Every address is accepted here and looked at afterwards, where a finding can name it.
    md.validateLink = _any_link  # type: ignore[method-assign]
    md.use(footnote_plugin)
    md.use(attrs_plugin, after=("image",), allowed=("width", "height", "class"))
    for name in containers.NAMES:
        md.use(container_plugin, name, render=containers.render)
    md.core.ruler.push("heading_ids", _heading_ids)
    md.core.ruler.push("charts", containers.draw_charts)
    md.core.ruler.push("aligned_cells", _aligned_cells)
    md.block.ruler.before("code", "plain_paragraph", plain_paragraph)
    md.add_render_rule("footnote_caption", _footnote_caption)
    return md


def _any_link(url: str) -> bool:
    return url is not None


def _heading_ids(state: StateCore) -> None:
    slugs = Slugs()
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugs.make(plain_text(state.tokens[index + 1])))


def _aligned_cells(state: StateCore) -> None:
    """Say by class how cells are aligned: a content security policy forbids styles in elements."""
    for token in state.tokens:
        style = str(token.attrs.pop("style", "")) if token.type in ("th_open", "td_open") else ""
        if style:
            token.attrSet("class", f"align-{style.removeprefix('text-align:').strip()}")


def plain_text(inline: Any) -> str:
    """Return the text of an inline token without its marks; images give their alternative."""
    parts = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline", "image", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)


def _footnote_caption(_self: Any, tokens: Any, idx: int, _options: Any, _env: Any) -> str:
    number = str(tokens[idx].meta["id"] + 1)
    if tokens[idx].meta.get("subId", 0) > 0:
        number += f":{tokens[idx].meta['subId']}"
    return f"[{number}]"
