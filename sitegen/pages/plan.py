"""A page that is to be: where it stands, its digest, and how its data are made."""

import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from sitegen.pages.data import Page


class Planned(NamedTuple):
    """A page of a site, before anybody decided whether to render it.

    `key` is the digest of everything that its data are made from. `make` returns the data, or
    the finished bytes of files that need no template (sitemaps, robots.txt); their `template` is
    empty.
    """

    path: str
    template: str
    channel: str
    key: str
    make: Callable[[], Page | bytes]


def page_path(url: str) -> str:
    """Return the path of the page at an address: that of `/zwgk/` is `zwgk/index.html`."""
    path = url.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def digest_of(value: Any) -> str:
    """Return a short digest of plain data (named tuples, strings, numbers, JSON objects)."""
    try:
        data = orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # orjson takes neither lone surrogates nor whole numbers above 64 bits
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _plain(value: Any) -> Any:
    """Named tuples count as tuples."""
    if isinstance(value, tuple):
        return tuple(value)
    raise TypeError(f"no plain data: {value!r}")


def planned_page(page: Page) -> Planned:
    """Plan a page whose data are already there."""
    return Planned(page.path, page.template, page.channel, digest_of(page), lambda: page)


def planned_file(path: str, data: bytes) -> Planned:
    """Plan a file whose bytes are already there."""
    key = hashlib.blake2b(data, digest_size=12).hexdigest()
    return Planned(path, "", "", key, lambda: data)
