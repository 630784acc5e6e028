"""Headings, numbering, runs, fields, notes: what Word shows is what the Markdown says."""

import pytest

from tests.importers.docx.docx_parts import (
    body_of,
    centred,
    converted,
    docx,
    field,
    level,
    messages,
    numbered,
    numbering,
    p,
    picture,
    png,
    relation,
    run,
    styled,
)

TITLE = centred("关于工作的通知")


def body(*content: str, numbers: str = "", notes: str = "") -> str:
    return body_of(docx(TITLE, *content, numbers=numbers, notes=notes))


def test_levels_by_typed_numbers_follow_the_official_order() -> None:
    text = body(
        p("一、总体要求"), p("（一）指导思想"), p("1.目标"), p("（1）近期"), p("到年底完成。"),
        p("（2）远期"), p("到五年后完成。"), p("2.原则"), p("坚持原则。"),
        p("（二）安排"), p("做好安排。"),
        p("二、保障措施"), p("落实措施。"),
    )  # fmt: skip
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "## 一、总体要求", "### （一）指导思想", "#### 1.目标", "##### （1）近期",
        "##### （2）远期",
        "#### 2.原则", "### （二）安排", "## 二、保障措施",
    ]  # fmt: skip


def test_a_numbered_sentence_is_a_paragraph_not_a_heading() -> None:
    text = body(p("一、各部门要高度重视，抓好落实。"), p("二、各县区要加强督查。"))
    assert text == "一、各部门要高度重视，抓好落实。\n\n二、各县区要加强督查。\n"


def test_numbered_particulars_in_sequence_are_no_headings() -> None:
    text = body(p("一、时间：1月5日"), p("二、地点：市政府"), p("三、人员：各部门"))
    assert "#" not in text


def test_short_numbered_lines_in_sequence_are_a_list() -> None:
    text = body(p("材料："), p("1.申请表；"), p("2.证明；"))
    assert text.endswith("1. 申请表；\n2. 证明；\n")


def test_levels_never_skip() -> None:
    text = body(p("一、要求"), p("1.目标"), p("完成目标。"), p("2.原则"), p("坚持原则。"))
    assert "### 1.目标" in text and "####" not in text


def test_styles_shifted_against_numbers_are_brought_into_line() -> None:
    text = body(styled("2", "一、要求"), p("文。"), styled("2", "附则"), p("文。"))
    assert "## 一、要求" in text and "## 附则" in text


@pytest.mark.parametrize(
    ("form", "pattern", "expected"),
    [
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("decimalZero", "%1)", ["01)", "02)", "03)"]),
    ],
)
def test_automatic_numbers_become_the_text_that_word_shows(
    form: str, pattern: str, expected: list[str]
) -> None:
    items = [numbered(f"事项{name}，请各部门落实。") for name in "甲乙丙"]
    text = body(*items, numbers=numbering(level(0, form, pattern)))
    shown = [line.replace("\\", "").replace(" ", "")[: len(mark)]
             for line, mark in zip(text.strip().split("\n\n"), expected, strict=True)]  # fmt: skip
    assert shown == expected


def test_automatic_numbers_make_headings_and_restart_below_each_parent() -> None:
    numbers = numbering(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"))
    text = body(
        numbered("要求"), numbered("目标", 1), p("文。"), numbered("原则", 1), p("文。"),
        numbered("措施"), numbered("组织", 1), p("文。"), numbers=numbers,
    )  # fmt: skip
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        "## 一、要求", "### （一）目标", "### （二）原则", "## 二、措施", "### （一）组织",
    ]  # fmt: skip


def test_multi_level_decimal_numbers_are_resolved() -> None:
    numbers = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    text = body(numbered("总则"), numbered("目的", 1), p("文。"), numbers=numbers)
    assert "## 1.总则" in text and "### 1.1 目的" in text


def test_start_override_restarts_a_list() -> None:
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in (1, 2)
    )
    numbers = numbering(level(0, "chineseCounting", "%1、"), nums=nums)
    text = body(
        numbered("甲事项。"),
        numbered("乙事项。"),
        p("其他。"),
        numbered("丙事项。", num=2),
        numbers=numbers,
    )
    assert "二、乙事项。" in text and "一、丙事项。" in text


def test_bullets_become_a_markdown_list() -> None:
    text = body(numbered("甲"), numbered("乙"), numbers=numbering(level(0, "bullet", "")))
    assert text == "- 甲\n- 乙\n"


def test_full_width_indents_are_dropped() -> None:
    assert body(p("　　各部门要落实。")) == "各部门要落实。\n"


def test_soft_breaks_that_end_sentences_part_paragraphs_others_stay_breaks() -> None:
    assert body(p("　　第一段。\n　　第二段。")) == "第一段。\n\n第二段。\n"
    assert (
        body(p("地址：澄湖大道1号\n电话：0590-6612345"))
        == "地址：澄湖大道1号\\\n电话：0590-6612345\n"
    )


