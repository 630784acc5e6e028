"""Bodies as Markdown: structure that was only typed, tables, and text that must survive."""

from __future__ import annotations

import pytest

from sitegen.importers.html.blocks import Heading, Listing, Paragraph, Run, Table
from sitegen.importers.html.extract import extract
from sitegen.importers.html.render_md import Targets, to_markdown
from sitegen.markdown import convert

from .articles import ARTICLES, Article
from .templates import TEMPLATES

PLAIN = Targets(lambda href: href, lambda src: src, "配图")


def markdown(body: str) -> str:
    """The Markdown of a body given as editors' HTML."""
    source = f"<html><body><div class='TRS_Editor'>{body}</div></body></html>"
    return to_markdown(extract(source.encode()).blocks, PLAIN)


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.key)
def test_platform_reads_the_markdown_without_fault_and_loses_no_text(
    name: str, article: Article
) -> None:
    page = extract(TEMPLATES[name](article).encode())
    body = convert(to_markdown(page.blocks, PLAIN), "city/zwgk")
    assert body.faults == ()
    shown = squeeze(body.text).replace("配图", "")
    assert shown == squeeze(page.text)


def test_numbered_lines_become_headings_in_levels() -> None:
    text = "<p>为推进工作，制定本方案，请各单位认真贯彻落实好各项任务。</p>" + "".join(
        f"<p><b>{one}、{name}</b></p><p>（一）{name}之一</p><p>这里是具体的措施和要求，由牵头单位负责，每季度报告一次。</p>"
        for one, name in (("一", "总体要求"), ("二", "主要任务"))
    )
    lines = markdown(text).split("\n\n")
    assert "## 一、总体要求" in lines
    assert "### （一）主要任务之一" in lines


def test_numbered_sentences_stay_paragraphs() -> None:
    text = "<p>一、各地要提高认识，加强领导。</p><p>二、各部门要密切配合，形成合力。</p>"
    assert markdown(text) == "一、各地要提高认识，加强领导。\n\n二、各部门要密切配合，形成合力。\n"


def test_short_numbered_lines_without_text_between_are_no_headings() -> None:
    assert "#" not in markdown(
        "<p>一、身份证</p><p>二、户口簿</p><p>三、申请表</p><p>请带齐材料。</p>"
    )


def test_bold_title_lines_at_the_top_are_no_headings() -> None:
    text = (
        "<p align=center><b>云泽市人民政府</b></p><p "
        "align=center><b>关于表彰先进的决定</b></p><p>为表彰先进，决定如下，请各单"
        "位认真组织学习宣传。</p>"
    )
    assert "#" not in markdown(text)


def test_typed_bullets_become_a_list() -> None:
    assert markdown("<p>材料：</p><p>●申请表</p><p>●身份证</p>") == "材料：\n\n- 申请表\n- 身份证\n"


def test_counted_lines_become_an_ordered_list() -> None:
    assert markdown("<p>步骤：</p><p>1. 申请</p><p>2. 受理</p>") == "步骤：\n\n1. 申请\n2. 受理\n"


def test_full_width_and_no_break_blanks_are_no_indent() -> None:
    assert markdown("<p>　　&nbsp;&nbsp;甲乙。</p>") == "甲乙。\n"


def test_breaks_before_an_indent_end_a_paragraph() -> None:
    text = "　　第一段到此为止<br>　　第二段从这里开始<br/>地址：湖滨大道"
    assert markdown(text) == "第一段到此为止\n\n第二段从这里开始\\\n地址：湖滨大道\n"


def test_merged_cells_stay_html_that_the_platform_accepts() -> None:
    text = (
        '<table border=1><tr><td rowspan="2" style="x">甲</td><td colspan=2 '
        'onclick="x()">乙</td></tr><tr><td>丙<br>丁</td><td><b>戊</b></td></tr></ta'
        "ble>"
    )
    result = markdown(text)
    assert '<td rowspan="2">甲</td>' in result or '<th rowspan="2" scope="col">甲</th>' in result
    assert "onclick" not in result
    assert convert(result).faults == ()


def test_regular_table_becomes_markdown_and_keeps_bars() -> None:
    text = (
        "<table border=1><tr><td>名称</td><td>数量</td></tr><tr><td>甲|"
        "乙</td><td>3</td></tr></table>"
    )
    assert markdown(text) == "| 名称 | 数量 |\n| --- | --- |\n| 甲\\|乙 | 3 |\n"


