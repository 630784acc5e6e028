"""The encoding of a page is judged by its bytes."""

from __future__ import annotations

import pytest

from sitegen.importers.html.charset import decode

SIMPLE = "<p>云泽市人民政府办公室关于加强汛期安全巡查工作的通知，请各单位认真落实。</p>\n"
TRADITIONAL = "<p>雲澤市人民政府辦公室關於加強汛期安全巡查工作的通知，請各單位認真落實。</p>\n"


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", ""])
@pytest.mark.parametrize("actual", ["utf-8", "gbk", "gb18030"])
def test_simplified_text_is_read_whatever_is_declared(actual: str, declared: str) -> None:
    text = f'<meta charset="{declared}">{SIMPLE * 3}'
    assert decode(text.encode(actual)).text == text


@pytest.mark.parametrize("declared", ["big5", "gb2312", "utf-8", ""])
def test_traditional_text_in_big5_is_read_whatever_is_declared(declared: str) -> None:
    text = f'<meta charset="{declared}">{TRADITIONAL * 3}'
    found = decode(text.encode("big5hkscs"))
    assert found.text == text
    assert found.declared == declared


def test_traditional_text_in_gbk_is_not_taken_for_big5() -> None:
    assert decode((TRADITIONAL * 3).encode("gbk")).text == TRADITIONAL * 3


def test_lines_in_another_encoding_are_read_line_by_line() -> None:
    data = (SIMPLE * 5).encode("utf-8") + (SIMPLE * 2).encode("gbk") + (SIMPLE * 5).encode("utf-8")
    found = decode(data)
    assert found.text == SIMPLE * 12
    assert found.mixed


def test_gbk_page_with_an_include_in_utf8_is_read_line_by_line() -> None:
    data = (SIMPLE * 8).encode("gbk") + (SIMPLE * 2).encode("utf-8")
    assert decode(data).text == SIMPLE * 10


def test_cut_character_at_the_end_does_not_spoil_a_utf8_page() -> None:
    found = decode((SIMPLE * 3 + "完").encode("utf-8")[:-1])
    assert found.text.startswith(SIMPLE * 3)
    assert found.lost == 1


def test_byte_order_mark_is_taken_off() -> None:
    assert decode(SIMPLE.encode("utf-8-sig")).text == SIMPLE
    assert decode(b"\xff\xfe" + SIMPLE.encode("utf-16-le")).text == SIMPLE


def test_characters_only_in_gb18030_are_read() -> None:
    text = SIMPLE * 2 + "䶮㙍𠮷"
    assert decode(text.encode("gb18030")).text == text


def test_any_bytes_give_some_text() -> None:
    assert decode(bytes(range(256)) * 4).text
    assert decode(b"").text == ""