def test_hidden_text_is_never_published() -> None:
    text = body(
        p("公开", run("内部", "<w:vanish/>"), run("样式隐藏", '<w:rStyle w:val="h"/>'), "内容。"),
        p(run("整段隐藏", "<w:vanish/>")),
    )
    assert text == "公开内容。\n"


def test_white_and_two_point_text_is_never_published() -> None:
    item = converted(docx(TITLE, p("可见", run("白字", '<w:color w:val="FFFFFF"/>'),
                                   run("极小", '<w:sz w:val="2"/>'), "。")))  # fmt: skip
    assert item.body == "可见。\n"
    assert "白色文字" in messages(item) and "隐藏文字" in messages(item)


def test_comments_are_never_published_and_are_counted() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    comments = '<w:comments xmlns:w="x"/>'
    item = converted(docx(TITLE, p("正文", mark, "。"), parts={"word/comments.xml": comments}))
    assert item.body == "正文。\n" and "1 条批注" in messages(item)


def test_bold_lead_is_strong_and_renders_beside_chinese_punctuation() -> None:
    from markdown_it import MarkdownIt

    text = body(p(run("（一）加强领导。", "<w:b/>"), "各县区要落实。"))
    assert text == "**（一）加强领导**。各县区要落实。\n"
    assert "<strong>（一）加强领导</strong>" in MarkdownIt().render(text)


def test_bold_that_markdown_could_not_mark_uses_html() -> None:
    assert body(p("按", run("“先办后补”", "<w:b/>"), "办理")) == (
        "按<strong>“先办后补”</strong>办理\n"
    )


def test_superscripts_keep_their_meaning() -> None:
    text = body(p("面积100m", run("2", '<w:vertAlign w:val="superscript"/>'), "。"))
    assert text == "面积100m<sup>2</sup>。\n"


def test_text_that_looks_like_markup_is_escaped() -> None:
    from markdown_it import MarkdownIt

    raw = "*重要* <script>alert(1)</script> [x](javascript:1) `code` &lt; # 不是标题"
    html = MarkdownIt("commonmark").render(body(p(raw)))
    assert "<script>" not in html and "<em>" not in html and "<a " not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "line", ["# 井号", "- 短横", "> 大于", "+ 加", "1) 项", "---", "| 竖线", "~~~"]
)
def test_line_starts_that_look_like_blocks_stay_text(line: str) -> None:
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").enable("table").render(body(p("段。"), p(line)))
    assert html.count("<p>") == 2
    assert not any(tag in html for tag in ("<h1", "<ul", "<ol", "<blockquote", "<hr", "<pre"))


def test_hyperlinks_keep_web_addresses_and_lose_everything_else() -> None:
    relations = (
        relation("rId7", "hyperlink", "https://www.example.gov.cn/a(1)", external=True)
        + relation("rId8", "hyperlink", "javascript:alert(1)", external=True)
        + relation("rId9", "hyperlink", "file:///C:/机密.doc", external=True)
    )
    links = "".join(
        f'<w:hyperlink r:id="rId{n}">{run(f"链接{n}")}</w:hyperlink>' for n in (7, 8, 9)
    )
    item = converted(docx(TITLE, f"<w:p>{links}</w:p>", relations=relations))
    assert item.body == "[链接7](https://www.example.gov.cn/a%281%29)链接8链接9\n"
    assert "2 个链接" in messages(item)


def test_field_links_and_results_are_read_from_the_cache() -> None:
    text = body(
        p(
            "见",
            field('HYPERLINK "https://www.example.gov.cn/"', "官网"),
            "，第",
            field("REF a", "三"),
            "条。",
        )
    )
    assert text == "见[官网](https://www.example.gov.cn/)，第三条。\n"


def test_table_of_contents_and_page_numbers_are_dropped() -> None:
    item = converted(
        docx(TITLE, p(field('TOC \\o "1-3"', "一、要求\t1")), p("第", field("PAGE", "1"), "页"))
    )
    assert item.body == "第页\n" and "目录" in messages(item)


def test_active_fields_are_not_run_and_are_reported() -> None:
    item = converted(docx(TITLE, p("值", field("DDEAUTO excel a b", "缓存"), "。")))
    assert item.body == "值缓存。\n" and "未执行" in messages(item)


def test_content_controls_show_content_but_no_placeholders() -> None:
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件内容。')}</w:sdtContent></w:sdt>"
    hint = f"<w:sdtContent>{p('单击此处')}</w:sdtContent>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{hint}</w:sdt>"
    assert body(filled, empty) == "控件内容。\n"


def test_text_boxes_are_read_once() -> None:
    box = f"<wps:txbx><w:txbxContent>{p('框内文字。')}</w:txbxContent></wps:txbx>"
    shape = f"<w:drawing><wp:anchor><a:graphic>{box}</a:graphic></wp:anchor></w:drawing>"
    old = (
        f"<w:pict><v:textbox><w:txbxContent>{p('框内文字。')}</w:txbxContent></v:textbox></w:pict>"
    )
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{shape}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert body(p("正文。", both)) == "正文。\n\n框内文字。\n"


