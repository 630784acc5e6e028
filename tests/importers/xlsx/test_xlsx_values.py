"""Cells become values as Excel shows them: dates in every form, exact numbers, lists."""

from datetime import datetime
from decimal import Decimal

import pytest

from sitegen.importers.chinese_dates import find_date, only_date
from sitegen.importers.xlsx.names import targets_of
from sitegen.importers.xlsx.values import CellError, convert_value
from sitegen.model.kinds import Kind


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2026, 1, 5, 9, 30), "2026-01-05 09:30"),
        (Decimal(46027), "2026-01-05 00:00"),
        (Decimal("46027.5"), "2026-01-05 12:00"),
        ("46027", "2026-01-05 00:00"),
        (Decimal(20260105), "2026-01-05 00:00"),
        ("2026-1-5", "2026-01-05 00:00"),
        ("2026/1/5 8:05", "2026-01-05 08:05"),
        ("2026.01.05", "2026-01-05 00:00"),
        ("2026年1月5日 下午3:30", "2026-01-05 15:30"),
        ("２０２６年１月５日", "2026-01-05 00:00"),
        ("二〇二六年一月五日", "2026-01-05 00:00"),
    ],
)
def test_dates_are_read_in_every_form_that_offices_type(
    cell: Decimal | datetime | str, expected: str
) -> None:
    assert convert_value("date", cell) == expected


def test_serial_dates_of_the_1904_system_are_told_apart() -> None:
    assert convert_value("document.signed", Decimal(44565), epoch_1904=True) == "2026-01-05"


@pytest.mark.parametrize("cell", ["不详", Decimal(12), "2026年2月30日", True])
def test_what_is_no_date_is_refused_with_its_text(cell: Decimal | bool | str) -> None:
    with pytest.raises(CellError, match="不是日期"):
        convert_value("date", cell)


@pytest.mark.parametrize(("text", "found"), [("二〇二六年十二月三十一日", (2026, 12, 31)),
                                             ("2026年元月1日", None)])  # fmt: skip
def test_chinese_dates(text: str, found: tuple[int, int, int] | None) -> None:
    day = find_date(text)
    assert (day and (day.year, day.month, day.day)) == found


def test_only_date_refuses_a_date_inside_a_sentence() -> None:
    assert only_date("自2026年1月5日起施行") is None
    assert only_date(" 2026 年 1 月 5 日 ") is not None


def test_lists_are_parted_and_their_numbers_dropped() -> None:
    cell = "1.年满18周岁；2.有固定住所\n（三）无不良记录"
    assert convert_value("service.conditions", cell) == ["年满18周岁", "有固定住所", "无不良记录"]


def test_a_legal_basis_keeps_its_semicolons() -> None:
    cell = "1.《森林法》第五十六条：甲；乙。\n2.《条例》第三条"
    assert convert_value("service.basis", cell) == [
        "《森林法》第五十六条：甲；乙。",
        "《条例》第三条",
    ]


def test_materials_name_form_medium_and_copies() -> None:
    first, second = convert_value("service.materials", "1.申请表（原件1份，纸质）；2.身份证明")
    assert first == {"name": "申请表", "form": "原件", "medium": "纸质", "copies": 1}
    assert second["name"] == "身份证明" and second["copies"] is None


def test_steps_are_parted_at_arrows() -> None:
    steps = convert_value("service.steps", "申请→受理→审查：5个工作日→发证")
    assert [step["title"] for step in steps] == ["申请", "受理", "审查", "发证"]
    assert steps[2]["days"] == "5个工作日"


@pytest.mark.parametrize(
    ("cell", "expected"), [("自然人", "个人"), ("企业法人", "法人"), ("自然人、法人", "个人和法人")]
)
def test_audience_is_brought_into_the_models_words(cell: str, expected: str) -> None:
    assert convert_value("service.audience", cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("钱甲乙", "钱**"), ("王先生", "王先生"), ("张*", "张*"), ("赵六", "赵*")],
)
def test_names_of_citizens_are_masked(cell: str, expected: str) -> None:
    assert convert_value("letter.from_name", cell) == expected


def test_text_from_citizens_cannot_bring_markup_in() -> None:
    text = convert_value("letter.question", "# 标题\n<script>x</script> *强调*")
    assert text == "\\# 标题\n\n&lt;script>x&lt;/script> \\*强调\\*"


@pytest.mark.parametrize(
    ("header", "kind", "expected"),
    [
        ("事项名称", Kind.SERVICE, ("title", "service.item")),
        (" 设定 依据（法律） ", Kind.SERVICE, ("service.basis",)),
        ("标题*", Kind.ARTICLE, ("title",)),
        ("名称", Kind.ARTICLE, ("title",)),
        ("发布日期", Kind.ARTICLE, ("date",)),
        ("身份证号", Kind.LETTER, ()),
        ("莫名其妙", Kind.ARTICLE, None),
    ],
)
def test_headers_are_known_by_their_usual_names(
    header: str, kind: Kind, expected: tuple[str, ...] | None
) -> None:
    assert targets_of(header, kind) == expected
