"""What an item says that others compare it with, or that other pages are made from.

| name | value |
|---|---|
| `number`, `index_no` | the document's 发文字号, 索引号 |
| `genre` | the genre of a document in force, 规范性文件 if it is one |
| `interprets`, `interpretation`, `related`, `replaced_by` | content path of the other item |
| `link` | stored link of the body (`sg:…` without its mark) or an address |
| `file` | content path of a file that the item publishes |
| `picture` | content path of a file that the item shows as a picture |
| `publish_to` | site/column |
| `alias` | an old address on the item's own site |
| `fingerprint` | digest of title and text, for items long enough to be told apart |
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sitegen.markdown import Link
from sitegen.markdown.links import MARK, store
from sitegen.model.entry import Fact
from sitegen.sources.faults import Fault
from sitegen.sources.place import Place
from sitegen.sources.yaml_source import Lines

PICTURES = ("image", "leader.photo")
"""Fields of records that name a picture to be shown."""

DISTINCT = 40
"""Texts of fewer characters say the same by chance."""

ITEM_SUFFIXES = (".md", ".yaml", ".yml")
Path = tuple[str | int, ...]


def facts_of(
    place: Place, record: Mapping[str, Any], links: Sequence[Link], lines: Lines
) -> tuple[list[Fact], list[Fault]]:
    """Gather an item's facts; relative paths become content paths, those that lead out faults."""
    facts: list[Fact] = []
    faults: list[Fault] = []

    def add(name: str, value: str, line: int) -> None:
        facts.append(Fact(place.site, place.path, name, value, line))

    document = record.get("document") or {}
    for name in ("number", "index_no"):
        if document.get(name):
            add(name, document[name], lines.find(("document", name)))
    genre = "规范性文件" if document.get("normative") else document.get("genre")
    if genre and document.get("status") not in ("废止", "失效"):
        add("genre", genre, lines.find(("document",)))
    for name, value, where in _references(record):
        line = lines.find(where)
        target, fault = store(value, place.base, line)
        if fault and name != "picture":  # it was said of the file
            faults.append(Fault(*fault))
        elif target.startswith(MARK):
            add(name, target[len(MARK) :], line)
    for target in record.get("publish_to", ()):
        add("publish_to", target.strip("/"), lines.find(("publish_to",)))
    for alias in record.get("aliases", ()):
        add("alias", alias, lines.find(("aliases",)))
    for link in links:
        target = link.target.removeprefix(MARK)
        if link.target.startswith(MARK):
            path = target.partition("#")[0]
            is_file = not path.startswith("/") and not path.endswith((*ITEM_SUFFIXES, "/"))
            add("file" if is_file else "link", target, link.line)
            if is_file and link.image:
                add("picture", target, link.line)
        elif link.target not in ("#", ""):
            add("link", target, link.line)
    return facts, faults


def fingerprint(title: str, text: str) -> str:
    """Return a digest of an item's title and text, "" where the text is too short to tell."""
    words = "".join(text.split())
    if len(words) < DISTINCT:
        return ""
    # Two bytes for a character are made faster, and are fewer, than the three of UTF-8.
    return hashlib.sha256(f"{title.strip()}\n{words}".encode("utf-16-le")).hexdigest()[:24]


def _references(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Path]]:
    """Yield (fact, relative path, place) for every path that a record names."""
    document = record.get("document") or {}
    for index, path in enumerate(record.get("interprets", ())):
        yield "interprets", path, ("interprets", index)
    for index, path in enumerate(document.get("interpretation", ())):
        yield "interpretation", path, ("document", "interpretation", index)
    for index, path in enumerate(record.get("related", ())):
        yield "related", path, ("related", index)
    replaced = document.get("replaced_by", "")
    if replaced.endswith(ITEM_SUFFIXES):
        yield "replaced_by", replaced, ("document", "replaced_by")
    for name, path, where in file_fields(record):
        yield "file", path, where
        if name in PICTURES:
            yield "picture", path, where


def file_fields(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Path]]:
    """Yield (dotted name, relative path, place) for every file that a record names."""
    if record.get("image"):
        yield "image", record["image"], ("image",)
    for index, attachment in enumerate(record.get("attachments", ())):
        yield f"attachments.{index}", attachment["path"], ("attachments", index)
    for block, name in (("leader", "photo"), ("interview", "video"), ("dataset", "file")):
        path = (record.get(block) or {}).get(name)
        if path:
            yield f"{block}.{name}", path, (block, name)
    materials = (record.get("service") or {}).get("materials", ())
    for index, material in enumerate(materials):
        for name in ("blank", "sample"):
            if material.get(name):
                where: Path = ("service", "materials", index, name)
                yield f"service.materials.{index}.{name}", material[name], where
