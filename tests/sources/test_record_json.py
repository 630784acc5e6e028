"""What the state keeps of a record says the same as the record that checks and lists see."""

from __future__ import annotations

import json

import pytest

from sitegen.model.kinds import Kind
from sitegen.scaffold.blanks import Blank, blank_item, suffix
from sitegen.sources.item_file import ReadItem, read_item
from sitegen.sources.place import Place


def _read(kind: Kind, text: str) -> ReadItem:
    return read_item(Place("city", f"a/1{suffix(kind)}", "a", kind), text.encode())


def _assert_same(item: ReadItem) -> None:
    assert item.record, item.faults
    expected = json.dumps(item.record, ensure_ascii=False, separators=(",", ":"))
    assert item.record_json == expected


@pytest.mark.parametrize("kind", list(Kind))
def test_the_stored_json_of_every_kind_is_the_record(kind: Kind) -> None:
    blank = Blank(kind, "2026-06-10 09:00", "示例市人民政府办公室", interprets="../1.md")

    _assert_same(_read(kind, blank_item(blank)))


def test_marks_fractions_and_shorthands_are_stored_as_in_the_record() -> None:
    _assert_same(
        _read(
            Kind.ARTICLE,
            '---\ntitle: "标题“引”\\t\\\\ \\"/ \\x7f😀"\ndate: 2026-3-1\nsource: 来源\n'
            "attachments: [a.pdf, {path: b.pdf, title: 乙}]\npin: yes\n---\n",
        )
    )
    _assert_same(_read(Kind.WORK_REPORT, _WORK_REPORT.format("3.50")))


_WORK_REPORT = (
    "title: 报表\ndate: 2026-03-01\nsource: 来源\n"
    "work_report: {{year: 2025, organ: 云泽市, interaction: {{letters_days: {}}}}}\n"
)


def test_infinity_is_no_number() -> None:
    item = _read(Kind.WORK_REPORT, _WORK_REPORT.format("inf"))

    assert item.stub is None
    assert any("letters_days" in fault.message for fault in item.faults)
