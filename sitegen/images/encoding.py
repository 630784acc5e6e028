"""Making the smaller copies of a picture: WebP, sRGB, upright, without any metadata."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from sitegen.images.header import FORMATS, Header
from sitegen.images.picture import WIDTHS

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 80
_EFFORT = 4
_WEBP_LIMIT = 16383
"""WebP has no wider or higher pictures; the long pictures of 一图读懂 can be higher."""


def encode(data: bytes, header: Header) -> list[tuple[int, bytes]]:
    """Return variants as (width in pixels, bytes), narrowest first.

    Those that would not be smaller than the original are left out; a file that turns out to be
    damaged has none. The bytes depend on the content and on the versions named by `recipe()`.
    """
    widths = [width for width in WIDTHS if width < header.width] if header.scalable else []
    sizes = [(width, max(1, round(header.height * width / header.width))) for width in widths]
    sizes = [size for size in sizes if size[1] <= _WEBP_LIMIT]
    if not sizes:
        return []
    try:
        found = list(_scaled(data, header, sizes))
    except Exception:
        # The head was well, the rest is not: decoders raise nearly anything then.
        return []
    return [one for one in reversed(found) if len(one[1]) < len(data)]


def _scaled(
    data: bytes, header: Header, sizes: list[tuple[int, int]]
) -> Iterator[tuple[int, bytes]]:
    """Yield variants, widest first, each scaled down from the one before."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data), formats=FORMATS) as source:
            largest = sizes[-1][::-1] if header.turned else sizes[-1]
            # A JPEG decoder can leave out the detail that will not be seen: several times faster.
            source.draft(None, largest)
            image: Image.Image = _plain(source)
            image = _upright(image.resize(largest, Image.Resampling.LANCZOS), header.orientation)
        image = _in_srgb(image, source.info.get("icc_profile"))
        for size in reversed(sizes):
            if image.size != size:
                image = image.resize(size, Image.Resampling.LANCZOS)
            yield size[0], _webp(image)


def _plain(image: "Image.Image") -> "Image.Image":
    """Return the picture in a mode that can be scaled: RGB, RGBA or CMYK."""
    if image.mode in ("RGB", "RGBA", "CMYK"):
        return image
    transparent = image.mode in ("LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if transparent else "RGB")


def _upright(image: "Image.Image", orientation: int) -> "Image.Image":
    from PIL.Image import Transpose

    methods = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(methods[orientation]) if orientation in methods else image


def _in_srgb(image: "Image.Image", profile: bytes | None) -> "Image.Image":
    """Return the picture in the colours that are meant where no profile stands."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        from PIL import ImageCms

        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a damaged profile, or one of grey values
        if converted is not None:
            return converted
    return image if image.mode == mode else image.convert(mode)


def _webp(image: "Image.Image") -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=_QUALITY, method=_EFFORT, exif=b"", xmp=b"", icc_profile=b"")
    return buffer.getvalue()
