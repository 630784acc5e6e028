"""Pictures made on the spot."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

ORIENTATION = 0x0112
GPS = 0x8825


def gradient(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture with enough in it that smaller copies are smaller files."""
    across = Image.linear_gradient("L").resize((width, height))
    down = Image.linear_gradient("L").rotate(90).resize((width, height))
    noise = Image.frombytes("L", (64, 64), bytes((n * n * 31 + n * 7) % 256 for n in range(4096)))
    return Image.merge("RGB", (across, down, noise.resize((width, height)))).convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of a picture."""
    buffer = BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def photo(width: int, height: int, form: str = "JPEG", **options: Any) -> bytes:
    """Return a picture file of that size."""
    return encoded(gradient(width, height), form, **options)


def exif(orientation: int) -> Image.Exif:
    """Return EXIF data with an orientation and a place."""
    found = Image.Exif()
    found[ORIENTATION] = orientation
    found.get_ifd(GPS)[1] = "N"
    found.get_ifd(GPS)[2] = (30.0, 15.0, 0.0)
    return found


def opened(data: bytes) -> Image.Image:
    """Return the picture in a file, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
