"""Whether a file may be carried over: no macros, no scripts, no programs; pictures are pictures."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from sitegen.importers.html.files import FILE_TYPES

PICTURE_TYPES: Final = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
}
_MACRO_NAMES: Final = frozenset({"docm", "xlsm", "pptm", "dotm", "xltm", "potm"})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACRO: Final = re.compile(
    rb"_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T|M\x00a\x00c\x00r\x00o\x00s\x00"
)
_PDF_ACTIVE: Final = re.compile(
    rb"/(?:JavaScript|JS|Launch|RichMedia)\b\s*[/(<\[]|/S\s*/(?:JavaScript|Launch)\b"
)
_MARKUP: Final = re.compile(rb"^\s*(?:<\?xml|<!doctype|<svg|<html|<script)", re.I)
_CHUNK: Final = 1 << 20


def picture_type(head: bytes) -> str:
    """The extension of a picture by its first bytes; empty for what is none, SVG included."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name in PICTURE_TYPES.items() if head.startswith(magic)), "")


def refusal(path: Path, extension: str) -> str:
    """Why a file to download must not be carried over, in Chinese; empty if it may."""
    extension = extension.lower()
    if extension in _MACRO_NAMES:
        return "含宏的文档"
    if extension not in FILE_TYPES and extension not in (
        "png",
        "jpg",
        "jpeg",
        "gif",
        "bmp",
        "webp",
    ):
        return "不是可供下载的文件类型"
    with path.open("rb") as stream:
        head = stream.read(1024)
    if head.startswith(b"MZ") or head.startswith(b"\x7fELF"):
        return "可执行程序"
    if _MARKUP.match(head) and extension not in ("xml",):
        return "实际是网页而不是文件（下载时可能已经失效）"
    if head.startswith(_OLE) and _contains(path, _OLE_MACRO):
        return "含宏的文档"
    if head.startswith(b"PK") and extension in ("docx", "xlsx", "pptx") and _zip_macro(path):
        return "含宏的文档"
    if head.startswith(b"%PDF") and _contains(path, _PDF_ACTIVE):
        return "含脚本或自动执行动作的 PDF"
    return ""


def _contains(path: Path, pattern: re.Pattern[bytes]) -> bool:
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if pattern.search(tail + chunk):
                return True
            tail = chunk[-64:]
    return False


def _zip_macro(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return any("vbaproject" in name.lower() for name in packed.namelist()[:10_000])
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False
