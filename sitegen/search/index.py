"""Makes, lists and prunes the shards of the search index.

A shard is a folder of the cache, named by the digest of everything that went into it and made
elsewhere and renamed into place: it is there whole or not at all, and never changes. Its files:

- `meta.pf_meta`, `index/<id>.pf_index`: what Pagefind wrote, read by Pagefind's own WebAssembly;
- `cards`: for every page its id in Pagefind, the number of tokens in its title, date, kind and
  column, for filters, counts and order;
- `text/<id>`: one page's address, title and text, for showing a hit;
- `sieve/<number>`: what tells strings that no page of the shard has.

Pagefind's own fragments are left out: they hold the tokens, from which no excerpt can be made that
looks like the page. All files are gzip data, whatever the server does about compression.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from sitegen.errors import SearchError
from sitegen.search import pagefind
from sitegen.search.grams import page_tokens
from sitegen.search.records import SearchPage, ShardFiles, ShardInfo, ShardSource, SiteShards
from sitegen.search.sieve import runs, write_sieve

# Raise it whenever a shard made from the same pages would come out differently.
FORMAT = 2
_INFO = "shard.json"
_MAGIC = b"pagefind_dcd"
_CLIENT = (
    "search-engine.js", "grams.js", "questions.js", "pagefind-wasm.js", "shard.js", "sieve.js",
    "excerpt.js",
)  # fmt: skip


def shard_name(source: ShardSource) -> str:
    """The folder of `source` in the cache; `prune_cache` keeps it by this name."""
    versions = f"{FORMAT} {pagefind.version()} {pagefind.CHUNK_POSTINGS}"
    return hashlib.sha256(f"{versions} {source.key} {source.digest}".encode()).hexdigest()[:32]


def build_shard(source: ShardSource, cache: Path) -> ShardFiles:
    """The finished shard of `source` below `cache`, made only if it is not there yet.

    The same pages give the same bytes, in whatever order `load` yields them. Takes about 1 MB of
    memory a page while it works, in a process of its own. Raises SearchError.
    """
    name = shard_name(source)
    root = cache / name
    if not _whole(root):
        cache.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=cache))
        try:
            _fill(source, staging)
            _put_in_place(staging, root)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return _read(source.key, name, root)


def _put_in_place(staging: Path, root: Path) -> None:
    staging.chmod(0o755)
    try:
        staging.rename(root)
    except OSError:
        if not _whole(root):  # a torn folder, not another process's finished shard
            shutil.rmtree(root)
            staging.rename(root)


def _whole(root: Path) -> bool:
    """Whether `root` is a finished shard of which no file is missing or cut short."""
    try:
        files = json.loads((root / _INFO).read_text("utf-8"))["files"]
        return all((root / name).stat().st_size == size for name, size in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _read(key: str, name: str, root: Path) -> ShardFiles:
    data = json.loads((root / _INFO).read_text("utf-8"))
    kinds = tuple((kind, count) for kind, count in data["kinds"])
    info = ShardInfo(
        f"{key}-{name[:8]}",
        key,
        data["count"],
        data["newest"],
        data["oldest"],
        kinds,
        data["sieve"],
    )
    return ShardFiles(key, name, root, tuple(data["files"]), info)


def _fill(source: ShardSource, staging: Path) -> None:
    pages = sorted(source.load(), key=lambda page: page.url)
    pages.sort(key=lambda page: page.date, reverse=True)
    if not pages:
        raise SearchError(f"检索分片 {source.key} 没有任何页面，不应生成索引。")
    ids, heads, crcs = _index(pages, staging)
    (staging / "text").mkdir()
    for page in pages:
        _write_gzip(staging / "text" / ids[page.url], [page.url, page.title, page.text])
    _write_gzip(staging / "cards", _cards(pages, ids, heads))
    info = {
        "sieve": write_sieve(set(crcs), staging / "sieve"),
        "count": len(pages),
        "newest": pages[0].date,
        "oldest": pages[-1].date,
        "kinds": sorted(Counter(page.kind for page in pages).items()),
        "files": {
            path.relative_to(staging).as_posix(): path.stat().st_size
            for path in sorted(staging.rglob("*"))
            if path.is_file()
        },
    }
    (staging / _INFO).write_text(json.dumps(info, ensure_ascii=False), "utf-8")


def _index(
    pages: Sequence[SearchPage], staging: Path
) -> tuple[dict[str, str], list[int], array[int]]:
    """Lets Pagefind index `pages` into `staging`.

    Returns Pagefind's page ids by url; for every page how many of its tokens are its title's; and
    the runs of all pages for the sieve, of which the set is only made when Pagefind is gone.
    """
    heads: list[int] = []
    crcs = array("I")
    with pagefind.PagefindProcess(staging) as process:
        for page in pages:
            head, body = page_tokens(page.title, page.text)
            words = head + body
            process.add(page.url, " ".join(words))
            heads.append(len(head))
            crcs.extend(runs(words))
        bundle = process.files()
    ids = {}
    (staging / "index").mkdir()
    for path, content in bundle.items():
        folder, _, name = path.rpartition("/")
        if folder == "fragment":
            stem = name.rpartition(".")[0]
            ids[_unpack(content)["url"]] = stem.removeprefix(f"{pagefind.LANGUAGE}_")
        elif folder == "index":
            (staging / path).write_bytes(content)
        elif name.endswith(".pf_meta"):
            (staging / "meta.pf_meta").write_bytes(content)
    if len(ids) != len(pages):
        raise SearchError("检索索引的页数与输入不符：可能有两个页面使用同一网址。")
    return ids, heads, crcs


def _unpack(content: bytes) -> dict[str, str]:
    data = zlib.decompress(content, wbits=31).removeprefix(_MAGIC)
    record = json.loads(data)
    assert isinstance(record, dict)
    return record


def _write_gzip(path: Path, value: object) -> None:
    """Writes `value` as JSON in gzip form without name and time, so that bytes repeat."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(packer.compress(data) + packer.flush())


