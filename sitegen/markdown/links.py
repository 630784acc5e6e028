"""Where links lead: relative paths become content paths, other schemes are looked at.

In stored HTML a link below `content/` reads `sg:<site>/<path>` (a file of the tree) or `sg:/<path>`
(an address on the item's own site). The renderer, which knows all addresses, replaces them.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

MARK = "sg:"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\|file:", re.IGNORECASE)
_ALLOWED = ("http:", "https:", "mailto:", "tel:")


class MarkdownFault(NamedTuple):
    """Something wrong in a body; `line` counts from 1 in the file."""

    rule: str
    message: str
    fix: str
    line: int


class Link(NamedTuple):
    """A link or image of a body; `target` as stored, `written` as the editor wrote it."""

    target: str
    written: str
    line: int
    image: bool = False
    alt: str = ""


def normalise(path: str, base: str) -> str | None:
    """Join a relative path to the folder `base`, both below `content/`; None if it leads out.

    >>> normalise("../13.md", "city/zwgk/2026")
    'city/zwgk/13.md'
    """
    parts = base.split("/") if base else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) + ("/" if path.endswith("/") else "")


def store(written: str, base: str, line: int) -> tuple[str, MarkdownFault | None]:
    """Return a link's stored form, and what is wrong with it."""
    found = _SCHEME.match(written)
    if found and found[0].lower() in _ALLOWED:
        return written, None
    # Markdown writes a backslash as %5C; on a server it is no separator, nor are drives there.
    plain = unquote(written)
    if found or "\\" in plain:
        rule = "source-bad-link-scheme" if found else "source-bad-value"
        return "#", MarkdownFault(rule, *_unreachable(plain, found[0] if found else ""), line)
    if not written or written.startswith(("#", "//", "?")):
        return written, None
    if written.startswith("/"):
        return MARK + written, None
    path, mark, fragment = written.partition("#")
    target = normalise(unquote(path), base)
    if target is None or "\x00" in target:
        return "#", MarkdownFault(
            "source-path-outside",
            f"链接“{_short(written)}”指到了内容目录之外",
            "只能链接 content 目录之内的文件",
            line,
        )
    return MARK + target + mark + fragment, None


def _unreachable(written: str, scheme: str) -> tuple[str, str]:
    """Say what is wrong with an address that no reader can open, and how to mend it."""
    beside = "放到稿件所在的目录，再写成相对路径，如 ![检查现场](检查.jpg)"
    if _DRIVE.match(written):
        return f"“{_short(written)}”是本人电脑或局域网上的路径，读者打不开", f"请把文件{beside}"
    if scheme.lower() == "data:":
        return "图片整个写进了稿件（data: 开头）", f"请把图片另存为文件，{beside}"
    if not scheme:
        return f"链接“{_short(written)}”含有反斜杠", "路径请用正斜杠 / 分隔"
    message = f"链接“{_short(written)}”使用了不允许的协议 {scheme}"
    return message, "只能使用相对路径、https、http、mailto 或 tel 链接"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
