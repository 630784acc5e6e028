"""Meta tags as found in the wild: odd case, misspelt, doubled, empty, or in the body.

The official names are those of the annex to 国办发〔2017〕47号.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from lxml.html import HtmlElement

from sitegen.importers.html.page import squeeze

_OFFICIAL: Final = {
    "sitename": "site",
    "sitedomain": "domain",
    "siteidcode": "id_code",
    "columnname": "column",
    "columntype": "column_type",
    "columndescription": "column_description",
    "columnkeywords": "column_keywords",
    "articletitle": "title",
    "pubdate": "date",
    "contentsource": "source",
    "keywords": "keywords",
    "author": "author",
    "description": "description",
    "image": "image",
    "url": "url",
}
_COMMON: Final = {
    "ogtitle": "other_title",
    "twittertitle": "other_title",
    "pagetitle": "other_title",
    "headline": "other_title",
    "title": "other_title",
    "articlepublishedtime": "other_date",
    "publishdate": "other_date",
    "publishedtime": "other_date",
    "publishtime": "other_date",
    "publicationdate": "other_date",
    "datepublished": "other_date",
    "weibocreateat": "other_date",
    "weiboarticlecreateat": "other_date",
    "releasedate": "other_date",
    "firstpublishedtime": "other_date",
    "createdate": "weak_date",
    "maketime": "weak_date",
    "date": "weak_date",
    "dcdate": "weak_date",
    "source": "other_source",
    "ogarticleauthor": "author",
    "articleauthor": "author",
    "contenteditor": "editor",
    "editor": "editor",
    "ogurl": "url",
    "ogsitename": "site",
    "articleid": "article_id",
    "iarticleid": "article_id",
    "docid": "article_id",
    "icolumnid": "column_id",
    "chnlid": "column_id",
    "channelid": "column_id",
    "generator": "generator",
}
_LETTERS: Final = re.compile(r"[^a-z]")
_TAGS: Final = re.compile(r"<[^<>]{1,80}>")
_EMPTY: Final = frozenset(
    {"", "null", "none", "undefined", "无", "暂无", "-", "--", "/", "nan", "空"}
)
_PLACEHOLDER: Final = re.compile(r"^[\s\[{<#$%@]*\$?\{|^<\$\[|^\[#|^\{\{")


@dataclass(frozen=True, slots=True)
class Metas:
    """The usable values of a page's meta tags by meaning, in the order of the page."""

    values: dict[str, tuple[str, ...]]
    misspelt: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    def first(self, name: str) -> str:
        """The first value of that meaning, or an empty text."""
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All different values of that meaning."""
        return self.values.get(name, ())


def read_metas(root: HtmlElement) -> Metas:
    """Read the meta tags of a page, those in the body included, and its JSON-LD."""
    values: dict[str, list[str]] = {}
    misspelt: list[str] = []
    doubled: list[str] = []
    empty: list[str] = []
    for name, content, pasted in _pairs(root):
        meaning, exact = _meaning(name)
        if not meaning or (pasted and meaning in _PASTED):
            continue
        if not exact:
            misspelt.append(name)
        value = clean_value(content)
        if not value:
            empty.append(name)
            continue
        known = values.setdefault(meaning, [])
        if value not in known:
            if known and meaning in ("title", "date", "source"):
                doubled.append(name)
            known.append(value)
    for meaning, value in _json_ld(root):
        values.setdefault(meaning, []).append(value)
    return Metas(
        {name: tuple(found) for name, found in values.items()},
        tuple(misspelt),
        tuple(doubled),
        tuple(empty),
    )


def clean_value(content: str) -> str:
    """A meta value without mark-up and placeholders; empty if it says nothing."""
    value = squeeze(_TAGS.sub("", content.replace("&nbsp;", " ")))
    return "" if value.lower() in _EMPTY or _PLACEHOLDER.match(value) else value


# Word leaves the name of whoever typed the text in the body; that is no author to publish.
_PASTED: Final = frozenset({"author", "keywords", "description", "generator", "other_title"})


def _pairs(root: HtmlElement) -> Iterator[tuple[str, str, bool]]:
    """Name, content and whether the tag stands in the body, where pasted text leaves some."""
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        if name and element.get("content") is not None:
            parent = element.getparent()
            pasted = parent is not None and parent.tag not in ("head", "html", "body")
            yield name, element.get("content", ""), pasted
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            yield "og:url", element.get("href", ""), False


@lru_cache(maxsize=1024)
def _meaning(name: str) -> tuple[str, bool]:
    """What a meta name means, and whether it is spelt as it should be (case aside)."""
    plain = _LETTERS.sub("", name.lower())
    if plain in _OFFICIAL:
        return _OFFICIAL[plain], True
    if plain in _COMMON:
        return _COMMON[plain], True
    near = difflib.get_close_matches(plain, _OFFICIAL, n=1, cutoff=0.86)
    return (_OFFICIAL[near[0]], False) if near else ("", True)


def _json_ld(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > 200_000:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            yield from _ld_fields(node)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            yield node
            yield from (n for n in node.get("@graph") or [] if isinstance(n, dict))


def _ld_fields(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(node.get("headline"), str):
        yield "other_title", squeeze(node["headline"])
    for key in ("datePublished", "pubDate"):
        if isinstance(node.get(key), str):
            yield "other_date", node[key]
    author = node.get("author")
    if isinstance(author, dict) and isinstance(author.get("name"), str):
        yield "author", squeeze(author["name"])
