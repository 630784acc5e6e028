"""Adding to the pictures of a finished body what lets browsers load them calmly."""

import re
from collections.abc import Mapping
from html import escape, unescape

from sitegen.images.picture import Picture

SIZES = "(min-width: 60rem) 58rem, calc(100vw - 2rem)"
"""How wide the theme shows pictures of a body: the text's measure, or the window less its edge."""

_IMAGE = re.compile(r"""<img((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(/?)>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'[^']*'|[^\s"'>]+))?""")


def with_pictures(html: str, pictures: Mapping[str, Picture], *, lazy_first: bool = False) -> str:
    """Return a body whose pictures have sizes, candidates and the browser's own lazy loading.

    `html` is the generator's own normal form with final addresses, `pictures` are by address.
    Sizes that an editor wrote stay as they are. The first picture is loaded at once unless
    `lazy_first`; a body without pictures is returned untouched.
    """
    if "<img" not in html:
        return html
    count = 0

    def completed(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        given = {one[1]: one[2] or "" for one in _ATTRIBUTE.finditer(found[1])}
        shown = pictures.get(unescape(given.get("src", "")))
        more = _of(shown, "width" in given or "height" in given) if shown else ""
        lazy = ' loading="lazy"' if count > 1 or lazy_first else ""
        return f'<img{found[1]}{more}{lazy} decoding="async"{found[2]}>'

    return _IMAGE.sub(completed, html)


def _of(shown: Picture, sized: bool) -> str:
    more = "" if sized else f' width="{shown.width}" height="{shown.height}"'
    if shown.srcset:
        more += f' srcset="{escape(shown.srcset)}" sizes="{SIZES}"'
    return more
