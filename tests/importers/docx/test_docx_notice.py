"""The parts of an official document are recognised wherever they are usually typed."""

import pytest

from sitegen.importers.docx import Wishes
from sitegen.model.item import ITEM_MODELS
from sitegen.model.kinds import Kind
from tests.importers.docx.docx_parts import (
    body_of,
    centred,
    converted,
    docx,
    p,
    picture,
    png,
    relation,
    right,
    row,
    styled,
    table,
)

RED = '<w:color w:val="FF0000"/>'
TITLE = "云泽市人民政府关于加强水库安全管理的通知"
ADDRESSEE = "各县（市、区）人民政府，市政府各部门："


def notice(*extra: str, head: tuple[str, ...] = ()) -> bytes:
    return docx(
        *head,
        centred(TITLE),
        p(ADDRESSEE),
        p("　　为加强水库安全管理，现就有关事项通知如下。"),
        *extra,
        right("云泽市人民政府"),
        right("2026年1月5日"),
    )


FULL = notice(
    head=(
        p("000012"),
        centred("云泽市人民政府文件", 80, RED),
        p("云政发〔2026〕12号\t签发人：某　某"),
    )
)


def test_red_head_number_and_signer_leave_the_body_and_reach_the_front_matter() -> None:
    item = converted(FULL, kind=Kind.POLICY)
    assert item.title == TITLE
    assert item.front["document"]["number"] == "云政发〔2026〕12号"
    assert item.front["document"]["issuer"] == "云泽市人民政府"
    assert item.front["document"]["signed"] == "2026-01-05"
    assert item.front["document"]["genre"] == "通知"
    for absent in ("云泽市人民政府文件", "云政发", "签发人", "000012", TITLE):
        assert absent not in item.body


def test_body_begins_with_the_addressee_and_ends_with_signature_and_date() -> None:
    lines = body_of(FULL).strip().split("\n\n")
    assert lines[0] == ADDRESSEE
    assert lines[-2:] == ["云泽市人民政府", "2026年1月5日"]


def test_every_proposed_value_comes_with_evidence() -> None:
    item = converted(FULL, kind=Kind.POLICY)
    fields = {row.field for row in item.evidence}
    assert fields >= {
        "title", "date", "source", "addressee", "signer",
        "document.number", "document.issuer", "document.signed",
    }  # fmt: skip
    assert all(row.how and 0 < row.confidence <= 1 for row in item.evidence)


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.POLICY, Kind.SERVICE, Kind.ORGAN])
def test_proposed_front_matter_passes_the_model(kind: Kind) -> None:
    front = converted(FULL, kind=kind).front
    model = ITEM_MODELS[Kind(front.get("kind", kind))]
    assert model.model_validate(front).title == TITLE


def test_an_interpretation_is_a_draft_with_the_field_to_fill_marked() -> None:
    item = converted(FULL, kind=Kind.INTERPRETATION)
    assert item.front["draft"] is True
    assert "请填写" in item.front["interprets"][0]
    assert any("须人工填写" in remark.message for remark in item.remarks)


@pytest.mark.parametrize(
    "typed",
    [
        "云政发〔2026〕12号",
        "云政发[2026]12号",
        "云政发（2026）12号",
        "云政发【2026】第12号",
        "云政发﹝2026﹞012号",
    ],
)
def test_number_is_written_in_its_proper_form_however_it_was_typed(typed: str) -> None:
    item = converted(notice(head=(centred("云泽市人民政府文件", 80, RED), p(typed))))
    assert item.front["document"]["number"] == "云政发〔2026〕12号"


def test_number_below_the_title_is_found() -> None:
    data = docx(centred(TITLE), centred("云政发〔2026〕3号", 32), p(ADDRESSEE), p("正文。"))
    item = converted(data)
    assert item.front["document"]["number"] == "云政发〔2026〕3号"
    assert "云政发" not in item.body


def test_a_number_quoted_in_the_text_is_not_the_documents_own() -> None:
    data = docx(centred(TITLE), p("根据《通知》（云政发〔2025〕8号）要求，现通知如下。"))
    assert "document" not in converted(data).front


def test_order_number_is_made_of_the_orders_name() -> None:
    data = docx(
        centred("云泽市人民政府令", 72, RED),
        centred("第12号", 32),
        centred("云泽市城市供水管理办法"),
        p("第一条　为了加强供水管理，制定本办法。"),
    )
    item = converted(data, kind=Kind.POLICY)
    assert item.front["document"]["number"] == "云泽市人民政府令第12号"
    assert item.title == "云泽市城市供水管理办法"


def test_title_set_in_several_lines_is_joined() -> None:
    data = docx(
        centred("云泽市人民政府办公室"),
        centred("关于印发云泽市城市更新"),
        centred("实施方案的通知"),
        p(ADDRESSEE),
        p("正文。"),
    )
    assert converted(data).title == "云泽市人民政府办公室关于印发云泽市城市更新实施方案的通知"


def test_title_with_soft_breaks_and_letter_spacing_is_joined() -> None:
    data = docx(centred("关于开展检查的\n通　　知"), p("正文。"))
    assert converted(data).title == "关于开展检查的通知"


def test_title_by_style_alone_is_found() -> None:
    data = docx(styled("t", "云泽市二〇二六年工作要点"), p("正文。"))
    item = converted(data)
    assert item.title == "云泽市二〇二六年工作要点"
    assert item.body == "正文。\n"


def test_heading_1_as_title_lets_the_body_begin_at_level_2() -> None:
    data = docx(
        styled("1", "工作总结"),
        styled("2", "主要做法"),
        p("做法。"),
        styled("3", "细节"),
        p("文。"),
    )
    assert body_of(data) == "## 主要做法\n\n做法。\n\n### 细节\n\n文。\n"


