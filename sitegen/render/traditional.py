"""The same page in traditional characters (繁体版), below `/hant/`."""

import re
from functools import lru_cache
from typing import Any

FOLDER = "hant/"

# Values that name files, elements or machines stay as they are; everything else is text.
_KEPT = re.compile(
    r"""(?:href|src|srcset|action|id|for|name|headers|class|datetime|aria-(?:labelledby|describedby|"""
    r"""controls)|data-[\w-]+)="[^"]*\""""
)
_PAGE_LINK = re.compile(r'(href|action)="(/(?!hant/|assets/)(?:[^"#?]*(?:/|\.html))?)(?=["#?])')
_SWITCH = re.compile(r"""<a [^>]*data-script="hant"[^>]*>[^<]*</a>""")
_BACK = '<a href="/" data-script="hans" hreflang="zh-Hans" lang="zh-Hans">简体</a>'
_LANGUAGE = re.compile(r'(<html[^>]*\blang=")zh-CN"')


def in_traditional(html: str) -> str:
    """Return a page in traditional characters, with its page links leading to such pages.

    Conversion is by phrases (OpenCC `s2t`). Addresses, ids and class names are not touched.
    The link to this view becomes the one that leads back.
    """
    parts: list[str] = []
    end = 0
    for found in _KEPT.finditer(html):
        parts += (_convert(html[end : found.start()]), found[0])
        end = found.end()
    parts.append(_convert(html[end:]))
    converted = _PAGE_LINK.sub(r'\1="/hant\2', "".join(parts))
    converted = _SWITCH.sub(_BACK, converted)
    return _LANGUAGE.sub(r'\1zh-Hant"', converted)


def _convert(text: str) -> str:
    return str(_converter().convert(text)) if text else ""


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")
