"""Tables: simple ones as pipe tables, merged ones as HTML that the sanitiser leaves alone."""

import nh3

from tests.importers.docx.docx_parts import (
    body_of,
    cell,
    centred,
    converted,
    docx,
    messages,
    p,
    row,
    run,
    table,
)

TITLE = centred("关于工作的通知")
TAGS = {"br", "strong", "em", "s", "sub", "sup", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def body(*content: str) -> str:
    return body_of(docx(TITLE, *content))


def test_a_simple_table_is_a_pipe_table() -> None:
    text = body(table(row("序号", "单位"), row("1", "市民政局")))
    assert text == "| 序号 | 单位 |\n| --- | --- |\n| 1 | 市民政局 |\n"


def test_several_paragraphs_and_pipes_in_a_cell_survive() -> None:
    text = body(table(row("序号", "单位"), row("1", cell("市民政局", "市|财政局"))))
    assert "| 1 | 市民政局<br>市\\|财政局 |" in text


def merged() -> str:
    return table(
        row(cell("科目", props='<w:vMerge w:val="restart"/>'), cell("支出", props=span(2))),
        row(cell("", props="<w:vMerge/>"), "基本", "项目"),
        row("教育", "1,200.50", "30"),
    )


def test_merged_cells_keep_their_spans() -> None:
    text = body(merged())
    assert '<th rowspan="2" scope="col">科目</th>' in text
    assert '<th colspan="2" scope="colgroup">支出</th>' in text
    assert "<tr><td>教育</td><td>1,200.50</td><td>30</td></tr>" in text


def test_merged_tables_pass_the_sanitiser_unchanged() -> None:
    rich = table(
        row(cell("甲 & <乙>", props=span(2))),
        row("a", cell(p("m", run("2", '<w:vertAlign w:val="superscript"/>')), "第二行")),
    )
    for text in (body(merged()), body(rich)):
        html = text.strip()
        assert nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None) == html


def test_html_tables_hold_no_blank_line_that_would_end_them() -> None:
    assert "\n\n" not in body(merged()).strip()


def test_old_horizontal_merges_are_read() -> None:
    text = body(
        table(
            row(
                cell("合", props='<w:hMerge w:val="restart"/>'), cell("", props="<w:hMerge/>"), "丙"
            ),
            row("1", "2", "3"),
        )
    )
    assert 'colspan="2"' in text


def test_marked_header_rows_are_the_head() -> None:
    head = row(cell("甲", props=span(2)), props="<w:tblHeader/>")
    text = body(table(head, row("1", "2"), row("3", "4")))
    assert text.count("<th") == 2  # <thead> and the one cell
    assert "<td>1</td>" in text


def test_a_one_column_table_is_unfolded() -> None:
    assert (
        body(table(row("框中的第一句。"), row("框中的第二句。")))
        == "框中的第一句。\n\n框中的第二句。\n"
    )


def test_hidden_rows_are_not_published() -> None:
    text = body(table(row("甲", "乙"), row("1", "2"), row("密", "密", props="<w:hidden/>")))
    assert "密" not in text


def test_nested_tables_stay_inside_their_cell() -> None:
    text = body(table(row("甲", "乙"), row("1", cell(table(row("内1", "内2")), p("")))))
    assert "<td><table><tbody><tr><td>内1</td>" in text


def test_tables_nested_beyond_measure_keep_their_text_and_are_reported() -> None:
    inner = table(row("最里层", "x"))
    for _ in range(8):
        inner = table(row(cell(inner, p("")), "x"))
    item = converted(docx(TITLE, inner))
    assert "最里层" in item.body and "嵌套过深" in messages(item)


def test_a_note_in_a_merged_table_stands_below_it() -> None:
    notes = f'<w:footnote w:id="1">{p("含专项。")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    rows = table(row(cell("支出", props=span(2))), row(cell(p("教育", mark)), "5"))
    text = body_of(docx(TITLE, rows, notes=notes))
    assert "教育<sup>1</sup>" in text and text.endswith("表注1：含专项。\n")
