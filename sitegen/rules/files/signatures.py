"""How files of each type begin (文件头)."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
JPEG = (b"\xff\xd8\xff",)
HEAD = 1024

SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (*ZIP, OLE),  # OLE: encrypted with a password
    "xlsx": (*ZIP, OLE),
    "pptx": (*ZIP, OLE),
    "ofd": ZIP,
    "odt": ZIP,
    "ods": ZIP,
    "zip": ZIP,
    "doc": (OLE, b"{\\rtf", *ZIP),  # WPS and Word open these whatever the name
    "xls": (OLE, *ZIP),
    "ppt": (OLE, *ZIP),
    "wps": (OLE, *ZIP),
    "et": (OLE, *ZIP),
    "dps": (OLE, *ZIP),
    "rar": (b"Rar!\x1a\x07",),
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "webp": (b"RIFF",),
}
INNER = {"webp": (8, b"WEBP"), "mp4": (4, b"ftyp")}


def agrees(extension: str, head: bytes) -> bool:
    """Whether a file of that extension may begin so; unknown extensions always agree."""
    if extension == "pdf":
        return b"%PDF-" in head[:HEAD]  # readers skip what stands before
    known = SIGNATURES.get(extension)
    if known and not head.startswith(known):
        return False
    place, mark = INNER.get(extension, (0, b""))
    return head[place : place + len(mark)] == mark


def named(head: bytes) -> str:
    """The extension that a file beginning so should bear, "" when not known."""
    start = head[:256].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    for extension in ("pdf", "png", "jpg", "gif", "rar", "7z", "zip", "doc"):
        if head.startswith(SIGNATURES[extension]):
            return extension
    return ""
