"""Variants: narrower than the original, upright, without metadata, always the same bytes."""

from __future__ import annotations

import pytest
from PIL import Image, ImageCms

from sitegen.images import encode, read_header
from tests.images.drawing import encoded, exif, gradient, opened, photo


def _variants(data: bytes) -> dict[int, bytes]:
    header = read_header(data)
    assert header
    return dict(encode(data, header))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2000, [480, 960, 1440]), (1440, [480, 960]), (961, [480, 960]), (480, []), (200, [])],
)
def test_only_widths_below_the_original_are_made(width: int, widths: list[int]) -> None:
    assert list(_variants(photo(width, 300, quality=95))) == widths


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
def test_variants_are_webp_of_the_same_shape(form: str) -> None:
    made = _variants(photo(1000, 500, form, quality=95))

    assert {width: opened(data).size for width, data in made.items()} == {
        480: (480, 240),
        960: (960, 480),
    }
    assert {opened(data).format for data in made.values()} == {"WEBP"}


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = photo(1000, 500)

    assert _variants(data) == _variants(data)


def test_variants_carry_no_place_and_no_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = photo(1000, 500, exif=exif(1), icc_profile=profile, xmp=b"<x:xmpmeta/>")

    for variant in _variants(data).values():
        assert {"exif", "icc_profile", "xmp"} & opened(variant).info.keys() == set()
        assert b"EXIF" not in variant and b"ICCP" not in variant


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_stands_upright(orientation: int) -> None:
    upright = Image.new("RGB", (1000, 800), "white")
    upright.paste("red", (0, 0, 500, 400))
    # What a camera stores is turned the other way round.
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(back[orientation])) if orientation > 1 else upright

    variant = opened(_variants(encoded(stored, exif=exif(orientation), quality=95))[480])

    assert variant.size == (480, 384)
    corners = [variant.getpixel(at) for at in ((50, 50), (430, 50), (50, 330), (430, 330))]
    assert [min(corner) < 60 for corner in corners if isinstance(corner, tuple)] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_stays(mode: str) -> None:
    image = gradient(1000, 500, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = encoded(image.quantize() if mode == "P" else image.convert(mode), "PNG")

    variant = opened(_variants(data)[480])

    assert variant.mode == "RGBA"
    assert any(variant.getchannel("A").histogram()[:20])


def test_print_colours_become_screen_colours() -> None:
    variant = opened(_variants(encoded(gradient(1000, 500, "CMYK"), quality=95))[480])

    assert variant.mode == "RGB"


def test_a_damaged_profile_is_passed_over() -> None:
    assert list(_variants(photo(1000, 500, icc_profile=b"no profile"))) == [480, 960]


def test_a_picture_too_high_for_webp_keeps_its_narrow_variants_only() -> None:
    made = _variants(photo(1000, 17_500, quality=95))

    assert list(made) == [480]


def test_variants_that_would_be_larger_than_the_original_are_left_out() -> None:
    plain = encoded(Image.new("1", (1000, 500)), "PNG")

    assert all(len(data) < len(plain) for data in _variants(plain).values())
    assert len(_variants(plain)) < 2


def test_a_file_that_breaks_off_has_no_variants() -> None:
    data = photo(1000, 500, "PNG")

    assert _variants(data[: len(data) // 2]) == {}
