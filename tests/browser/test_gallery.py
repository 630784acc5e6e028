"""Pictures of every page kind at both widths, compared with those in docs/gallery.

Fonts and rendering differ from machine to machine, so what is compared is the layout: small grey
pictures, a little tolerance. `SITEGEN_GALLERY=update` draws the gallery anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.browser.conftest import ROOT, WIDTHS, OpenTab
from tests.browser.pages import KINDS

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

GALLERY = ROOT / "docs" / "gallery"
HEIGHT = 1600
TOLERANCE = 12.0
UPDATE = os.environ.get("SITEGEN_GALLERY") == "update"


def taken(page: Tab, width: int) -> Image.Image:
    shot = page.screenshot(full_page=True)
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    return picture.crop((0, 0, width, min(picture.height, HEIGHT if width > 600 else 2 * HEIGHT)))


def kept(picture: Image.Image) -> Image.Image:
    """The picture as the gallery keeps it: smaller, with few colours."""
    size = (picture.width // 2, picture.height // 2) if picture.width > 600 else picture.size
    return picture.resize(size, Image.Resampling.LANCZOS).quantize(48)


def layout(picture: Image.Image) -> Image.Image:
    grey = picture.convert("RGB").convert("L").resize((48, 64), Image.Resampling.BOX)
    return grey.filter(ImageFilter.GaussianBlur(1))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_looks_as_in_the_gallery(
    kind: str, width: int, tab: OpenTab, city: str, path_of: Callable[[str], str]
) -> None:
    page = tab(width)
    query = "?q=公共数据" if kind == "search" else ""
    page.goto(city + path_of(kind) + query, wait_until="networkidle")
    if kind == "search":
        page.wait_for_selector(".hit")
    picture = kept(taken(page, width))
    file: Path = GALLERY / f"{kind}-{width}.png"
    if UPDATE:
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(file, optimize=True)
    with Image.open(file) as before:
        change = ImageStat.Stat(ImageChops.difference(layout(before), layout(picture))).mean[0]
    assert change < TOLERANCE
