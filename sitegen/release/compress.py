"""Precompressed variants of text files, for web servers that send them as they are."""

import gzip
from collections.abc import Callable, Collection
from functools import cache

from sitegen.errors import ConfigError

SMALLEST = 1024
"""Below this many bytes a variant would save less than it costs."""

_TEXT = frozenset(
    {"atom", "css", "csv", "html", "ico", "js", "json", "map", "mjs", "md", "opml", "rss"}
    | {"svg", "txt", "wasm", "webmanifest", "xml", "xsl"}
)
SUFFIXES = {"gzip": ".gz", "br": ".br", "zstd": ".zst"}
"""The formats that `precompress` in `sites.yaml` may name, and their file suffixes."""


def variants(path: str, data: bytes, formats: Collection[str]) -> list[tuple[str, bytes]]:
    """The compressed files that belong beside `path`, as (path, bytes).

    `formats` are keys of `SUFFIXES`. Only text types of 1 kB and more are compressed, and only
    a variant that is smaller is returned. The bytes depend on nothing but `data` and the
    library's version. Raises `ConfigError` for an unknown format or one whose library is missing.
    """
    if len(data) < SMALLEST or path.rpartition(".")[2].lower() not in _TEXT:
        return []
    found = ((path + SUFFIXES[name], encoder(name)(data)) for name in SUFFIXES if name in formats)
    return [(name, packed) for name, packed in found if len(packed) < len(data)]


@cache
def encoder(name: str) -> Callable[[bytes], bytes]:
    """The function that compresses in the format `name`; raises `ConfigError`."""
    makers = {"gzip": _gzip, "br": _brotli, "zstd": _zstd}
    if name not in makers:
        raise ConfigError(f"不认识的预压缩格式“{name}”；可用：{'、'.join(makers)}。")
    try:
        return makers[name]()
    except ImportError as error:
        raise ConfigError(
            f"预压缩格式 {name} 需要的程序库没有安装；请执行 pip install 'sitegen[compress]'。"
        ) from error


# The levels are where a page's last per cent of size would begin to cost many times the time.
def _gzip() -> Callable[[bytes], bytes]:
    return lambda data: gzip.compress(data, 6, mtime=0)


def _brotli() -> Callable[[bytes], bytes]:
    import brotli

    return lambda data: bytes(brotli.compress(data, quality=5))


def _zstd() -> Callable[[bytes], bytes]:
    import zstandard

    return lambda data: zstandard.ZstdCompressor(level=10).compress(data)
