"""Personal numbers are found wherever they stand, and nothing like them is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.rules.privacy.checksums import (
    CREDIT_ALPHABET,
    CREDIT_WEIGHTS,
    ID_CHECKS,
    ID_WEIGHTS,
    PROVINCES,
    is_credit_code,
    is_id_number,
    like_id_number,
    luhn,
)
from sitegen.rules.privacy.numbers import (
    _stretches,
    bank_cards,
    id_numbers,
    long_stretches,
    mobiles,
)

CONTEXT = "银行卡|卡号"
COUNTRY = ("86", "0086")
CALM = settings(deadline=None, derandomize=True)
HAN = st.text("经查核实后依法公示名单与其他情况，。、：；（）\n", max_size=40)


@st.composite
def an_id_number(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1930, 1, 1), date(2020, 1, 1)))
    province = draw(st.sampled_from(sorted(PROVINCES)))
    area, serial = draw(st.integers(0, 9999)), draw(st.integers(0, 999))
    body = f"{province}{area:04d}{day:%Y%m%d}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_CHECKS[total % 11]


@st.composite
def a_credit_code(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(["91", "11", "12", "52"])) + draw(
        st.text(CREDIT_ALPHABET, min_size=15, max_size=15)
    )
    total = sum(
        CREDIT_ALPHABET.index(char) * weight
        for char, weight in zip(body, CREDIT_WEIGHTS, strict=True)
    )
    return body + CREDIT_ALPHABET[(31 - total % 31) % 31]


@st.composite
def a_card(draw: st.DrawFn) -> str:
    body = "62" + draw(st.text("0123456789", min_size=13, max_size=16))
    return next(body + digit for digit in "0123456789" if luhn(body + digit))


@CALM
@given(HAN, an_id_number(), HAN)
def test_every_id_number_is_found_in_any_prose(before: str, number: str, after: str) -> None:
    text = before + number + after
    found = list(id_numbers(text))
    assert [leak.start for leak in found] == [len(before)]
    assert number[2:15] not in found[0].masked


@CALM
@given(an_id_number(), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_id_number(number: str, shift: int) -> None:
    wrong = number[:17] + ID_CHECKS[(ID_CHECKS.index(number[17]) + shift) % 11]
    assert not is_id_number(wrong)
    assert not list(id_numbers(f"编号{wrong}。"))


@CALM
@given(an_id_number(), st.sampled_from("0123456789"))
def test_an_id_number_inside_a_longer_number_is_left(number: str, digit: str) -> None:
    assert not list(id_numbers(f"流水号{number[:17]}{digit}{number[17]}1234567。"))


@CALM
@given(a_credit_code())
def test_credit_codes_are_recognised_and_left_alone(code: str) -> None:
    text = f"统一社会信用代码：{code}，法定代表人从略。"
    assert is_credit_code(code)
    assert not list(id_numbers(text))
    assert not list(mobiles(text))
    assert not list(bank_cards(text, CONTEXT))


@CALM
@given(HAN, st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), HAN)
def test_every_mobile_number_is_found_in_any_prose(before: str, number: str, after: str) -> None:
    assert [leak.start for leak in mobiles(before + number + after)] == [len(before)]


@CALM
@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"[0-9]{1,6}", fullmatch=True).filter(lambda more: more not in COUNTRY),
)
def test_a_mobile_number_inside_a_longer_number_is_left(number: str, more: str) -> None:
    assert not list(mobiles(f"编号{more}{number}。"))
    assert not list(mobiles(f"编号{number}{more}。"))


@CALM
@given(HAN, a_card(), HAN)
def test_every_card_number_is_found_in_any_prose(before: str, number: str, after: str) -> None:
    found = [leak.start for leak in bank_cards(before + number + after, CONTEXT)]
    assert found == ([] if like_id_number(number) else [len(before)])


@CALM
@given(a_card(), st.integers(1, 9))
def test_a_card_number_with_a_wrong_digit_is_left(number: str, shift: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + shift) % 10)
    assert not list(bank_cards(f"编号{wrong}。", CONTEXT))


@CALM
@given(st.from_regex(r"0[1-9][0-9]{1,2}-?[2-8][0-9]{6,7}", fullmatch=True))
def test_office_telephones_are_left(number: str) -> None:
    text = f"咨询电话：{number}，传真：{number}。"
    assert not list(mobiles(text))
    assert not list(id_numbers(text))
    assert not list(bank_cards(text, CONTEXT))


@pytest.mark.parametrize(
    "text",
    [
        "电话：１３８１２３４５６７８",
        "电话：138–1234–5678",
        "电话：138\u00a01234\u00a05678",
        "手机 138 12345678",
        "Tel13812345678",
        "（13812345678）",
        "8613812345678",
        "0086-13812345678",
        "13812345678转801",
        "[13812345678](tel:13812345678)",
        "甲某13812345678乙某",
        "|甲某|13812345678|",
        "13812345678.",
        "phone: '13812345678'",
        "**13812345678**",
        "**电话：13812345678**",
        "***13812345678***",
        "*13812345678*，工作日",
    ],
)
def test_mobile_numbers_in_every_dress(text: str) -> None:
    assert list(mobiles(text))


@pytest.mark.parametrize(
    "text",
    [
        "138****5678",
        "138\\*\\*\\*\\*5678",
        "1381234567",
        "0.13812345678",
        "12812345678",
        "https://a.gov.cn/13812345678",
        "content/13812345678/1.md",
        "文件13812345678.docx",
        "共计15000000000.00元",
        "金额13812345678元",
        "138-1234-56789",
        "a13812345678",
        "13812345678b",
        "****13812345678",
        "13812345678****",
    ],
)
def test_what_only_looks_like_a_mobile_number(text: str) -> None:
    assert not list(mobiles(text))


@CALM
@given(
    st.lists(
        st.sampled_from(
            [
                "1",
                "23",
                "4567",
                "13800138000",
                "５",
                "６７",
                " ",
                "-",
                "－",
                "·",
                "\u3000",
                "年",
                "a",
                "\n",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_the_quick_look_at_ascii_overlooks_no_long_number(text: str) -> None:
    assert _stretches(text) == long_stretches(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mobile: 138 0013 8000 (Ms. Li)",
        "Phone 138 0013 8000",
        "Please call 138 0013 8000",
        "Ms. Li, +86 138 0013 8000",
        "0086 138 0013 8000",
    ],
)
def test_groups_of_digits_are_a_number_near_english_words_and_the_country_code(text: str) -> None:
    assert [leak.masked for leak in mobiles(text)] == ["138****8000"]


@pytest.mark.parametrize("text", ["138 0013 8000", "Recalled 138 0013 8000", "20086 138 0013 8000"])
def test_groups_of_digits_among_figures_are_none(text: str) -> None:
    assert not list(mobiles(text))
