"""Reading a picture's size from its first bytes, without decoding it."""

import re
import warnings
from io import BytesIO
from typing import NamedTuple

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "AVIF")
"""What Pillow may try; its decoders of rarer formats are kept away from content."""

MAX_PIXELS = 50_000_000
"""Pictures with more pixels are measured but never decoded: 150 MB in memory is enough."""

_STILL = ("JPEG", "MPO", "PNG", "WEBP", "BMP")
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK")
_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)
_SVG = re.compile(rb"<svg\b([^>]*)>", re.I)
_LENGTH = rb"\b%s\s*=\s*[\"']\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*[\"']"
_SVG_HEAD = 8192


class Header(NamedTuple):
    """Size in pixels as shown, EXIF orientation (1 to 8), and whether variants can be made."""

    width: int
    height: int
    orientation: int = 1
    scalable: bool = False

    @property
    def turned(self) -> bool:
        """Whether rows of the file are columns of the picture."""
        return self.orientation in _TURNED


def read_header(data: bytes) -> Header | None:
    """Return what the head of a file says; None for what is no picture, is damaged or a bomb.

    Moving pictures and vector graphics are measured but not scalable; an SVG has a size only
    where its root element states width and height in pixels.
    """
    if b"<svg" in data[:_SVG_HEAD].lower():
        return _svg(data[:_SVG_HEAD])
    try:
        return _raster(data)
    except Exception:
        # Decoders raise nearly anything on hostile bytes. The file is published as it is anyway;
        # it only gets no size.
        return None


def _raster(data: bytes) -> Header:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            width, height = image.size
            # Asking a PNG without EXIF for it would decode the whole picture.
            known = image.format in ("JPEG", "MPO") or "exif" in image.info
            orientation = int(image.getexif().get(_ORIENTATION, 1)) if known else 1
            moving = image.format != "MPO" and getattr(image, "is_animated", False)
            scalable = (
                image.format in _STILL
                and image.mode in _MODES
                and not moving
                and width * height <= MAX_PIXELS
            )
    if orientation in _TURNED:
        width, height = height, width
    return Header(width, height, orientation if 1 <= orientation <= 8 else 1, scalable)


def _svg(head: bytes) -> Header | None:
    root = _SVG.search(head)
    if root is None:
        return None
    width, height = (re.search(_LENGTH % name, root[1]) for name in (b"width", b"height"))
    if width is None or height is None:
        return None
    found = Header(int(width[1]), int(height[1]))
    return found if found.width and found.height else None
