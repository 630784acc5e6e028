"""Tells for two kilobytes whether a shard can hold a string, so that rare strings open few shards.

To look a string up in a shard costs some fifty kilobytes; a string of one old page would cost that
for every newer shard. A sieve is a Bloom filter of all runs of one, two and three tokens of a
shard, cut into blocks by the CRC-32 of a run. Runs of three tokens (four characters) are what
makes it sharp: each pair of a rare string is often at home in every shard. At eight bits a run and
three probes one wrong run in thirty passes, at the price of a look into the shard.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence, Set
from pathlib import Path

BLOCK = 2048  # bytes
_BITS_A_RUN = 8
# Spread neighbouring CRCs; the client multiplies by the same.
_MIX, _REMIX = 0x9E3779B1, 0x85EBCA6B


def runs(tokens: Sequence[str]) -> set[int]:
    """The CRCs of all runs of one to three of `tokens`."""
    found: set[int] = set()
    before = last = b""
    for token in tokens:
        here = token.encode()
        crc = zlib.crc32(here)
        found.add(crc)
        if last:
            found.add(zlib.crc32(here, zlib.crc32(last)))
        if before:
            found.add(zlib.crc32(here, zlib.crc32(last, zlib.crc32(before))))
        before, last = last, here
    return found


def write_sieve(crcs: Set[int], folder: Path) -> int:
    """Writes the sieve of `crcs` into `folder` as files 0, 1, 2 …; returns their number."""
    blocks = max(1, -(-len(crcs) * _BITS_A_RUN // (BLOCK * 8)))
    table = bytearray(blocks * BLOCK)
    for crc in crcs:
        base = crc % blocks * BLOCK
        mixed = crc * _MIX & 0xFFFFFFFF
        for bit in (mixed & 0x3FFF, mixed >> 18, (crc * _REMIX & 0xFFFFFFFF) >> 18):
            table[base + (bit >> 3)] |= 1 << (bit & 7)
    folder.mkdir()
    for number in range(blocks):
        (folder / str(number)).write_bytes(table[number * BLOCK : (number + 1) * BLOCK])
    return blocks
