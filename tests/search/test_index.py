"""Shards on disk: what is in them, when they are made, and that their bytes repeat."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks import search_corpus
from sitegen.errors import SearchError
from sitegen.search import (
    SearchPage,
    ShardFiles,
    ShardSource,
    SiteShards,
    build_shard,
    client_files,
    index_manifest,
    pagefind,
    prune_cache,
)
from sitegen.search.sieve import runs, write_sieve

from .conftest import SPECIAL, shard

PAGES = search_corpus.make(40, years=(2026,))


def content(files: ShardFiles) -> dict[str, str]:
    return {
        name: hashlib.sha256((files.root / name).read_bytes()).hexdigest() for name in files.files
    }


def refuse() -> Iterable[SearchPage]:
    raise AssertionError("pages were read although the shard was there")


def test_the_same_pages_give_the_same_bytes_in_any_order_place_and_thread_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAYON_NUM_THREADS", "1")
    one = build_shard(ShardSource("2026", "d", 40, lambda: PAGES), tmp_path / "a")
    monkeypatch.setenv("RAYON_NUM_THREADS", "5")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    Path("pagefind.yml").write_text("force_language: en\n", "utf-8")
    two = build_shard(ShardSource("2026", "d", 40, lambda: PAGES[::-1]), Path("b/c"))
    assert content(one) == content(two)
    assert one.info == two.info
    assert len(one.files) > 40


def test_a_finished_shard_is_reused_without_reading_pages(tmp_path: Path) -> None:
    made = build_shard(ShardSource("2026", "d", 40, lambda: PAGES), tmp_path)
    assert build_shard(ShardSource("2026", "d", 40, refuse), tmp_path) == made


@pytest.mark.parametrize("key, digest", [("2026", "other"), ("2025", "d")])
def test_another_digest_or_key_is_another_shard(tmp_path: Path, key: str, digest: str) -> None:
    made = build_shard(ShardSource("2026", "d", 3, lambda: SPECIAL), tmp_path)
    other = build_shard(ShardSource(key, digest, 3, lambda: SPECIAL), tmp_path)
    assert made.root != other.root


def test_a_damaged_shard_is_made_again(tmp_path: Path) -> None:
    made = shard(SPECIAL, tmp_path)
    before = content(made)
    (made.root / "cards").write_bytes(b"")
    (made.root / "meta.pf_meta").unlink()
    assert content(shard(SPECIAL, tmp_path)) == before
    (made.root / "shard.json").write_text("[]", "utf-8")
    assert content(shard(SPECIAL, tmp_path)) == before


def test_a_fault_while_reading_pages_leaves_no_shard(tmp_path: Path) -> None:
    def broken() -> Iterable[SearchPage]:
        yield SPECIAL[0]
        raise OSError

    with pytest.raises(OSError):
        build_shard(ShardSource("2026", "d", 2, broken), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_pages_with_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="同一网址"):
        shard((SPECIAL[0], SPECIAL[0]), tmp_path)


def test_an_empty_shard_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="没有任何页面"):
        shard((), tmp_path)


def test_a_dying_pagefind_is_a_search_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "_executable", lambda: shutil.which("true"))
    with pytest.raises(SearchError, match="意外退出"):
        shard(SPECIAL, tmp_path)


def test_only_what_the_browser_reads_is_kept(tmp_path: Path) -> None:
    files = shard(SPECIAL, tmp_path).files
    expected = {"cards", "index", "meta.pf_meta", "sieve", "text"}
    assert {name.partition("/")[0] for name in files} == expected
    assert sum(name.startswith("text/") for name in files) == len(SPECIAL)


def test_pruning_keeps_what_it_is_told_and_removes_the_rest(tmp_path: Path) -> None:
    kept, gone = shard(SPECIAL, tmp_path), shard(SPECIAL[:1], tmp_path)
    client = client_files(tmp_path)
    (tmp_path / ".half-made").mkdir()
    assert prune_cache(tmp_path, {kept.name}) == 2
    assert kept.root.is_dir()
    assert not gone.root.exists()
    assert all(path.is_file() for path in client.values())
    assert prune_cache(tmp_path / "nowhere", set()) == 0


def test_a_sieve_holds_every_run_of_its_shard_and_few_others(tmp_path: Path) -> None:
    words = [f"{a}{b}" for a in "政务公开服务" for b in "市县乡镇村街道社区"]
    held = runs(words)
    blocks = write_sieve(held, tmp_path / "sieve")
    table = b"".join((tmp_path / "sieve" / str(n)).read_bytes() for n in range(blocks))

    def passes(crc: int) -> bool:
        mixed, remixed = (crc * m & 0xFFFFFFFF for m in (0x9E3779B1, 0x85EBCA6B))
        base = crc % blocks * 2048
        places = (mixed & 0x3FFF, mixed >> 18, remixed >> 18)
        return all(table[base + (b >> 3)] >> (b & 7) & 1 for b in places)

    assert zlib.crc32(words[0].encode()) in held
    assert zlib.crc32("".join(words[3:6]).encode()) in held
    assert zlib.crc32("".join(words[3:7]).encode()) not in held
    assert all(map(passes, held))
    strangers = [zlib.crc32(str(n).encode()) for n in range(2000)]
    assert sum(map(passes, strangers)) < 100


def test_the_manifest_lists_shards_newest_first_and_sub_sites_with_their_address(
    tmp_path: Path,
) -> None:
    new, old = shard(SPECIAL[:1], tmp_path), shard(SPECIAL[1:2], tmp_path, "2025")
    own = SiteShards("city", "云岭市人民政府", "", (old.info, new.info))
    county = SiteShards("county-x", "星河县", "https://x.gov.cn/", (new.info,))
    manifest = json.loads(index_manifest(own, [county]))
    city, other = manifest["sites"]
    assert [s["folder"] for s in city["shards"]] == [new.info.folder, old.info.folder]
    assert city["shards"][0]["kinds"] == {"政策文件": 1}
    assert (city["base"], other["base"]) == ("", "https://x.gov.cn")
    assert other["shards"][0]["folder"] == f"county-x/{new.info.folder}"


def test_client_files_are_whole_and_name_every_module_that_they_import(tmp_path: Path) -> None:
    files = client_files(tmp_path)
    assert "search-engine.js" in files
    for name, path in files.items():
        if name.endswith(".js"):
            for line in path.read_text("utf-8").splitlines():
                if line.startswith("import "):
                    assert line.split('"')[1].removeprefix("./") in files
    assert client_files(tmp_path) == files