def _cards(
    pages: Sequence[SearchPage], ids: dict[str, str], heads: Sequence[int]
) -> dict[str, object]:
    """The columns of the shard's table, a row a page, newest first; `head` counts title tokens."""
    kinds = sorted({page.kind for page in pages})
    columns = sorted({page.column for page in pages})
    return {
        "ids": " ".join(ids[page.url] for page in pages),
        "head": heads,
        "dates": [page.date for page in pages],
        "kinds": kinds,
        "kind": [kinds.index(page.kind) for page in pages],
        "columns": columns,
        "column": [columns.index(page.column) for page in pages],
    }


def index_manifest(own: SiteShards, siblings: Iterable[SiteShards] = ()) -> bytes:
    """`search/index.json`: the shards of this site and, for a portal, of its sub-sites.

    `own.base_url` is empty; a sibling's shards lie in `<site>/<folder>` below `search/`. Shards are
    listed newest first, the order in which a browser asks them.
    """
    sites = [_site(own, "")] + [_site(site, f"{site.site}/") for site in siblings]
    manifest = {"format": FORMAT, "pagefind": pagefind.version(), "sites": sites}
    return json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _site(site: SiteShards, prefix: str) -> dict[str, object]:
    ordered = sorted(site.shards, key=lambda shard: (shard.newest, shard.key), reverse=True)
    return {
        "id": site.site,
        "name": site.name,
        "base": site.base_url.rstrip("/"),
        "shards": [
            {
                "folder": prefix + shard.folder,
                "count": shard.count,
                "newest": shard.newest,
                "oldest": shard.oldest,
                "kinds": dict(shard.kinds),
                "sieve": shard.sieve,
            }
            for shard in ordered
        ],
    }


def client_files(cache: Path) -> dict[str, Path]:
    """The files that every `search/` needs once, by name: our modules and Pagefind's WebAssembly.

    The paths stay valid while the cache is kept; hard-link or copy them. Raises SearchError.
    """
    folder = cache / f"client-{pagefind.version()}"
    wasm = folder / "pagefind.pf_wasm"
    if not wasm.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            with pagefind.PagefindProcess(Path(scratch)) as process:
                process.add("/", "x")
                packed = process.files()["wasm.unknown.pagefind"]
            fresh = Path(scratch) / wasm.name
            fresh.write_bytes(packed)
            fresh.chmod(0o644)
            fresh.replace(wasm)
    scripts = Path(str(resources.files("sitegen.search") / "client"))
    return {"pagefind.pf_wasm": wasm} | {name: scripts / name for name in _CLIENT}


def prune_cache(cache: Path, keep: set[str]) -> int:
    """Removes every shard of `cache` whose name is not in `keep`; returns how many it removed.

    Call it under the build's lock: half-made folders of a killed build go too.
    """
    doomed = [
        path
        for path in (cache.iterdir() if cache.is_dir() else ())
        if path.is_dir() and path.name not in keep and not path.name.startswith("client-")
    ]
    for path in doomed:
        shutil.rmtree(path)
    return len(doomed)
