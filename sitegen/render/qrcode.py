"""QR codes of page addresses as tiny PNG pictures."""

import struct
import zlib


def png(text: str) -> tuple[bytes, int]:
    """Return the QR code of `text` as a PNG of one pixel a module, and its width in modules."""
    import segno

    code = segno.make(text, error="m", micro=False, boost_error=False, mask=2)
    rows = [bytes(row) for row in code.matrix_iter(border=2)]
    return picture(rows), len(rows)


def picture(rows: list[bytes]) -> bytes:
    """A black and white PNG; `rows` hold one byte a module, 1 being black."""
    size = len(rows)
    raw = b"".join(
        b"\0"
        + int("".join("0" if bit else "1" for bit in row), 2)
        .__lshift__(-size % 8)
        .to_bytes((size + 7) // 8, "big")
        for row in rows
    )
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
