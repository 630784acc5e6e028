"""Links to a place on another page that is not there (跨页锚点)."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.noting import note
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView

ID = re.compile(r""" id=["']([^"'<>]+)["']""")
"""HTML as it is stored has one space before each attribute; a fixed beginning is found at once."""
POINTED = re.compile(r"(?!\w+:|/)([^#?]+\.(?:md|ya?ml))#(.+)")


@note("points-at")
def points_at(item: ItemView, _book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note each link to a place in another item: its content path, `#` and the place."""
    for link in item.links:
        if found := POINTED.match(link.target):
            folder = posixpath.dirname(f"{item.stub.site}/{item.stub.path}")
            path = posixpath.normpath(posixpath.join(folder, unquote(found[1])))
            yield f"{path}#{unquote(found[2])}", link.line


@check("link-anchor-across", scope="platform")
def across(platform: PlatformView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each such link whose page has no element of that id.

    Whether the page is there is checked where links are (`link-broken`).
    """
    known: dict[str, frozenset[str]] = {}
    for fact in platform.facts("points-at"):
        path, _, name = fact.value.partition("#")
        site, _, inner = path.partition("/")
        if path not in known:
            known[path] = frozenset(ID.findall(platform.html(site, inner)))
        if name in known[path] or platform.stub(site, inner) is None:
            continue
        stub = platform.stub(fact.site, fact.path)
        if stub and stub.published(platform.as_of):
            yield Fault(
                f"“{inner}”这一页中没有“{name}”这个位置，链接只能打开页首。",
                "链接到该页正文中的标题，或者去掉 # 及其后面的部分。",
                fact.line,
                fact.path,
                stub.column,
                fact.site,
            )
