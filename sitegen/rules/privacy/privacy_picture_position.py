"""Photographs that carry the place where they were taken (照片中的拍摄地点)."""

import io
from collections.abc import Iterator
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords

PROBE = "position-1"
GPS = 0x8825
LATITUDE, LONGITUDE = 2, 4


@check("privacy-picture-position", scope="site")
def position(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each picture whose EXIF block holds latitude and longitude."""
    extensions = tuple(f".{name}" for name in book.param("privacy-picture-position", "extensions"))
    for path, size in site.attached:
        if size and path.lower().endswith(extensions) and site.remember(path, PROBE, _has_position):
            yield Fault(
                f"照片 {path} 带有拍摄地点的经纬度。",
                "用看图软件去掉位置信息（EXIF）之后另存，再替换；确需公开地点的，申请豁免。",
                file=path,
            )


def _has_position(content: bytes) -> Any:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            block = picture.getexif().get_ifd(GPS)
    except Exception:  # Pillow raises whatever a broken picture makes it raise; file-magic speaks
        return False
    return LATITUDE in block and LONGITUDE in block