def test_table_that_only_lays_out_is_taken_apart() -> None:
    assert markdown("<table><tr><td><p>甲。</p><p>乙。</p></td></tr></table>") == "甲。\n\n乙。\n"


@pytest.mark.parametrize(
    "text",
    [
        "a*b*c_d_e `f` [g](h) <i> &amp;lt; \\",
        "# 不是标题",
        "1. 不是列表，后面没有第二条",
        "- 不是列表",
        "+ 加",
        "> 不是引用",
        "---",
        "::: notice",
        "![图](x)",
        "{.red}",
        "[^1]: 注",
        "=====",
        "~~~",
        "| 甲 | 乙 |",
        "2020. 年",
    ],
)
def test_text_that_looks_like_markdown_stays_text(text: str) -> None:
    body = convert(
        markdown(f"<p>前文在这里。</p><p>{text.replace('<i>', '&lt;i&gt;')}</p><p>后文。</p>")
    )
    assert body.faults == ()
    wanted = text.replace("&amp;", "&")
    assert f"前文在这里。\n{wanted}\n后文。" in body.text.replace("\n\n", "\n") or squeeze(
        wanted
    ) in squeeze(body.text)
    assert body.headings == ()


def test_bold_beside_chinese_punctuation_is_still_bold() -> None:
    body = convert(markdown("<p>按照<b>“双随机”</b>要求<b>，</b>开展<strong>检查</strong>工作</p>"))
    assert "<strong>“双随机”</strong>要求" in body.html
    assert "<strong>检查</strong>" in body.html
    assert "*" not in body.text


def test_hidden_text_scripts_and_word_residue_are_left_out() -> None:
    text = (
        '<p>甲<span style="display:none">隐</span><o:p></o:p><!--[if gte mso '
        "9]><xml>x</xml><![endif]--><script>y()</script><style>p{}</style>乙。</p>"
    )
    assert markdown(text) == "甲乙。\n"


@pytest.mark.parametrize(
    "style",
    ["position:absolute;left:-9999px", "font-size:0", "text-indent:-5000px;", "mso-hide:all"],
)
def test_links_that_intruders_hid_are_left_out(style: str) -> None:
    text = f'<p>甲乙。</p><div style="{style}"><a href="http://spam.example/">赌场</a></div>'
    assert markdown(text) == "甲乙。\n"


def test_hanging_indent_is_not_hidden_text() -> None:
    assert markdown('<p style="text-indent:-21pt;margin-left:21pt">甲乙。</p>') == "甲乙。\n"


def test_share_bars_neighbours_and_buttons_are_left_out() -> None:
    text = (
        "<p>正文在此。</p><div class='bshare-custom'>分享到：<a>微信</a></div><p>【"
        "<a href='javascript:window.print()'>打印本页</a>】</p>"
        "<p>上一篇：甲乙丙</p><p>扫一扫在手机打开当前页</p><p>相关阅读</p><ul><li><"
        "a href='1.html'>另一篇报道的标题</a></li></ul>"
    )
    assert markdown(text) == "正文在此。\n"


def test_superscripts_and_links_survive() -> None:
    text = '<p>面积3km<sup>2</sup>，见<a href="http://a.gov.cn/x(1).html">说明</a>。</p>'
    assert markdown(text) == "面积3km<sup>2</sup>，见[说明](<http://a.gov.cn/x(1).html>)。\n"


def test_heading_levels_begin_at_two_and_skip_none() -> None:
    source = (
        "<div class='TRS_Editor'><h4>甲项工作</h4><p>一段说明文字。</p><h6>乙项工作"
        "</h6><p>一段说明文字。</p></div>"
    )
    blocks = extract(source.encode()).blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == [2, 3]


def test_blocks_are_plain_data() -> None:
    source = (
        "<div class='TRS_Editor'><ul><li>甲</li></ul><p>乙</p><table "
        "border=1><tr><td>丙</td><td>丁</td></tr></table></div>"
    )
    blocks = extract(source.encode()).blocks
    assert [type(block) for block in blocks] == [Listing, Paragraph, Table]
    assert blocks[1] == Paragraph((Run("乙"),))
