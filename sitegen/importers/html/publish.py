"""When a page was published, where it came from and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.importers.html.dates import Moment, find_moments, parse_moment
from sitegen.importers.html.evidence import NOTHING, Candidate, Field, How, settle
from sitegen.importers.html.headtable import Head
from sitegen.importers.html.labels import Labelled
from sitegen.importers.html.metatags import Metas
from sitegen.importers.html.page import Page, Segment, squeeze
from sitegen.importers.html.systems import marked_value, url_day

_WEEKDAY: Final = re.compile(r"星期|周[一二三四五六日]|今天|农历|天气")
_TIME_CLASS: Final = re.compile(
    r"date|time|riqi|shijian|info|source|meta|pub|fbsj|laiyuan|ly\b|prop|other|extend", re.I
)
_SCRIPTED: Final = re.compile(
    r"""来源\s{0,4}[:：]?\s{0,4}["']?\s{0,4}\+?\s{0,4}["']([^"'<>+\n]{2,40})["']"""
    r"""|var\s{1,4}\w{0,20}(?:source|laiyuan|ly|from)\w{0,20}\s{0,4}=\s{0,4}["']([^"'<>\n]{2,40})["']""",
    re.I,
)
_BAD_SOURCE: Final = re.compile(
    r"^https?://|^[\d\s:/-]+$|^\W+$|^\$|字体|浏览|点击|打印|发布时间|作者|^大$|大\s*中\s*小"
)
_ORGAN: Final = re.compile(
    r"^[^：:，。\s]*(?:[局厅办委部署院社报网台]|政府|中心|公司|学校|医院|大队|支队|协会|科|处|乡|镇|街道)$"
)
_LETTERS: Final = re.compile(r"[一-鿿]|[A-Za-z]{3}")
_NO_SOURCE: Final = frozenset((
    "null", "none", "undefined", "无", "暂无", "admin", "管理员", "超级管理员", "未知", "其他",
    "来源", "不详", "---",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page offers besides its tags: labelled values outside the body (`labels`) and at
    the ends of the body (`inner`), the lines near the title (`near`), the head table,
    and what stands between title and body (`line`).
    """

    labels: Sequence[Labelled]
    inner: Sequence[Labelled]
    near: Sequence[Segment]
    head: Head
    line: Sequence[Segment] = ()


def find_date(page: Page, metas: Metas, hints: Hints, today: str = "") -> Field:
    """Settle the publish time; `value` is `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`.

    `today` (`YYYY-MM-DD`) rules out the future; without it everything up to 2100 is possible.
    """
    candidates = [
        Candidate(str(moment), how, confidence, where)
        for moment, how, confidence, where in _moments(page, metas, hints)
        if moment.day[:4] >= "1990" and moment.day <= (today or "2100-01-01")
    ]
    return settle(candidates, lambda value: value[:10], lambda c: (len(c.value), c.confidence))


def _moments(page: Page, metas: Metas, hints: Hints) -> Iterator[tuple[Moment, How, float, str]]:
    for name, confidence, where in (
        ("date", 0.93, "meta PubDate"),
        ("other_date", 0.85, "meta date"),
        ("weak_date", 0.45, "meta created"),
    ):
        for number, value in enumerate(metas.all(name)):
            moment = parse_moment(value)
            if moment:
                yield moment, "tag", confidence - 0.25 * min(number, 2), where
    marked = parse_moment(marked_value("date", page.source))
    if marked:
        yield marked, "mark", 0.93, "system mark"
    for labelled, factor in [(one, 1.0) for one in hints.labels] + [
        (one, 0.75) for one in hints.inner
    ]:
        moment = parse_moment(labelled.value) if labelled.field == "date" else None
        if moment:
            yield moment, "mark", labelled.weight * factor, f"label {labelled.label}"
    published = parse_moment(hints.head.published)
    if published:
        yield published, "mark", 0.85, "head table"
    yield from _guessed(page, hints)


def _guessed(page: Page, hints: Hints) -> Iterator[tuple[Moment, How, float, str]]:
    labelled = {
        moment.day
        for one in (*hints.labels, *hints.inner)
        if one.field == "date" and (moment := parse_moment(one.value))
    }
    for segment in hints.near:
        if len(segment.text) > 120 or _WEEKDAY.search(segment.text):
            continue
        for offset, moment in find_moments(segment.text):
            if moment.day in labelled:
                break  # the same line is no second witness
            mark = f"{segment.element.get('class', '')} {segment.element.get('id', '')}"
            alone = len(segment.text) <= len(str(moment)) + 14 and offset < 12
            confidence = (0.6 if alone else 0.3) + (0.12 if _TIME_CLASS.search(mark) else 0.0)
            yield moment, "guess", confidence, "line near the title"
            break
    in_url = url_day(page.url)
    if in_url:
        yield in_url, "guess", 0.6, "address"
    if hints.head.document.get("signed"):
        yield Moment(hints.head.document["signed"]), "guess", 0.25, "signed"


def find_source(page: Page, metas: Metas, hints: Hints) -> Field:
    """Settle the source (来源); falls back to the issuing organ and to the site's name."""
    site = metas.first("site")
    candidates: list[Candidate] = []
    for number, value in enumerate(metas.all("source")):
        candidates.append(Candidate(value, "tag", 0.9 - 0.2 * number, "meta ContentSource"))
    candidates += [Candidate(v, "tag", 0.6, "meta source") for v in metas.all("other_source")]
    candidates.append(Candidate(marked_value("source", page.source), "mark", 0.92, "system mark"))
    candidates += _labelled(hints, "source", 0.6)
    scripted = _SCRIPTED.search(page.source)
    if scripted:
        candidates.append(Candidate(scripted[1] or scripted[2], "mark", 0.4, "script"))
    candidates += [
        Candidate(segment.text, "guess", 0.45, "line near the title")
        for segment in hints.line
        if _ORGAN.search(segment.text) and len(segment.text) <= 20
    ]
    if hints.head.document.get("issuer"):
        candidates.append(Candidate(hints.head.document["issuer"], "guess", 0.35, "head table"))
    candidates.append(Candidate(site, "guess", 0.3, "site name"))
    tidy = [_tidy_source(candidate) for candidate in candidates]
    return settle([c for c in tidy if c.value], lambda value: re.sub(r"\W", "", value).lower())


def _labelled(hints: Hints, field: str, inner: float) -> list[Candidate]:
    outer = [(one, 1.0) for one in hints.labels if one.field == field]
    deep = [(one, inner) for one in hints.inner if one.field == field]
    return [
        Candidate(one.value, "mark", one.weight * factor, f"label {one.label}")
        for one, factor in outer + deep
    ]


def _tidy_source(candidate: Candidate) -> Candidate:
    value = re.sub(r"^(?:信息|文章|稿件|新闻)?来源\s*[:：]\s*", "", squeeze(candidate.value))
    value = value.strip(" 　:：|｜,，;；、[]【】")
    if value.startswith(("(", "（")) and value.endswith((")", "）")):
        value = value[1:-1]
    if (
        not _LETTERS.search(value)
        or _BAD_SOURCE.search(value)
        or value.lower() in _NO_SOURCE
        or len(value) < 2
        or len(value) > 60
    ):
        value = ""
    return Candidate(value, candidate.how, candidate.confidence, candidate.where)


def find_person(metas: Metas, hints: Hints, field: str) -> Field:
    """Settle `author` or `editor`; accounts such as admin are nobody."""
    candidates = _labelled(hints, field, 0.85)
    candidates += [Candidate(value, "tag", 0.7, f"meta {field}") for value in metas.all(field)]
    usable = [
        c
        for c in candidates
        if 2 <= len(c.value) <= 30
        and c.value.lower() not in _NO_SOURCE
        and not re.search(r"[:：/]|\d{3}|大\s*中\s*小|发布|来源", c.value)
    ]
    return settle(usable, lambda value: value.replace(" ", "")) if usable else NOTHING
