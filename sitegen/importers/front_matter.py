"""Writing items: YAML that people like to read, and front matter above Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import yaml

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Dumper(yaml.SafeDumper):
    """Plain YAML: no anchors, long texts as blocks, lists indented below their key."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    if _DAY.fullmatch(text):
        try:
            return dumper.represent_date(date.fromisoformat(text))
        except ValueError:
            pass
    if "\n" in text and not re.search(r"[ \t]\n|\t|^ ", text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


_Dumper.add_representer(str, _text)


def dump_yaml(data: Mapping[str, Any]) -> str:
    """`data` as block-style YAML in the order given; empty values are left out."""
    return yaml.dump(prune(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def prune(value: Any) -> Any:
    """`value` without empty texts, lists, mappings and Nones inside mappings."""
    if isinstance(value, Mapping):
        pruned = {key: prune(inner) for key, inner in value.items()}
        return {key: inner for key, inner in pruned.items() if inner not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [prune(inner) for inner in value]
    return value


def markdown_item(front: Mapping[str, Any], body: str) -> str:
    """An item file: front matter between `---` lines, a blank line, the body."""
    text = f"---\n{dump_yaml(front)}---\n"
    return f"{text}\n{body}" if body else text
