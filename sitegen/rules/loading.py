"""Loading the rulebook: the built-in one, with what the operator's `rules.yaml` changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.model.finding import Level
from sitegen.rules.compiling import builtin
from sitegen.rules.rulebook import Profile, Rule, Rulebook, Source

OVERRIDES = "rules.yaml"


def load_rulebook(root: Path | None) -> Rulebook:
    """Load the built-in rulebook and apply `rules.yaml` in `root`, if there is one.

    Raises ConfigError, with file and line, when that file cannot be used: unknown rules,
    thresholds or column types, values of another type, or an attempt to weaken a gate rule.
    """
    book = _assemble(builtin())
    path = root / OVERRIDES if root else None
    if path is None or not path.is_file():
        return book
    from sitegen.rules.overriding import apply_overrides

    raw = path.read_bytes()
    changed, extra = apply_overrides(book, raw, path)
    digest = hashlib.sha256(book.digest.encode() + raw)
    for content in extra.values():
        digest.update(content)
    files = {name: hashlib.sha256(content).hexdigest() for name, content in extra.items()}
    return replace(changed, digest=digest.hexdigest(), files=files)


def _assemble(data: Mapping[str, Any]) -> Rulebook:
    documents = data["sources"]
    rules = {
        rule_id: _rule(rule_id, family["family"], entry, documents)
        for family in data["families"]
        for rule_id, entry in family["rules"].items()
    }
    return Rulebook(
        rules=rules,
        families={family["family"]: family["title"] for family in data["families"]},
        profiles={kind: Profile(tuple(types)) for kind, types in data["profiles"].items()},
        words=data["words"],
        digest=data["digest"],
    )


def _rule(
    rule_id: str, family: str, entry: Mapping[str, Any], documents: Mapping[str, Any]
) -> Rule:
    level = None if entry["level"] == "off" else Level(entry["level"])
    return Rule(
        id=rule_id,
        family=family,
        title=entry["title"],
        scope=entry["scope"],
        level=level,
        default=level,
        params=entry.get("params") or {},
        sources=tuple(
            Source(
                documents[source["doc"]]["title"],
                documents[source["doc"]]["number"],
                source.get("at", ""),
                source["confidence"],
            )
            for source in entry["sources"]
        ),
        wrong=entry["wrong"],
        right=entry["right"],
    )
