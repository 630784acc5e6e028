"""The built-in rulebook: YAML files, kept parsed in one JSON file beside them.

Parsing the YAML costs more than everything else at start-up; the parsed form is used only while
it carries the digest of the YAML files, so an edited file is never overlooked.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

BOOK = Path(__file__).parent / "book"
COMPILED = BOOK / "compiled.json"
APART = ("sources", "profiles")


def builtin() -> dict[str, Any]:
    """Return the built-in book: `digest`, `sources`, `profiles`, `families`, `words`."""
    digest, files = _read()
    if COMPILED.is_file():
        book: dict[str, Any] = json.loads(COMPILED.read_bytes())
        if book["digest"] == digest:
            return book
    return _parse(digest, files)


def compile_book() -> str:
    """Return the text that `compiled.json` should have."""
    return json.dumps(_parse(*_read()), ensure_ascii=False, indent=0, sort_keys=False) + "\n"


def _read() -> tuple[str, dict[str, bytes]]:
    files = {
        path.relative_to(BOOK).as_posix(): path.read_bytes()
        for path in sorted(BOOK.rglob("*.yaml"))
    }
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest(), files


def _parse(digest: str, files: dict[str, bytes]) -> dict[str, Any]:
    import yaml

    parsed = {name.removesuffix(".yaml"): yaml.safe_load(raw) for name, raw in files.items()}
    words = {
        name.partition("/")[2]: value for name, value in parsed.items() if name.startswith("words/")
    }
    families = [
        value
        for name, value in parsed.items()
        if name not in APART and not name.startswith("words/")
    ]
    return {
        "digest": digest,
        "sources": parsed["sources"],
        "profiles": parsed["profiles"],
        "families": families,
        "words": words,
    }
