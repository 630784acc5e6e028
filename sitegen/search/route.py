"""Says which shards of a site hold a token at all, so that a rare string opens few of them.

Without it a browser that looks for a string of the oldest shard has to open every newer one first,
20 kB each. The route of a site is a table from the CRC-32 of a token to a bit a shard, cut by the
leading bits of the CRC into small files. Sixteen more bits tell tokens of one file apart; two that
fall together share their shards, which costs a needless look into a shard and nothing else.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from sitegen.search.records import RouteFiles, RouteInfo, ShardFiles

# A site with fewer shards is asked shard by shard.
_LEAST_SHARDS = 4
_TOKENS_A_FILE = 1500
# The file of a shard, in the cache only, that holds the CRCs of its tokens.
TOKENS = "tokens"


def ordered(shards: Iterable[ShardFiles]) -> list[ShardFiles]:
    """`shards` newest first, as the manifest lists them; a shard's bit is its place in this."""
    return sorted(shards, key=lambda shard: (shard.info.newest, shard.key), reverse=True)


def pack_tokens(tokens: Iterable[str]) -> bytes:
    """The CRCs of `tokens`, each once, ascending, as little-endian 32-bit numbers."""
    return b"".join(
        crc.to_bytes(4, "little") for crc in sorted({zlib.crc32(t.encode()) for t in tokens})
    )


def build_route(shards: Sequence[ShardFiles], cache: Path) -> RouteFiles | None:
    """The route of the site that `shards` are all the shards of; None if it needs none.

    Made in `cache` only if it is not there yet. Give its `info` to the site's SiteShards, link its
    files to `search/<info.folder>/`, and name it to `prune_cache` like a shard.
    """
    if len(shards) < _LEAST_SHARDS:
        return None
    names = " ".join(shard.name for shard in ordered(shards))
    name = "route-" + hashlib.sha256(names.encode()).hexdigest()[:32]
    root = cache / name
    if not root.is_dir():
        staging = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=cache))
        try:
            _fill(ordered(shards), staging)
            staging.chmod(0o755)
            staging.rename(root)
        except OSError:
            if not root.is_dir():  # or else another process has just made the same
                raise
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    files = tuple(sorted(path.name for path in root.iterdir()))
    return RouteFiles(name, root, files, RouteInfo(name[:14], len(files).bit_length() - 1))


def _fill(shards: Sequence[ShardFiles], staging: Path) -> None:
    table: defaultdict[int, int] = defaultdict(int)
    for position, shard in enumerate(shards):
        bit = 1 << position
        for crc in _crcs(shard):
            table[crc] |= bit
    bits = min(10, max(0, (len(table) // _TOKENS_A_FILE).bit_length()))
    width = (len(shards) + 7) // 8
    files: list[defaultdict[int, int]] = [defaultdict(int) for _ in range(1 << bits)]
    for crc, mask in table.items():
        files[crc >> (32 - bits)][(crc >> (16 - bits)) & 0xFFFF] |= mask
    for number, rows in enumerate(files):
        suffixes = sorted(rows)
        data = b"".join(suffix.to_bytes(2, "little") for suffix in suffixes)
        data += b"".join(rows[suffix].to_bytes(width, "little") for suffix in suffixes)
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        (staging / f"{number:03x}").write_bytes(packer.compress(data) + packer.flush())


def _crcs(shard: ShardFiles) -> array[int]:
    numbers = array("I", (shard.root / TOKENS).read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
