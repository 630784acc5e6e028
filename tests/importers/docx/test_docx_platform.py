"""What the import writes is what the platform's own Markdown takes without a fault."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.importers.docx.inlines import clean
from sitegen.markdown import convert
from tests.importers.docx.docx_parts import body_of, cell, centred, docx, p, row, run, table

TITLE = centred("关于工作的通知")
_SIGNS = "。，：（）“”《》*_`[](){}<>#+-=|~!^&;:.1 2\\/$\"'@%，、甲乙丙abc"
TEXTS = st.text(st.sampled_from(_SIGNS), min_size=1, max_size=40).filter(
    lambda text: re.search(r"[甲乙丙abc]", text) is not None
)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS)
def test_any_text_reads_on_the_page_as_it_reads_in_word(text: str) -> None:
    body = convert(body_of(docx(TITLE, p("首段甲。"), p("：" + text), p("尾段。"))))
    assert not body.faults
    assert bare(body.text) == bare(clean("首段甲。：" + text + "尾段。"))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS)
def test_any_line_start_stays_text(text: str) -> None:
    markdown = body_of(docx(TITLE, p("首段甲，"), p(text), p("尾段，")))
    body = convert(markdown)
    assert not body.faults
    assert not any(tag in body.html for tag in ("<pre", "<blockquote", "<hr", "<h1"))
    if "<ol" not in body.html:
        assert bare(body.text) == bare(clean("首段甲，" + text + "尾段，"))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(TEXTS, TEXTS, TEXTS)
@example("甲：", "丙 。", "乙")
@example("甲", "“丙”", "乙")
def test_any_bold_run_is_strong_and_loses_no_character(
    before: str, strong: str, after: str
) -> None:
    data = docx(TITLE, p("甲" + before, run(strong, "<w:b/>"), after + "乙。"))
    body = convert(body_of(data))
    assert not body.faults
    assert bare(body.text) == bare(clean("甲" + before + strong + after + "乙。"))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_any_cell_text_survives_in_both_kinds_of_table(first: str, second: str) -> None:
    simple = table(row("甲", "乙"), row(first, second))
    merged = table(row(cell("甲", props='<w:gridSpan w:val="2"/>')), row(first, second))
    for kind in (simple, merged):
        body = convert(body_of(docx(TITLE, kind)))
        assert not body.faults
        for text in (first, second):
            assert bare(clean(text)) in bare(body.text)
