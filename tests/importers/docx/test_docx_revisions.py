"""Tracked changes are accepted or refused as told, wholly and also in tables and notes."""

import pytest

from sitegen.importers.docx.revisions import Decision
from tests.importers.docx.docx_parts import centred, converted, docx, messages, p, row, run, table

TITLE = centred("关于工作的通知")
WHO = 'w:id="1" w:author="某" w:date="2026-01-01T00:00:00Z"'


def inserted(text: str) -> str:
    return f"<w:ins {WHO}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("changes", "expected"), [("accept", "期限为十日。\n"), ("reject", "期限为五日。\n")]
)
def test_insertions_and_deletions_follow_the_decision(changes: Decision, expected: str) -> None:
    data = docx(TITLE, p("期限为", deleted("五"), inserted("十"), "日。"))
    assert converted(data, changes=changes).body == expected


@pytest.mark.parametrize(
    ("changes", "expected"), [("accept", "甲乙。\n"), ("reject", "甲\n\n乙。\n")]
)
def test_a_deleted_paragraph_mark_joins_paragraphs_only_when_accepted(
    changes: Decision, expected: str
) -> None:
    data = docx(TITLE, p("甲", props=f"<w:rPr><w:del {WHO}/></w:rPr>"), p("乙。"))
    assert converted(data, changes=changes).body == expected


@pytest.mark.parametrize(
    ("changes", "expected"), [("accept", "甲\n\n乙。\n"), ("reject", "甲乙。\n")]
)
def test_an_inserted_paragraph_mark_is_undone_only_when_rejected(
    changes: Decision, expected: str
) -> None:
    data = docx(TITLE, p("甲", props=f"<w:rPr><w:ins {WHO}/></w:rPr>"), p("乙。"))
    assert converted(data, changes=changes).body == expected


@pytest.mark.parametrize(("changes", "kept"), [("accept", "新行"), ("reject", "旧行")])
def test_inserted_and_deleted_rows_follow_the_decision(changes: Decision, kept: str) -> None:
    rows = table(
        row("名称", "数量"),
        row("新行", "1", props=f"<w:ins {WHO}/>"),
        row("旧行", "2", props=f"<w:del {WHO}/>"),
    )
    body = converted(docx(TITLE, rows), changes=changes).body
    assert kept in body and not {"新行", "旧行"} - {kept} & set(body.split())
    assert ("新行" in body) != ("旧行" in body)


@pytest.mark.parametrize(
    ("changes", "expected"), [("accept", "先。后段\n"), ("reject", "段先。后\n")]
)
def test_moves_follow_the_decision(changes: Decision, expected: str) -> None:
    data = docx(
        TITLE,
        p(
            f"<w:moveFrom {WHO}>{run('段')}</w:moveFrom>",
            "先。后",
            f"<w:moveTo {WHO}>{run('段')}</w:moveTo>",
        ),
    )
    assert converted(data, changes=changes).body == expected


def test_rejecting_restores_the_former_formatting() -> None:
    former = f"<w:vanish/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>"
    data = docx(TITLE, p("甲", run("乙", former), "。"))
    assert converted(data, changes="reject").body == "甲乙。\n"
    assert converted(data, changes="accept").body == "甲。\n"


def test_changes_inside_footnotes_follow_the_decision() -> None:
    notes = f'<w:footnote w:id="1">{p("注", deleted("旧"), inserted("新"))}</w:footnote>'
    data = docx(TITLE, p("文", '<w:r><w:footnoteReference w:id="1"/></w:r>'), notes=notes)
    assert "注旧" in converted(data, changes="reject").body
    assert "注新" in converted(data, changes="accept").body


def test_undecided_changes_are_accepted_with_a_warning() -> None:
    item = converted(docx(TITLE, p("甲", inserted("乙"), "。")))
    assert item.body == "甲乙。\n"
    assert any(r.level == "warning" and "--changes reject" in r.fix for r in item.remarks)


def test_decided_changes_are_counted_without_warning() -> None:
    item = converted(docx(TITLE, p("甲", inserted("乙"), deleted("丙"))), changes="accept")
    assert "插入 1、删除 1" in messages(item)
    assert not any(r.level == "warning" for r in item.remarks)
