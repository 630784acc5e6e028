"""Compound files (OLE) for tests: what old office programs wrote, as small as they may be."""

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
LEAST = 4096
"""Streams shorter than this would stand in a store of their own, so they are filled up."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams."""
    filled = {name: data.ljust(LEAST, b"\0") for name, data in streams.items()}
    chains: list[list[int]] = []
    body, place = b"", 2  # after the allocation table and the directory
    for data in filled.values():
        count = -(-len(data) // SECTOR)
        chains.append(list(range(place, place + count)))
        body += data.ljust(count * SECTOR, b"\0")
        place += count
    table = [FREE] * (SECTOR // 4)
    table[0], table[1] = FAT, END
    for chain in chains:
        for here, after in zip(chain, [*chain[1:], END], strict=True):
            table[here] = after
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(filled.items(), 1):
        after = number + 1 if number < len(filled) else FREE
        entries.append(_entry(name, 2, chains[number - 1][0], len(data), right=after))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return _header() + struct.pack("<128I", *table) + directory + body


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, LEAST, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE
) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    entry += struct.pack("<III", FREE, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def old_word(pieces: Sequence[str]) -> bytes:
    """A Word 97 file whose text stands in pieces, the last of them first in the file."""
    text_at = 0x0800
    places, stored = {}, b""
    for index in reversed(range(len(pieces))):
        places[index] = text_at + len(stored)
        stored += pieces[index].encode("utf-16-le") + b"\x07\0\x07\0"
    ends, table = [0], b""
    for index, piece in enumerate(pieces):
        ends.append(ends[-1] + len(piece))
        table += struct.pack("<HIH", 0, places[index], 0)
    pieces_table = struct.pack(f"<{len(ends)}I", *ends) + table
    clx = b"\x01\x02\x00\xaa\xbb" + b"\x02" + struct.pack("<I", len(pieces_table)) + pieces_table
    head = bytearray(text_at)
    struct.pack_into("<H", head, 0x0A, 0x0200)
    struct.pack_into("<II", head, 0x01A2, 0, len(clx))
    return compound({"1Table": clx, "WordDocument": bytes(head) + stored})


def old_excel(*numbers: float, hidden: bool = False) -> bytes:
    """An Excel 97 workbook of one sheet with a column of numbers."""
    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = b"S"
    bound_size = 8 + len(name)
    place = 4 + len(start) + 4 + bound_size + 4
    bound = struct.pack("<IBBBB", place, int(hidden), 0, len(name), 0) + name
    sheet = struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)
    book = _record(0x0809, start) + _record(0x0085, bound) + _record(0x000A, b"")
    assert len(book) == place
    book += _record(0x0809, sheet)
    for row, value in enumerate(numbers):
        book += _record(0x0203, struct.pack("<HHHd", row, 0, 0, value))
    return compound({"Workbook": book + _record(0x000A, b"")})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