def test_footnotes_stand_at_the_end_in_order_of_reference() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="1">{p("甲注。")}</w:footnote>'
        f'<w:footnote w:id="2">{p("乙注。")}</w:footnote>'
    )
    refs = [
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
    ]
    text = body(p("先", refs[0], "后", refs[1], "。"), notes=notes)
    assert text == "先[^1]后[^2]。\n\n[^1]: 乙注。\n\n[^2]: 甲注。\n"


def test_pictures_are_named_after_the_item_and_keep_their_alternative_text() -> None:
    data = docx(
        TITLE, p(picture("rId5", "水库位置示意图")),
        relations=relation("rId5", "image", "media/i.png"), parts={"word/media/i.png": png()},
    )  # fmt: skip
    item = converted(data, stem="sk")
    assert item.body == "![水库位置示意图](sk-image-1.png)\n"
    assert item.files == {"sk-image-1.png": png()}


def test_the_cropped_part_of_a_picture_is_cut_off() -> None:
    import io

    from PIL import Image

    crop = '<a:srcRect l="50000"/>'
    data = docx(
        TITLE, p(picture("rId5", "图", crop)), relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": png(8, 4)},
    )  # fmt: skip
    (content,) = converted(data, stem="sk").files.values()
    assert Image.open(io.BytesIO(content)).size == (4, 4)


def test_a_picture_without_alternative_text_is_reported() -> None:
    data = docx(
        TITLE, p("文。", picture("rId5")), relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": png()},
    )  # fmt: skip
    assert "没有替代文字" in messages(converted(data))


def test_location_data_in_photographs_is_removed() -> None:
    import io

    from PIL import Image

    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "相机型号"
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", exif=exif)
    data = docx(
        TITLE, p(picture("rId5", "照片")), relations=relation("rId5", "image", "media/i.jpg"),
        parts={"word/media/i.jpg": buffer.getvalue()},
    )  # fmt: skip
    (content,) = converted(data).files.values()
    assert not dict(Image.open(io.BytesIO(content)).getexif())


def test_strict_open_xml_is_read_like_the_usual_kind() -> None:
    import io
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(docx(TITLE, p("正文。"))))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            for part in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                content = content.replace(
                    b"http://schemas.openxmlformats.org/" + part + b"/2006/",
                    b"http://purl.oclc.org/ooxml/" + part + b"/",
                )
            archive.writestr(name, content)
    assert body_of(buffer.getvalue()) == "正文。\n"


def test_a_numbered_list_followed_by_text_stays_a_list() -> None:
    text = body(p("步骤："), p("1.申请"), p("2.受理"), p("受理后三日内办结。"))
    assert text.endswith("1. 申请\n2. 受理\n\n受理后三日内办结。\n")


def test_a_caption_below_a_picture_describes_it() -> None:
    data = docx(
        TITLE,
        p("正文。"),
        p(picture("rId5")),
        p("图1　水库位置示意图"),
        relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": png()},
    )
    item = converted(data, stem="sk")
    assert "![图1 水库位置示意图](sk-image-1.png)\n\n图1　水库位置示意图" in item.body
    assert "没有替代文字" not in messages(item)


def test_simple_fields_show_their_result_and_keep_web_links() -> None:
    link = f'<w:fldSimple w:instr="HYPERLINK &quot;https://a.gov.cn/&quot;">{run("官网")}</w:fldSimple>'
    count = f'<w:fldSimple w:instr="NUMPAGES">{run("9")}</w:fldSimple>'
    assert body(p("见", link, count, "。")) == "见[官网](https://a.gov.cn/)。\n"


def _m(name: str, *parts: str) -> str:
    return f"<m:{name}>{''.join(parts)}</m:{name}>"


def _t(text: str) -> str:
    return _m("r", _m("t", text))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (_m("f", _m("num", _t("a+b")), _m("den", _t("2"))), "(a+b)/2"),
        (_m("f", _m("num", _t("本年-上年")), _m("den", _t("上年"))), "(本年-上年)/上年"),
        (_m("sSup", _m("e", _t("x")), _m("sup", _t("2"))), "x^2"),
        (_m("sSub", _m("e", _t("S")), _m("sub", _t("1"))), "S_1"),
        (_m("rad", _m("deg"), _m("e", _t("a+b"))), "√(a+b)"),
        (_m("d", _m("e", _t("a+b"))), "(a+b)"),
    ],
)
def test_a_formula_keeps_its_meaning_in_one_line(formula: str, text: str) -> None:
    paragraph = f"<w:p>{run('增长率为')}<m:oMath>{formula}</m:oMath>{run('。')}</w:p>"
    assert f"增长率为{text}。" in body(paragraph)
