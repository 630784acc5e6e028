"""Pictures: checked, cropped to what is visible, stripped of hidden data, named readably."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sitegen.errors import ImportFault
from sitegen.importers.docx.blocks import Picture
from sitegen.importers.ooxml import Package
from sitegen.importers.remark import Remark

if TYPE_CHECKING:
    from PIL.Image import Image

_PIXELS: Final = 64_000_000
_KEPT: Final = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
_CONVERTED: Final = {"BMP", "TIFF", "DIB"}
_FORMATS: Final = (*_KEPT, *sorted(_CONVERTED))  # no other decoder meets hostile bytes
_WHOLE: Final = 100_000  # one side in 1/1000 percent
_VECTOR: Final = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a")


@dataclass
class PictureShelf:
    """Takes pictures in the order of the text and gives each a file name and its bytes.

    `stem` begins every name. `files` maps names to bytes; the same picture is kept once.
    """

    package: Package
    stem: str
    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict, repr=False)
    _cache: dict[tuple[str, tuple[int, int, int, int]], str | None] = field(
        default_factory=dict, repr=False
    )
    _counts: Counter[str] = field(default_factory=Counter, repr=False)

    def name(self, picture: Picture) -> str | None:
        """The file name of a picture; None where it cannot be published."""
        key = (picture.part, picture.crop)
        if key not in self._cache:
            self._cache[key] = self._add(picture)
        name = self._cache[key]
        if name is not None and not picture.alt:
            self._counts[name] += 1
            if self._counts[name] == 1:
                self.remarks.append(
                    Remark(
                        "warning",
                        f"图片 {name} 没有替代文字。",
                        where=name,
                        fix="请在 ![ ] 的方括号内写明图片内容，供读屏软件使用。",
                    )
                )
        return name

    def _add(self, picture: Picture) -> str | None:
        place = picture.part.rsplit("/", 1)[-1]
        try:
            data, extension = prepare(self.package.read(picture.part), picture.crop)
        except ImportFault as fault:
            self.remarks.append(
                Remark(
                    "warning",
                    f"图片 {place} 未导入：{fault}",
                    where=place,
                    fix="请在 Word 中把它另存为 PNG 或 JPEG 后重新插入。",
                )
            )
            return None
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._names:
            name = f"{self.stem}-image-{len(self.files) + 1}.{extension}"
            self._names[digest] = name
            self.files[name] = data
        return self._names[digest]


def prepare(data: bytes, crop: tuple[int, int, int, int]) -> tuple[bytes, str]:
    """Check a picture and return the bytes to publish with their file extension.

    What Word hides by cropping is cut off for good; EXIF data (place, device, person) is removed.

    Raises:
        ImportFault: not a picture that browsers show, damaged, or too large.
    """
    from PIL import Image, UnidentifiedImageError

    if data.lstrip()[:5].lower() in {b"<?xml", b"<svg ", b"<svg>"}:
        raise ImportFault("SVG 图片可能含有脚本，不予带入。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return _publish(image, data, crop)
    except UnidentifiedImageError as error:
        if data[40:44] == b" EMF" or data.startswith(_VECTOR):
            raise ImportFault("EMF/WMF 矢量图在网页上无法显示。") from error
        raise ImportFault("不是可识别的图片格式。") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImportFault("图片像素过大。") from error
    except (OSError, SyntaxError, ValueError, UserWarning, MemoryError) as error:
        raise ImportFault("图片数据已损坏。") from error


def _publish(image: Image, data: bytes, crop: tuple[int, int, int, int]) -> tuple[bytes, str]:
    from PIL import ImageOps

    width, height = image.size
    if width * height > _PIXELS:
        raise ImportFault(f"图片为 {width}×{height} 像素，过大。")
    form = image.format or ""
    if form not in _KEPT and form not in _CONVERTED:
        raise ImportFault(f"{form or '未知'} 格式在网页上无法显示。")
    image.load()
    box = _visible(width, height, crop)
    whole = box == (0, 0, width, height)
    secret = bool(image.getexif()) or bool({"exif", "xmp"} & set(image.info))
    if form in _KEPT and whole and not secret:
        return data, _KEPT[form]
    shown = image if whole else image.crop(box)
    shown = ImageOps.exif_transpose(shown) if whole else shown
    output = io.BytesIO()
    if form == "JPEG":
        shown.convert("RGB").save(output, "JPEG", quality=92)
        return output.getvalue(), "jpg"
    plain = shown if shown.mode in {"RGB", "RGBA", "L", "P", "1"} else shown.convert("RGB")
    clean = plain.copy()
    clean.info = {}
    clean.save(output, "PNG")
    return output.getvalue(), "png"


def _visible(width: int, height: int, crop: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    left, top, right, bottom = crop
    if left + right >= _WHOLE or top + bottom >= _WHOLE:
        return (0, 0, width, height)
    return (
        width * left // _WHOLE,
        height * top // _WHOLE,
        max(width - width * right // _WHOLE, width * left // _WHOLE + 1),
        max(height - height * bottom // _WHOLE, height * top // _WHOLE + 1),
    )
