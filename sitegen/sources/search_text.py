"""What of an item can be found by the search: its body and the words of its record."""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model.kinds import Kind

_BLOCKS: dict[Kind, tuple[str, ...]] = {
    Kind.LEADER: ("leader",),
    Kind.ORGAN: ("organ",),
    Kind.SERVICE: ("service",),
    Kind.LETTER: ("letter",),
    Kind.SURVEY: ("survey",),
    Kind.INTERVIEW: ("interview",),
    Kind.DATASET: ("dataset",),
    Kind.OFFICE: ("office",),
    Kind.ANNUAL_REPORT: ("annual_report",),
    Kind.WORK_REPORT: ("work_report",),
}
_SILENT = frozenset({"photo", "order", "video", "file", "blank", "sample", "medium", "required"})


def search_text(kind: Kind, record: Mapping[str, Any], text: str) -> str:
    """Return the text under which an item is found, blocks parted by line breaks."""
    parts = [text] if text else []
    document = record.get("document")
    if document:
        parts += [document["number"], document["index_no"], document["issuer"]]
    for block in _BLOCKS.get(kind, ()):
        parts += _words(record.get(block))
    return "\n".join(part for part in parts if part)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name not in _SILENT:
                yield from _words(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _words(part)
    elif isinstance(value, str):
        yield value
