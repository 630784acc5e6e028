"""Putting the report of a move together from what its stages left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sitegen.importers.html.archive import Archive, path_of
from sitegen.importers.html.mapping import ImportMap
from sitegen.importers.html.notes import CODES, Note
from sitegen.importers.html.order import Order
from sitegen.importers.html.placing import Plan
from sitegen.importers.html.report import ColumnRow, FieldTally, MoveReport, PageRow
from sitegen.importers.html.samples import choose, old_page
from sitegen.importers.html.summary import FIELDS, Summary
from sitegen.importers.html.work import Written

LOW: Final = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the stages of a move left for its report."""

    mapping: ImportMap
    pages: Mapping[str, Summary]
    chosen: Plan
    results: Sequence[Written]
    new_columns: Sequence[str]


def build_report(order: Order, archive: Archive, outcome: Outcome) -> MoveReport:
    """Put the report together; the sample's old pages are read while they are still there."""
    pages, chosen, results = outcome.pages, outcome.chosen, outcome.results
    outcomes = {result.address: result for result in results}
    articles = [page for page in pages.values() if page.kind == "article"]
    notes = [*archive.notes, *chosen.notes]
    for placement in chosen.placements:
        notes.extend(_doubts(placement.page))
    notes.extend(note for result in results for note in result.notes)
    reasons = {address: code for code, found in chosen.skipped.items() for address in found}
    rows = tuple(_row(page, chosen, outcomes, reasons) for page in pages.values())
    paths = {path_of(address): archive.entries[address].path for address in pages}
    return MoveReport(
        site=order.site,
        source=order.source.name,
        dry_run=order.dry_run,
        kinds=_count(page.kind or "unreadable" for page in pages.values() if not page.fault)
        | ({"unreadable": bad} if (bad := sum(bool(p.fault) for p in pages.values())) else {}),
        outcomes=_count(result.outcome for result in results)
        if results
        else {"planned": len(chosen.placements)},
        skipped={code: len(found) for code, found in sorted(chosen.skipped.items())},
        systems=_count(page.system or "other" for page in articles),
        encodings=_count(page.encoding for page in pages.values() if page.encoding),
        fields=tuple(_tally(name, articles) for name in FIELDS),
        columns=_columns(outcome.mapping, outcome.new_columns),
        new_columns=tuple(outcome.new_columns),
        lists={path_of(address): to for address, to in sorted(chosen.lists.items())},
        notes=tuple(sorted(dict.fromkeys(notes), key=_weight)),
        pages=rows,
        samples={row.address: old_page(paths[row.address]) for row in choose(rows)},
    )


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def _weight(note: Note) -> tuple[int, int, str]:
    level = ("error", "warning", "info").index(note.level)
    codes = list(CODES)
    return level, codes.index(note.code) if note.code in codes else 99, note.where


def _tally(name: str, articles: Sequence[Summary]) -> FieldTally:
    found = [page.field(name) for page in articles]
    how = Counter(f.how for f in found if f)
    sure = [f.confidence for f in found if f]
    return FieldTally(
        name,
        how["tag"],
        how["mark"],
        how["guess"],
        sum(not f for f in found),
        sum(confidence < LOW for confidence in sure),
        round(sum(sure) / len(sure), 3) if sure else 0.0,
    )


def _doubts(page: Summary) -> list[Note]:
    """What an editor should look at in a page that was imported."""
    where = path_of(page.address)
    notes: list[Note] = []
    date = page.field("date")
    if not date:
        notes.append(
            Note(
                "no-date",
                "warning",
                "没有找到发布时间，以草稿导入，时间为推测",
                where,
                "核对时间后去掉 draft",
            )
        )
    elif date.value[:4] < "1998":
        notes.append(Note("odd-date", "warning", f"发布时间 {date.value} 过早", where, "请核对"))
    elif (
        date.rivals
        and abs(int(date.rivals[0][:4]) - int(date.value[:4])) > 1
        and date.confidence < 0.9
    ):
        notes.append(
            Note(
                "odd-date",
                "warning",
                f"发布时间 {date.value} 与页面上的 {date.rivals[0]} 不一致",
                where,
                "请核对",
            )
        )
    names = {"title": "标题", "source": "来源", "body": "正文"}
    low = [names[n] for n in names if 0 < page.field(n).confidence < LOW]
    if low:
        notes.append(
            Note("low-confidence", "info", f"{'、'.join(low)}为推测，把握不大", where, "请抽查")
        )
    for code in ("mixed-encoding", "lost-characters"):
        if code in page.faults:
            notes.append(Note(code, "warning", CODES[code], where, "请对照原页面核对正文"))
    return notes


def _row(
    page: Summary, chosen: Plan, outcomes: Mapping[str, Written], reasons: Mapping[str, str]
) -> PageRow:
    fields = {
        name: {"value": f.value, "how": f.how, "confidence": f.confidence, "where": f.where}
        for name, f in page.fields
        if f
    }
    result = outcomes.get(page.address)
    skipped = reasons.get(page.address, "")
    return PageRow(
        path_of(page.address),
        page.kind or "unreadable",
        chosen.targets.get(page.address, ""),
        result.outcome if result else skipped or "planned",
        page.system,
        page.encoding,
        fields,
    )


def _columns(mapping: ImportMap, new: Sequence[str]) -> tuple[ColumnRow, ...]:
    return tuple(
        ColumnRow(
            entry.source or "，".join(entry.folders),
            entry.to,
            entry.type,
            entry.pages,
            entry.to in new,
        )
        for entry in mapping.columns
    )
