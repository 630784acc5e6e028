"""QR codes of page addresses as tiny PNG pictures, a few microseconds each.

Every article shows the QR code of its address, so twenty thousand pages need twenty thousand
codes, and a general encoder takes milliseconds for each. But a QR code of a fixed version, level,
mask and text length is an affine map over GF(2): flipping one bit of the text flips the same
modules whatever the rest says, error correction included. So segno draws one code for each length
of text; which modules each byte flips is worked out once and remembered; a new code is then the
exclusive or of a few big numbers. The numbers are laid out as the lines of a PNG, border included.

Texts that are too long for the versions in `_BLOCKS` are left to segno.
"""

import struct
import zlib
from functools import cache

_BORDER = 2
_MASK = 2
# Level M by version: data codewords of each block, and error correction codewords of every block
# (ISO/IEC 18004, table 9). The head of a text takes 4 bits for its mode and 8 for its length.
_BLOCKS: dict[int, tuple[tuple[int, ...], int]] = {
    2: ((28,), 16),
    3: ((44,), 26),
    4: ((32, 32), 18),
    5: ((43, 43), 24),
    6: ((27, 27, 27, 27), 16),
    7: ((31, 31, 31, 31), 18),
    8: ((38, 38, 39, 39), 22),
    9: ((36, 36, 36, 37, 37), 22),
}
_HEAD_BITS = 12


def png(text: str) -> tuple[bytes, int]:
    """Return the QR code of `text` as a PNG of one pixel a module, and its width in modules."""
    data = text.encode()
    for version, (blocks, _) in _BLOCKS.items():
        if len(data) <= sum(blocks) - 2:
            layout = _layout(version)
            lines = layout.blank(len(data))
            for index, byte in enumerate(data):
                lines ^= layout.flips(index, byte)
            return _picture(lines.to_bytes(layout.size * layout.stride), layout.size), layout.size
    return _drawn(text)


