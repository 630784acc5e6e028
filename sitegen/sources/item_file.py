"""Reading one item: front matter, record, body, and what other items need to know of it."""

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sitegen.markdown import Heading, Link, convert
from sitegen.model.entry import Fact, Stub
from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import Kind
from sitegen.sources.cards import card_of, topic_of
from sitegen.sources.facts import facts_of, fingerprint
from sitegen.sources.faults import Fault
from sitegen.sources.json_text import json_text
from sitegen.sources.place import Place
from sitegen.sources.prose import is_unfinished, render_texts, substance
from sitegen.sources.text import decode
from sitegen.sources.validation import validate
from sitegen.sources.yaml_source import Lines, read_yaml

_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"\n---[ \t]*$", re.M)


class ReadItem(NamedTuple):
    """An item as read; `stub` is None where the front matter cannot be used."""

    place: Place
    stub: Stub | None
    kind: Kind = Kind.ARTICLE
    record: Mapping[str, Any] = MappingProxyType({})
    record_json: str = ""
    source: str = ""
    body: str = ""
    body_line: int = 1
    html: str = ""
    text: str = ""
    texts: Mapping[str, str] = MappingProxyType({})
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    faults: tuple[Fault, ...] = ()
    lines: Lines | None = None


def digest_of(data: bytes) -> str:
    """Return the digest of a file's bytes (SHA-256, which processors have instructions for)."""
    return hashlib.sha256(data).hexdigest()


def read_item(place: Place, data: bytes, digest: str = "") -> ReadItem:
    """Read an item from the bytes of its file; a pure function, which never raises.

    `digest` is that of the bytes, where it is known already.
    """
    text, faults = decode(data)
    if text is None:
        return ReadItem(place, None, faults=tuple(faults))
    front, body, body_line, missing = _split(place.path, text)
    if missing:
        return ReadItem(place, None, source=text, faults=(*faults, missing))
    raw, lines, more = read_yaml(front, offset=0 if body_line == 0 else 1)
    faults += more
    if raw is None:
        return ReadItem(place, None, source=text, faults=tuple(faults), lines=lines)
    kind = _kind(raw, place.kind)
    item, more = validate(ITEM_MODELS[kind], raw, lines)
    faults += more
    if item is None:
        return ReadItem(place, None, kind, source=text, faults=tuple(faults), lines=lines)
    record = item.model_dump(mode="json")
    if "\nwithdrawn:" in front and not record["withdrawn"]:
        faults.append(_not_withdrawn(lines))
    converted = convert(body, place.base, body_line)
    faults += [Fault(*fault) for fault in converted.faults]
    texts, text_links, more = render_texts(kind, record, place.base, lines)
    faults += more
    links = (*converted.links, *text_links)
    facts, more = facts_of(place, record, links, lines)
    faults += more
    if print_ := fingerprint(record["title"], converted.text):
        facts.append(Fact(place.site, place.path, "fingerprint", print_, 1))
    unfinished = is_unfinished(text)
    says = not unfinished and substance(kind, record, converted.text, converted.html)
    if not says and not unfinished and not record.get("draft"):
        message = "稿件没有正文，或者只有“建设中”“暂无内容”之类的话，不会发布"
        fix = "请写好正文，或者加上附件；还没有写好的请加一行 draft: true"
        faults.append(Fault("source-no-content", message, fix, max(body_line, 1)))
    stub = _stub(place, kind, record, says, digest or digest_of(data))
    return ReadItem(
        place, stub, kind, record, json_text(record), text, body, body_line, converted.html,
        converted.text, texts, converted.headings, links, tuple(facts), tuple(faults), lines,
    )  # fmt: skip


def _split(path: str, text: str) -> tuple[str, str, int, Fault | None]:
    """Split a file into front matter and body; the body's first line is 0 for a YAML record."""
    if not path.endswith(".md"):
        return text, "", 0, None
    opener = _FENCE.match(text)
    # The line break before it is found faster than the beginning of a line.
    closer = _CLOSE.search(text, opener.end() - 1) if opener else None
    if not opener or not closer:
        what = "没有以 --- 结束" if opener else "没有文件头（front matter）"
        fault = Fault(
            "source-no-front-matter",
            f"稿件{what}",
            "请在文件开头写 ---，逐行写 title、date、source，再以单独一行 --- 结束",
            1,
        )
        return "", "", 1, fault
    front = text[opener.end() : closer.start() + 1]
    return front, text[closer.end() + 1 :], front.count("\n") + 3, None


def _kind(raw: Mapping[str, Any], default: Kind) -> Kind:
    try:
        return Kind(str(raw.get("kind", default)))
    except ValueError:
        return default


def _not_withdrawn(lines: Lines) -> Fault:
    """What is left empty counts as not said; here the author surely meant to take it back."""
    message = "“withdrawn”（撤稿）没有填写，稿件没有撤回"
    fix = "撤稿请写成 withdrawn: {date: 2026-03-20, reason: 内容有误}；不撤稿的请删去这一行"
    return Fault("source-missing-field", message, fix, lines.find(("withdrawn",)))


def url_of(path: str, kept: str = "") -> str:
    """Return an item's address on its site: the one it keeps, or its path with `.html`."""
    return kept or "/" + path.rpartition(".")[0] + ".html"


def _stub(place: Place, kind: Kind, record: Mapping[str, Any], says: bool, digest: str) -> Stub:
    withdrawn = record.get("withdrawn") or {}
    card = card_of(kind, record)
    return Stub(
        site=place.site,
        path=place.path,
        column=place.column,
        kind=kind.value,
        title=record["title"],
        date=record["date"],
        source=record["source"],
        url=url_of(place.path, record.get("url", "")),
        draft=bool(record.get("draft")),
        expires=record.get("expires") or "",
        withdrawn=withdrawn.get("date", ""),
        reason=withdrawn.get("reason", ""),
        substance=says,
        pin=bool(record.get("pin")),
        summary=record.get("description", ""),
        image=record.get("image", ""),
        image_alt=record.get("image_alt", ""),
        topic=topic_of(record),
        keywords="、".join(record.get("keywords", ())),
        updated=record.get("updated") or "",
        card=json_text(card) if card else "{}",
        digest=f"{digest[:32]}-{place.kind.value}",
    )
