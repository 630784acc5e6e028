"""QR codes: fast ones are exactly those that segno draws."""

import struct
import zlib

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.render.qrcode import png

URL = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-._~/?=&%:", min_size=1, max_size=180)


def modules(data: bytes) -> list[list[int]]:
    """Read a PNG of one bit a pixel: 1 is black."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    raw = zlib.decompress(chunks[b"IDAT"])
    stride = 1 + (width + 7) // 8
    lines = [raw[row * stride + 1 : (row + 1) * stride] for row in range(height)]
    return [[1 - (line[x // 8] >> (7 - x % 8) & 1) for x in range(width)] for line in lines]


def drawn_by_segno(text: str, size: int) -> list[list[int]]:
    version = (size - 4 - 17) // 4
    code = segno.make(
        text, version=version, error="m", mode="byte", mask=2, micro=False, boost_error=False
    )
    return [list(row) for row in code.matrix_iter(border=2)]


@settings(max_examples=60, deadline=None)
@given(URL)
def test_every_code_is_the_one_that_segno_draws(text: str) -> None:
    data, size = png(text)
    assert modules(data) == drawn_by_segno(text, size)


@pytest.mark.parametrize("length", [1, 26, 27, 42, 43, 62, 63, 84, 85, 106, 122, 152, 180])
def test_codes_at_the_borders_of_each_version_are_right(length: int) -> None:
    text = ("https://www.yunze.gov.cn/" + "zwgk/zcwj/2026/" * 12)[:length]
    data, size = png(text)
    assert modules(data) == drawn_by_segno(text, size)


def test_an_address_of_chinese_characters_is_encoded_as_utf_8() -> None:
    text = "https://www.yunze.gov.cn/政务公开/1.html"
    data, size = png(text)
    assert modules(data) == drawn_by_segno(text.encode().decode("latin-1"), size)


def test_a_very_long_address_is_left_to_segno() -> None:
    text = "https://www.yunze.gov.cn/" + "a" * 400
    data, size = png(text)
    assert modules(data) == drawn_by_segno(text, size)


def test_a_longer_address_gets_a_larger_code_only_when_it_must() -> None:
    assert png("https://www.yunze.gov.cn/zwgk/1.html")[1] < png("https://www.yunze.gov.cn/" * 5)[1]