def _drawn(text: str) -> tuple[bytes, int]:
    """The same picture from segno alone, for any length."""
    rows = list(_code(text, None).matrix_iter(border=_BORDER))
    size = len(rows)
    lines = b"".join(
        b"\0" + (_bits(row) << -size % 8).to_bytes((size + 7) // 8, "big") for row in rows
    )
    return _picture(lines, size), size


def _bits(row: object) -> int:
    return int("".join("0" if dark else "1" for dark in row), 2)  # type: ignore[attr-defined]


def _code(text: str | bytes, version: int | None) -> "segno.QRCode":  # type: ignore[name-defined]  # noqa: F821
    import segno

    return segno.make(
        text, version=version, error="m", mode="byte", mask=_MASK, micro=False, boost_error=False
    )


class _Layout:
    """Where the bits of a text go in a code of one version."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.blocks, self.extra = _BLOCKS[version]
        self.size = 17 + 4 * version + 2 * _BORDER
        self.stride = 1 + (self.size + 7) // 8
        self.cells = self._cells()
        self.places = self._places()
        self._blank: dict[int, int] = {}
        self._flips: dict[int, int] = {}

    def blank(self, length: int) -> int:
        """The lines of a code for that many zero bytes."""
        if length not in self._blank:
            probe = b"\xa5" * length  # not decodable as text, so segno takes it as it is
            lines = 0
            rows = list(_code(probe, self.version).matrix_iter(border=_BORDER))
            for row in rows:
                bits = _bits(row) << -self.size % 8
                lines = (lines << 8 * self.stride) | bits
            for index, byte in enumerate(probe):
                lines ^= self.flips(index, byte)
            self._blank[length] = lines
        return self._blank[length]

    def flips(self, index: int, byte: int) -> int:
        """The pixels that `byte`, at place `index` of the text, flips against a zero byte."""
        key = index << 8 | byte
        found = self._flips.get(key)
        if found is None:
            found = 0
            for bit in range(8):
                if byte >> (7 - bit) & 1:
                    found ^= self._bit(_HEAD_BITS + 8 * index + bit)
            self._flips[key] = found
        return found

    def _bit(self, at: int) -> int:
        """The pixels of one bit of the data: its own module and those of its check bits."""
        codeword, bit = divmod(at, 8)
        block, inside = self.places[codeword]
        flipped = self.cells[8 * self._interleaved(block, inside) + bit]
        first = sum(self.blocks)
        tail = self.blocks[block] - inside - 1
        for index, check in enumerate(_remainder(0x80 >> bit, tail, self.extra)):
            place = 8 * (first + index * len(self.blocks) + block)
            for part in range(8):
                if check >> (7 - part) & 1:
                    flipped ^= self.cells[place + part]
        return flipped

    def _places(self) -> list[tuple[int, int]]:
        """Block and place in it of every data codeword."""
        return [(b, i) for b, count in enumerate(self.blocks) for i in range(count)]

    def _interleaved(self, block: int, inside: int) -> int:
        """Where a data codeword stands once the blocks are interleaved."""
        before = sum(min(count, inside) for count in self.blocks)
        return before + sum(1 for count in self.blocks[:block] if count > inside)

    def _cells(self) -> list[int]:
        """The pixel of every bit of the message: columns in pairs, upwards and downwards."""
        modules = self.size - 2 * _BORDER
        taken = self._patterns(modules)
        cells: list[int] = []
        upwards = True
        right = modules - 1
        while right > 0:
            right -= right == 6  # the column of the timing pattern holds no data
            for row in range(modules - 1, -1, -1) if upwards else range(modules):
                for column in (right, right - 1):
                    if (row, column) not in taken:
                        cells.append(self._pixel(row + _BORDER, column + _BORDER))
            upwards = not upwards
            right -= 2
        return cells

    def _patterns(self, modules: int) -> set[tuple[int, int]]:
        """The modules that hold no data: finders with their format lines, timing, alignment."""
        from segno import consts

        near, far = range(9), range(modules - 8, modules)
        corners = [(near, near), (near, far), (far, near)]
        if self.version >= 7:
            beside = range(modules - 11, modules - 8)
            corners += [(range(6), beside), (beside, range(6))]
        taken = {(r, c) for rows, columns in corners for r in rows for c in columns}
        taken |= {cell for i in range(modules) for cell in ((6, i), (i, 6))}
        alignment = (consts.TYPE_ALIGNMENT_PATTERN_DARK, consts.TYPE_ALIGNMENT_PATTERN_LIGHT)
        kinds = _code("0", self.version).matrix_iter(border=0, verbose=True)
        for row, line in enumerate(kinds):
            taken |= {(row, column) for column, kind in enumerate(line) if kind in alignment}
        return taken

    def _pixel(self, row: int, column: int) -> int:
        total = 8 * self.size * self.stride
        return 1 << (total - 1 - (8 * self.stride * row + 8 + column))


@cache
def _layout(version: int) -> _Layout:
    return _Layout(version)


def _remainder(value: int, zeros: int, count: int) -> list[int]:
    """The Reed-Solomon check codewords of a block that is `value`, then `zeros` zero codewords."""
    divisor = _divisor(count)
    rest = [0] * count
    for codeword in (value, *([0] * zeros)):
        factor = codeword ^ rest.pop(0)
        rest.append(0)
        rest = [one ^ _times(part, factor) for one, part in zip(rest, divisor, strict=True)]
    return rest


@cache
def _divisor(count: int) -> tuple[int, ...]:
    """The generator polynomial of that degree, without its leading one."""
    result = [0] * (count - 1) + [1]
    root = 1
    for _ in range(count):
        shifted = [*result[1:], 0]
        result = [_times(one, root) ^ other for one, other in zip(result, shifted, strict=True)]
        root = _times(root, 2)
    return tuple(result)


@cache
def _times(one: int, other: int) -> int:
    """The product in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1."""
    product = 0
    for bit in range(7, -1, -1):
        product = (product << 1) ^ ((product >> 7) * 0x11D)
        product ^= (other >> bit & 1) * one
    return product


def _picture(lines: bytes, size: int) -> bytes:
    """A PNG of one bit a pixel from its lines, a filter byte before each.

    The lines are stored, not squeezed: they are short, and no two builds of zlib squeeze alike.
    """
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    stored = struct.pack("<BHH", 1, len(lines), 0xFFFF - len(lines))
    packed = b"\x78\x01" + stored + lines + struct.pack(">I", zlib.adler32(lines))
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
