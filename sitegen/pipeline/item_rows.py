"""What was read of an item, as its checks and as the state take it."""

from typing import TYPE_CHECKING

from sitegen.model.entry import ItemView
from sitegen.model.entry import Link as BodyLink
from sitegen.model.finding import Finding
from sitegen.rules import Rulebook, source_finding
from sitegen.sources.faults import Fault
from sitegen.sources.json_text import json_text
from sitegen.state import ItemRow

if TYPE_CHECKING:
    # Loading Markdown and all kinds of records takes longer than a build that changes nothing.
    from sitegen.sources.item_file import ReadItem


def to_finding(
    fault: Fault, book: Rulebook, site: str, file: str = "", column: str = ""
) -> Finding:
    """Weigh a fault of a source by the rulebook."""
    return source_finding(
        fault.rule,
        book=book,
        site=site,
        file=fault.file or file,
        line=fault.line,
        message=fault.message,
        fix=fault.fix,
        column=fault.column or column,
    )


def item_view(item: "ReadItem") -> ItemView:
    """Return an item as its own checks see it."""
    assert item.stub is not None
    return ItemView(
        stub=item.stub,
        kind=item.kind,
        record=item.record,
        body=item.body,
        body_line=item.body_line,
        text=item.text,
        html=item.html,
        links=tuple(BodyLink(one.written, one.line, one.image, one.alt) for one in item.links),
        source=item.source,
        signs=item.source.encode("ascii", "ignore"),
        lines=item.lines or {},
    )


def item_row(item: "ReadItem") -> ItemRow:
    """Return an item as the state keeps it."""
    from sitegen.sources.search_text import search_text

    assert item.stub is not None
    return ItemRow(
        stub=item.stub,
        record=item.record_json,
        html=item.html,
        text_size=len(search_text(item.kind, item.record, item.text)),
        texts=json_text(item.texts) if item.texts else "{}",
        headings=json_text([*map(tuple, item.headings)]) if item.headings else "[]",
        facts=item.facts,
    )
