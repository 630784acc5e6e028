"""Lays a search index out as a release does, serves it, and asks it in a real browser."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sitegen.search import ShardFiles, SiteShards, client_files, index_manifest

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
_PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>检索</title>
<script type="module" src="/probe.js"></script></head><body></body></html>"""
# A query in the page: the first view with a hit, and the last.
_PROBE = """import { createSearch } from "/search/search-engine.js";
window.ask = async (text, options = {}) => {
  const start = performance.now();
  window.engine ??= await createSearch({ base: "/search/" });
  const results = window.engine.query(text, options);
  let first = null, last = null, views = 0;
  for await (const view of results) {
    views++;
    if (first === null && view.hits.length > 0) {
      first = performance.now() - start;
    }
    last = view;
    if (options.firstOnly && first !== null) break;
  }
  const list = options.firstOnly ? last.hits : await results.hits(0, 20);
  const whole = performance.now() - start;
  return { first, whole, views, view: last, list, entries: results.entries() };
};
window.ready = true;
"""


def lay_out(
    root: Path,
    cache: Path,
    own: Sequence[ShardFiles],
    siblings: Sequence[tuple[str, str, str, Sequence[ShardFiles]]] = (),
) -> None:
    """Writes `root`/search for one site, and for `siblings` (id, name, base_url, shards)."""
    search = root / "search"
    search.mkdir(parents=True)
    for name, path in client_files(cache).items():
        shutil.copy(path, search / name)
    _copy(search, own)
    for site, _, _, shards in siblings:
        _copy(search / site, shards)
    manifest = index_manifest(
        SiteShards("city", "云岭市人民政府", "", tuple(s.info for s in own)),
        [
            SiteShards(site, name, base, tuple(s.info for s in shards))
            for site, name, base, shards in siblings
        ],
    )
    (search / "index.json").write_bytes(manifest)
    (root / "index.html").write_text(_PAGE, "utf-8")
    (root / "favicon.ico").write_bytes(b"")
    (root / "probe.js").write_text(_PROBE, "utf-8")


def _copy(search: Path, shards: Sequence[ShardFiles]) -> None:
    for shard in shards:
        for name in shard.files:
            target = search / shard.info.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(shard.root / name)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Static files, nothing compressed on the way, under the policy that a release asks for."""

    protocol_version = "HTTP/1.1"
    sent: list[int]

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        body = source.read()
        self.sent.append(len(body))
        outputfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(root: Path) -> Iterator[tuple[str, list[int]]]:
    """Serves `root`; yields its address and the growing list of the sizes of all bodies sent."""
    sent: list[int] = []
    handler = type("Handler", (_Handler,), {"sent": sent})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(root))
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", sent
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


def open_page(chromium: Any, address: str) -> tuple[Any, list[str]]:
    """A page in a fresh profile (nothing cached) with its console's complaints."""
    page = chromium.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    page.wait_for_function("window.ready === true")
    return page, complaints
