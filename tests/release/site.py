"""A little site that the tests publish, and what they ask of a tree on disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.release.manifest import FileEntry, Manifest
from sitegen.release.store import Release, ReleaseStore

ODD_NAMES = {
    "zwgk/政务公开 指南.pdf": b"%PDF odd",
    "zwgk/a%20b.html": b"percent in the name",
    'zwgk/it\'s "so" $x &c.html': b"quotes",
}


def numbered(count: int, text: str = "v1") -> dict[str, bytes]:
    """`count` pages in two columns, a home page and an asset."""
    pages = {f"zwgk/c{i % 2}/{i}.html": f"<p>{i} {text}</p>".encode() for i in range(count)}
    return {"index.html": f"home {text}".encode(), "assets/a.1234abcd.css": b"p{}", **pages}


def publish(
    store: ReleaseStore,
    files: Mapping[str, bytes],
    *,
    written: Iterable[str] | None = None,
    site: str = "city",
    redirects: Mapping[str, str] | None = None,
    allow_shrink: bool = True,
) -> Release:
    """Publish `files`, writing only the paths in `written` (by default those that differ)."""
    manifest = manifest_of(files, site, redirects)
    live = store.current_manifest(site)
    before = live.files if live else {}
    if written is None:
        written = [path for path in files if before.get(path) != manifest.files[path]]
    with store.begin(site) as staging:
        for path in written:
            staging.write(path, files[path])
        return staging.commit(manifest, set(written), allow_shrink=allow_shrink)


def manifest_of(
    files: Mapping[str, bytes], site: str = "city", redirects: Mapping[str, str] | None = None
) -> Manifest:
    """The manifest of these files."""
    entries = {path: FileEntry.of(data) for path, data in files.items()}
    return Manifest(site, entries, redirects or {}, {"theme": "0" * 64})


def tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` but the manifest; empty folders show as a name with a slash."""
    found = {}
    for path in root.rglob("*"):
        name = str(path.relative_to(root))
        if path.is_dir():
            if not any(path.iterdir()):
                found[name + "/"] = b""
        elif name != "manifest.json":
            found[name] = path.read_bytes()
    return found