def test_without_a_title_the_file_name_stands_in_and_is_reported() -> None:
    item = converted(docx(p("各部门要认真落实，不得有误。")))
    assert item.title == "文件"
    assert any("没有识别出标题" in remark.message for remark in item.remarks)


@pytest.mark.parametrize("typed", ["二〇二六年一月五日", "２０２６年１月５日", "2026 年 1 月 5 日"])
def test_date_of_signature_is_read_however_it_was_typed(typed: str) -> None:
    data = docx(centred(TITLE), p("正文。"), right("云泽市人民政府"), right(typed))
    item = converted(data, kind=Kind.POLICY)
    assert item.front["document"]["signed"] == "2026-01-05"


def test_joint_documents_name_all_signing_organs() -> None:
    data = docx(
        centred("关于做好补贴发放工作的通知"),
        p("正文。"),
        right("云泽市财政局　　　　云泽市民政局"),
        right("2026年1月5日"),
    )
    item = converted(data, kind=Kind.POLICY)
    assert item.front["document"]["issuer"] == "云泽市财政局、云泽市民政局"


def test_different_red_head_and_signature_are_reported() -> None:
    head = (centred("望溪县人民政府文件", 80, RED), p("望政发〔2026〕1号"))
    assert any("不一致" in r.message for r in converted(notice(head=head)).remarks)


def test_colophon_is_dropped_and_said() -> None:
    data = docx(
        centred(TITLE),
        p("正文。"),
        right("云泽市人民政府"),
        right("2026年1月5日"),
        table(
            row("抄送：市委各部门，市人大常委会办公室。"),
            row("云泽市人民政府办公室　　2026年1月6日印发"),
        ),
    )
    item = converted(data)
    assert "抄送" not in item.body and "印发" not in item.body
    assert any("版记" in remark.message for remark in item.remarks)


def test_annexes_become_headings_with_their_titles_and_listed_names() -> None:
    data = notice(
        p("　　附件：1.水库名录"),
        p("　　　　　2.检查表"),
    )
    body = body_of(data)
    assert "附件：\n\n1. 水库名录\n2. 检查表" in body
    data = docx(
        centred(TITLE), p("正文。"), right("云泽市人民政府"), right("2026年1月5日"),
        p("附件1", props="<w:pageBreakBefore/>"), centred("水库名录"), p("一、大型水库"),
        p("有三座。"),
    )  # fmt: skip
    assert body_of(data).endswith("## 附件1　水库名录\n\n### 一、大型水库\n\n有三座。\n")


def test_terms_of_validity_are_proposed_from_the_text() -> None:
    item = converted(notice(p("本办法自2026年3月1日起施行，有效期五年。")), kind=Kind.POLICY)
    assert item.front["document"]["effective"] == "2026-03-01"
    assert item.front["document"]["expires"] == "2031-02-28"


def test_in_force_on_printing_means_the_day_of_signature() -> None:
    item = converted(notice(p("本通知自印发之日起施行。")), kind=Kind.POLICY)
    assert item.front["document"]["effective"] == "2026-01-05"


@pytest.mark.parametrize("mark", ["机密★3年", "秘密", "绝　密"])
def test_a_secrecy_mark_refuses_the_document(mark: str) -> None:
    item = converted(notice(head=(p(mark),)))
    assert "涉密" in item.restricted


@pytest.mark.parametrize("note", ["（此件不公开）", "（此件依申请公开发布）"])
def test_a_note_against_publication_refuses_the_document(note: str) -> None:
    data = docx(
        centred(TITLE), p("正文。"), right("云泽市人民政府"), right("2026年1月5日"), p(note)
    )
    assert "不属于主动公开" in converted(data).restricted


def test_a_note_for_publication_is_kept_and_refuses_nothing() -> None:
    data = docx(
        centred(TITLE),
        p("文。"),
        right("云泽市民政局"),
        right("2026年1月5日"),
        p("（此件公开发布）"),
    )
    item = converted(data)
    assert not item.restricted and "（此件公开发布）" in item.body


def test_source_and_date_given_by_the_user_win() -> None:
    item = converted(FULL, wishes=Wishes(date="2026-01-08 10:00", source="云泽日报"))
    assert (item.front["date"], item.front["source"]) == ("2026-01-08 10:00", "云泽日报")


def test_source_falls_back_to_the_sites_organ() -> None:
    item = converted(docx(centred("工作要点"), p("正文。")), organ="云泽市民政局")
    assert item.front["source"] == "云泽市民政局"


def test_publication_before_signature_is_reported() -> None:
    item = converted(FULL, wishes=Wishes(date="2026-01-02 10:00"))
    assert any("晚于发布时间" in remark.message for remark in item.remarks)


def test_a_short_title_after_the_signer_is_not_taken_for_a_name() -> None:
    data = docx(
        centred("云泽市民政局文件", 80, RED),
        p("云民发〔2026〕1号\t签发人：某某"),
        centred("公告"),
        p("正文。"),
    )
    assert converted(data).title == "公告"


def test_pictures_above_the_title_are_left_out_and_said() -> None:
    data = docx(
        p(picture("rId5", "标志")),
        centred(TITLE),
        p("正文。"),
        relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": png()},
    )
    item = converted(data)
    assert item.body == "正文。\n" and not item.files
    assert any("版头" in remark.message for remark in item.remarks)


def test_without_any_head_a_leading_picture_stays_in_the_body() -> None:
    data = docx(
        p(picture("rId5", "示意图")),
        p("各部门要认真落实，不得有误。"),
        relations=relation("rId5", "image", "media/i.png"),
        parts={"word/media/i.png": png()},
    )
    assert converted(data).body.startswith("![示意图](")
