"""What prose marks by its place (addressee, signature), and labels in a body's language."""

import pytest

from sitegen.markdown import convert

SIGNED = "请认真贯彻执行。\n\n{}\n\n2026年11月11日\n"


def html_of(text: str) -> str:
    return convert(text).html


@pytest.mark.parametrize("ways", ["", "<!-- -->\n\n", "**注意**：\n\n"])
def test_a_name_above_a_date_is_a_signature_whichever_way_the_text_is_converted(ways: str) -> None:
    found = html_of(ways + SIGNED.format("云泽市人民政府办公室"))
    assert found.endswith(
        '<div class="signature">\n<p>云泽市人民政府办公室</p>\n<p>2026年11月11日</p>\n</div>\n'
    )


def test_several_organs_sign_together() -> None:
    found = html_of(SIGNED.format("云泽市教育局\n\n云泽市财政局"))
    assert found.count('<div class="signature">') == 1
    assert found.index("signature") < found.index("云泽市教育局") < found.index("云泽市财政局")


def test_a_signature_may_stand_before_the_text_that_a_notice_issues() -> None:
    found = html_of(SIGNED.format("云泽市人民政府") + "\n## 管理办法\n\n第一条　为规范工作。\n")
    assert found.index("</div>") < found.index("<h2")


@pytest.mark.parametrize(
    "last", ["特此通知", "会议于下列日期召开：", "详情见通知。", "（此件公开发布）", "附件：名单"]
)
def test_what_is_no_name_is_no_signature(last: str) -> None:
    assert "signature" not in html_of(SIGNED.format(last))


def test_a_sentence_with_a_date_is_no_signature() -> None:
    assert "signature" not in html_of("云泽市人民政府\n\n截至2026年11月11日\n\n2026年13月1日\n")


@pytest.mark.parametrize("first", ["各县（区）人民政府，市直有关部门：", "市民王女士："])
def test_whom_a_document_addresses_stands_at_the_edge(first: str) -> None:
    assert html_of(f"{first}\n\n现通知如下。\n").startswith(f'<p class="addressee">{first}</p>')


@pytest.mark.parametrize(
    "first", ["现将有关事项公告如下：", "记者问：", "已经收到。请注意：", "没有冒号"]
)
def test_another_first_paragraph_is_one_like_the_others(first: str) -> None:
    assert "addressee" not in html_of(f"{first}\n\n正文。\n")


def test_labels_of_a_body_are_in_its_own_language() -> None:
    table = "| {0} | {1} |\n|---|---|\n| 1 | 2 |\n"
    chinese, english = table.format("年份", "件数"), table.format("Year", "Letters")
    chart = "::: chart bar {0}\n" + table + ":::\n"
    assert 'aria-label="表格，可左右滚动"' in html_of(chinese)
    assert 'aria-label="Table, scrolls sideways"' in html_of(english)
    assert 'aria-label="图表：年份"' in html_of(chart.format("年份", "件数"))
    assert 'aria-label="Chart: Year"' in html_of(chart.format("Year", "Letters"))
    assert 'title="Video"' in html_of("The harbour at night.\n\n::: video harbour.mp4\n:::\n")
    assert 'title="视频"' in html_of("港口夜景。\n\n::: video harbour.mp4\n:::\n")


def test_a_name_in_chinese_does_not_make_a_text_chinese() -> None:
    table = "| Name | In Chinese |\n|---|---|\n| Cheng Lake, the largest of the city | 澄湖 |\n"
    assert "scrolls sideways" in html_of(table)
