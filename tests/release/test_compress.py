import gzip
import random
import sys

import pytest

from sitegen.errors import ConfigError
from sitegen.release import compress
from sitegen.release.compress import variants

TEXT = "关于印发《政务公开工作要点》的通知\n".encode() * 100


def test_a_text_gets_a_gz_beside_it() -> None:
    [(path, packed)] = variants("zwgk/12.html", TEXT, ["gzip"])
    assert path == "zwgk/12.html.gz"
    assert gzip.decompress(packed) == TEXT


def test_the_same_text_gives_the_same_bytes_without_a_clock() -> None:
    [(_, packed)] = variants("a.css", TEXT, ["gzip"])
    assert packed == variants("b.css", TEXT, ["gzip"])[0][1]
    assert packed[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("path", ["photo.jpg", "a.pdf", "x.woff2", "noext", "a.html.gz"])
def test_what_is_compressed_already_is_left_alone(path: str) -> None:
    assert variants(path, TEXT, ["gzip"]) == []


def test_small_files_get_none_and_none_without_a_format() -> None:
    assert variants("a.html", b"x" * 1023, ["gzip"]) == []
    assert variants("a.html", TEXT, []) == []


def test_a_variant_that_is_not_smaller_is_dropped() -> None:
    noise = random.Random(1).randbytes(2000)
    assert variants("a.html", noise, ["gzip"]) == []


def test_other_formats_are_made_when_asked_for() -> None:
    brotli, zstandard = pytest.importorskip("brotli"), pytest.importorskip("zstandard")
    found = dict(variants("a.js", TEXT, ["zstd", "br", "gzip"]))
    assert list(found) == ["a.js.gz", "a.js.br", "a.js.zst"]
    assert brotli.decompress(found["a.js.br"]) == TEXT
    assert zstandard.ZstdDecompressor().decompress(found["a.js.zst"]) == TEXT


def test_a_missing_library_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    compress.encoder.cache_clear()
    with pytest.raises(ConfigError, match=r"pip install 'sitegen\[compress\]'"):
        variants("a.js", TEXT, ["br"])


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(ConfigError, match="不认识的预压缩格式“lzma”；可用：gzip、br、zstd"):
        compress.encoder("lzma")
