"""Measures the preview: from saving an item's file until a real browser shows it.

    python -m benchmarks.preview --items 20000 [--sites 1] [--saves 40] [-o FILE.json]

Makes the corpus, runs `sitegen serve` on it, and opens the page in Chromium. Each save writes a
mark into the title of an item of another column; the clock runs from putting the file in place
until the browser has painted a page with that mark (its first contentful paint). Half of the saves
are watched on the item's own page, half on the list of its column. The load of the machine is that
of the last minute before, one process counting 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.corpus import write_platform
from benchmarks.layout import COLUMNS, site_plans
from benchmarks.prose import Stock
from benchmarks.search_site import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SITE = "city"
_TITLE = re.compile(r"^title: (.*?)(?:（校核\d+）)?$", re.M)
_TIMEOUT_MS = 60_000
# The paint that a page was first seen with, in ms since the epoch, and what it said.
_WATCH = """
new PerformanceObserver((list) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (paint) window.shownAt = performance.timeOrigin + paint.startTime;
}).observe({ type: "paint", buffered: true });
"""
_SHOWN = """(mark) => document.body && document.body.innerText.includes(mark) && window.shownAt"""


class Target(NamedTuple):
    """An item to be saved, and the page on which it is looked for."""

    file: Path
    page: str
    kind: str


def targets(content: Path, count: int, seed: int) -> list[Target]:
    """Choose the newest item of each column in turn, or another one on its own page."""
    draw = random.Random(seed)
    columns = [column for column in COLUMNS if column.share]
    draw.shuffle(columns)
    found: list[Target] = []
    for number in range(count):
        column = columns[number // 2 % len(columns)]
        files = sorted((content / column.path).glob("*/*.md"), key=_date, reverse=True)
        if number % 2:
            found.append(Target(files[0], f"/{column.path}/", "list"))
        else:
            file = draw.choice(files)
            address = file.relative_to(content).with_suffix(".html").as_posix()
            found.append(Target(file, f"/{address}", "item"))
    return found


def _date(file: Path) -> str:
    text = file.read_text("utf-8")
    return text.partition("\ndate: ")[2][:16]


@contextmanager
def served(platform: Path) -> Iterator[int]:
    """Run `sitegen serve`; yields the port once it is ready."""
    command = [sys.executable, "-m", "sitegen", "-C", str(platform), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        for line in process.stderr:
            found = re.search(r"http://localhost:(\d+)/", line)
            if found:
                yield int(found[1])
                break
        else:
            raise SystemExit("sitegen serve did not start")
    finally:
        process.terminate()
        process.wait()


def save(target: Target, mark: str) -> float:
    """Write the mark into the title, put the file in place at once; returns when, in ms."""
    text = target.file.read_text("utf-8")
    fresh = target.file.with_name(f".{target.file.name}.new")
    fresh.write_text(_TITLE.sub(rf"title: \1{mark}", text, count=1), "utf-8")
    moment = time.time() * 1000
    fresh.replace(target.file)
    return moment


def watch(page: Page, port: int, target: Target, number: int, pause: float) -> float:
    """Open the page, save, and return how long it took in ms until the page showed it."""
    with page.expect_response("**/__sitegen__/events"):
        page.goto(f"http://localhost:{port}{target.page}")
    page.wait_for_timeout(pause * 1000)
    mark = f"（校核{time.time_ns() // 1_000_000}{number:03d}）"
    saved = save(target, mark)
    # A reload in the middle of asking destroys the question: it is asked again.
    deadline = time.monotonic() + _TIMEOUT_MS / 1000
    while time.monotonic() < deadline:
        shown = _ask(page, mark)
        if shown:
            return shown - saved
    raise SystemExit(f"{target.page} never showed the save")


def _ask(page: Page, mark: str) -> float:
    from playwright.sync_api import Error

    try:
        return float(page.evaluate(_SHOWN, mark) or 0)
    except Error:
        return 0.0
    finally:
        page.wait_for_timeout(5)


def measure(platform: Path, count: int, seed: int, pause: float) -> dict[str, Any]:
    """Save `count` times; returns the report."""
    from playwright.sync_api import sync_playwright

    chosen = targets(platform / "content" / _SITE, count, seed)
    rows: list[tuple[str, float]] = []
    with served(platform) as port, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_context().new_page()
        page.add_init_script(_WATCH)
        load = os.getloadavg()[0]
        for number, target in enumerate(chosen):
            took = watch(page, port, target, number, pause)
            rows.append((target.kind, took))
            sys.stderr.write(f"{target.kind} {target.page} {took:.0f} ms\n")
        browser.close()
    return {"load": round(load, 1), **summary(rows)}


def summary(rows: Sequence[tuple[str, float]]) -> dict[str, Any]:
    """Median and worst of each kind of page and of all, in ms."""
    kinds = {"all": [took for _, took in rows]}
    for kind, took in rows:
        kinds.setdefault(kind, []).append(took)
    return {
        kind: {
            "saves": len(found),
            "median_ms": round(statistics.median(found)),
            "worst_ms": round(max(found)),
        }
        for kind, found in kinds.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--sites", type=int, default=1)
    parser.add_argument("--saves", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds between opening a page and saving"
    )
    parser.add_argument("--platform", type=Path, help="a corpus that is there already")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="sitegen-preview-"))
    try:
        platform = options.platform or work / "platform"
        if not options.platform:
            theme = Path(__file__).resolve().parent / "theme"
            write_platform(platform, site_plans(options.items, options.sites), Stock(), theme)
        figures = measure(platform, options.saves, options.seed, options.pause)
        report = {"items": options.items, "sites": options.sites, **figures}
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(json.dumps(report, indent=2))
    if options.output:
        options.output.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
