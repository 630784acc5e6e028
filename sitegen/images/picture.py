"""What pages need to know of a picture, and how its smaller copies (variants) are called."""

import hashlib
from typing import NamedTuple
from urllib.parse import quote

WIDTHS = (480, 960, 1440)
"""Widths of variants in pixels; only those below the original's own width are made."""

FOLDER = "assets/pictures/"
"""Where variants are published; servers keep what lies below `assets/` for good."""

_RECIPE = 1
"""Raise it whenever other bytes come out of the same picture: names change with it."""


class Measured(NamedTuple):
    """What is known of a picture file.

    `width` and `height` are in pixels as a browser shows it (EXIF orientation applied), 0 where
    the file is no picture that can be measured. `variants` are (width in pixels, size in bytes),
    narrowest first; `key` names them.
    """

    width: int = 0
    height: int = 0
    key: str = ""
    variants: tuple[tuple[int, int], ...] = ()


class Picture(NamedTuple):
    """A picture as a page shows it: the original's address, its size in pixels, its `srcset`."""

    url: str
    width: int
    height: int
    srcset: str = ""


def recipe() -> str:
    """Name everything besides a picture's content that decides what variants look like."""
    import PIL

    return f"{_RECIPE} {PIL.__version__}"


def key_of(digest: str) -> str:
    """Return the key of the variants of a file with this SHA-256 (hexadecimal)."""
    return hashlib.blake2b(f"{recipe()} {digest}".encode(), digest_size=12).hexdigest()


def variant_name(key: str, width: int) -> str:
    """Return the file name of a variant, the same in the cache and below `FOLDER`."""
    return f"{key}-{width}.webp"


def picture(url: str, measured: Measured) -> Picture:
    """Return a picture with the candidates among which a browser chooses by width.

    The original is a candidate only up to the widest variant's width: a phone should never be
    made to load a photograph as it came out of the camera.
    """
    candidates = [
        f"/{FOLDER}{variant_name(measured.key, width)} {width}w" for width, _ in measured.variants
    ]
    if candidates and measured.width <= WIDTHS[-1]:
        candidates.append(f"{quote(url, safe='/:%?=&~')} {measured.width}w")
    return Picture(url, measured.width, measured.height, ", ".join(candidates))
