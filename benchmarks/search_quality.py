"""Measures the search: what it finds, what it fetches, how long it takes.

    python benchmarks/search_quality.py [--pages 20000] [--strings 200] [-o FILE.json]

Makes a corpus, builds its index with two processes, serves it uncompressed on this machine, and
asks random strings of it in Chromium, every one in a fresh profile. A page is right for a string
when its title or text contains it, letter case and full-width forms aside; numbers and Latin words
count whole (20 does not stand in 2026).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import search_corpus, search_site
from sitegen.search import SearchPage, ShardFiles, build_shard

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_MIXED = re.compile(r"[\u4e00-\u9fff0-9A-Za-z〔〕《》％，.]+")


def strings(pages: Sequence[SearchPage], count: int, seed: int) -> list[str]:
    """`count` strings of 2–6 characters out of `pages`, every fifth with digits or punctuation."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        page = chance.choice(pages)
        text = f"{page.title}\n{page.text}"
        size = chance.randint(2, 6)
        at = chance.randrange(len(text) - size)
        piece = text[at : at + size]
        mixed = len(found) % 5 == 4
        good = (_MIXED if mixed else _CHINESE).fullmatch(piece)
        if good and (not mixed or _whole(text, at, size)) and piece not in found:
            found.append(piece)
    return found


def _whole(text: str, at: int, size: int) -> bool:
    """Whether the piece cuts no number or Latin word and begins and ends with a letter of some."""
    before, after = text[at - 1 : at + 1], text[at + size - 1 : at + size + 1]
    latin = re.compile(r"[0-9A-Za-z]{2}")
    ends = text[at].isalnum() and text[at + size - 1].isalnum()
    has_latin = re.search(r"[0-9A-Za-z〔〕《》％，.]", text[at : at + size])
    return ends and bool(has_latin) and not latin.fullmatch(before) and not latin.fullmatch(after)


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def pattern(text: str) -> re.Pattern[str]:
    """Matches what counts as `text` in a folded page."""
    folded = fold(text)
    before = r"(?<![0-9a-z])" if re.match(r"[0-9a-z]", folded) else ""
    after = r"(?![0-9a-z])" if re.search(r"[0-9a-z]$", folded) else ""
    return re.compile(before + re.escape(folded) + after)


def addresses(shards: Sequence[ShardFiles]) -> dict[str, str]:
    """The url of every page by the id that the engine gives it."""
    found = {}
    for shard in shards:
        for path in (shard.root / "text").iterdir():
            record = json.loads(zlib.decompress(path.read_bytes(), wbits=31))
            found[f"{shard.info.folder}/{path.name}"] = record[0]
    return found


class Memory:
    """The greatest sum of resident memory, in MB, of this process and all below it."""

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._base = _resident()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self.peak = max(self.peak, _resident() - self._base)


def _resident() -> int:
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1])
                pages[int(entry.name)] = int(fields[21])
            except OSError:
                continue

    total, mine = 0, {os.getpid()}
    for process in sorted(pages):
        if process in mine or parents[process] in mine:
            mine.add(process)
            total += pages[process]
    return total * 4096 // 1_000_000


def build(pages: Sequence[SearchPage], cache: Path) -> list[ShardFiles]:
    """All shards of `pages`, two at a time."""
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(build_shard, s, cache) for s in search_corpus.sources(pages)]
        return [job.result() for job in jobs]


def measure(
    pages: Sequence[SearchPage],
    asked: Sequence[str],
    folder: Path,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """Builds, serves, asks; returns the figures of the report."""
    start = time.perf_counter()
    with Memory() as memory:
        shards = build(pages, folder / "cache")
    report: dict[str, Any] = {
        "pages": len(pages),
        "characters": sum(len(page.text) for page in pages),
        "shards": len(shards),
        "build_seconds": round(time.perf_counter() - start, 1),
        "build_peak_mb": memory.peak,
        "index_mb": round(
            sum((s.root / n).stat().st_size for s in shards for n in s.files) / 1e6, 1
        ),
        "files": sum(len(s.files) for s in shards),
    }
    tell(json.dumps(report))
    search_site.lay_out(folder / "site", folder / "cache", shards)
    return report | ask_all(pages, asked, folder / "site", addresses(shards), tell)


def ask_all(
    pages: Sequence[SearchPage],
    asked: Sequence[str],
    site: Path,
    urls: dict[str, str],
    tell: Callable[[str], None],
) -> dict[str, Any]:
    folded = {page.url: (fold(page.title), fold(page.text)) for page in pages}
    rows = []
    with search_site.served(site) as (address, sent), search_site.browser() as chromium:
        for text in asked:
            page, complaints = search_site.open_page(chromium, address)
            sent.clear()
            first = page.evaluate("text => ask(text, {firstOnly: true})", text)
            fetched = sum(sent)
            answer = page.evaluate("text => ask(text)", text)
            page.context.close()
            if complaints:
                raise SystemExit(f"{text}: {complaints}")
            wanted = pattern(text)
            true = {url for url, parts in folded.items() if any(map(wanted.search, parts))}
            got = {urls[entry["id"]] for entry in answer["entries"]}
            rows.append(
                {
                    "string": text,
                    "true": len(true),
                    "recall": len(true & got) / len(true),
                    "precision": len(true & got) / len(got) if got else 0.0,
                    "first_kb": fetched / 1000,
                    "first_ms": first["first"],
                    "all_kb": sum(sent) / 1000,
                    "all_ms": answer["whole"],
                }
            )
            tell(json.dumps(rows[-1], ensure_ascii=False))
    return summary(rows) | {"rows": rows}


def summary(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    def column(name: str) -> list[float]:
        return [row[name] for row in rows if row[name] is not None]

    figures: dict[str, Any] = {"strings": len(rows)}
    for name in ("recall", "precision"):
        figures[name] = round(statistics.mean(column(name)), 4)
    for name in ("first_kb", "first_ms", "all_kb", "all_ms"):
        figures[name] = {
            "median": round(statistics.median(column(name)), 1),
            "worst": round(max(column(name)), 1),
        }
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--strings", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    pages = search_corpus.make(options.pages)
    asked = strings(pages, options.strings, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        report = measure(pages, asked, Path(folder), lambda line: print(line, file=sys.stderr))
    rows = report.pop("rows")
    print(json.dumps(report, ensure_ascii=False, indent=2))
    if options.output:
        options.output.write_text(
            json.dumps(report | {"rows": rows}, ensure_ascii=False, indent=1), "utf-8"
        )


if __name__ == "__main__":
    main()
