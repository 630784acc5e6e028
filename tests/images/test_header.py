"""Sizes are read from the head of a file, as a browser would show it."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from sitegen.images import Header, read_header
from sitegen.images.header import MAX_PIXELS
from tests.images.drawing import encoded, exif, gradient, photo


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
def test_still_pictures_are_measured_and_can_be_scaled(form: str) -> None:
    assert read_header(photo(60, 40, form)) == Header(60, 40, 1, scalable=True)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_moving_pictures_are_measured_only(form: str) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    data = encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)

    assert read_header(data) == Header(60, 40, 1, scalable=False)


@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60))])
def test_a_turned_photograph_has_the_size_that_is_seen(
    orientation: int, size: tuple[int, int]
) -> None:
    header = read_header(photo(60, 40, exif=exif(orientation)))

    assert header and (header.width, header.height) == size


def test_the_head_alone_is_enough() -> None:
    data = photo(900, 600, "PNG")

    assert read_header(data[: len(data) // 4]) == Header(900, 600, 1, scalable=True)


def test_a_png_that_claims_to_be_huge_is_left_alone() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(header)) + chunk
    data += struct.pack(">I", zlib.crc32(chunk))

    assert read_header(data) is None


def test_a_very_large_picture_is_measured_but_never_decoded() -> None:
    side = 7_100
    assert side * side > MAX_PIXELS

    assert read_header(encoded(Image.new("L", (side, side)), "PNG")) == Header(side, side)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg width="300" height="200">', (300, 200)),
        ("<svg height='200px' viewBox='0 0 9 9' width='300.0px'>", (300, 200)),
    ],
)
def test_a_vector_graphic_has_the_size_that_it_states(root: str, size: tuple[int, int]) -> None:
    header = read_header(f'<?xml version="1.0"?>{root}</svg>'.encode())

    assert header == Header(*size)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg viewBox="0 0 300 200"></svg>',
        b'<svg width="100%" height="200"></svg>',
        b'<svg width="0" height="0"></svg>',
        b"",
        b"GIF89a",
        b"\xff\xd8\xff\xe0 no picture",
        "公告".encode(),
        photo(60, 40)[:24],
    ],
)
def test_what_has_no_certain_size_has_none(data: bytes) -> None:
    assert read_header(data) is None


def test_modes_that_cannot_be_scaled_faithfully_are_measured_only() -> None:
    data = encoded(gradient(60, 40, "L").convert("I;16"), "PNG")

    assert read_header(data) == Header(60, 40, 1, scalable=False)
