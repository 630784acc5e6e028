"""What content shows as pictures of data (图表): the ground of bonus points."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.noting import note
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_at

CHART = "::: chart"
_SIGNS = CHART.encode()


@note("charted")
def charted(item: ItemView, _book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note that a body holds a chart."""
    place = item.body.find(CHART) if _SIGNS in item.signs else -1
    if place >= 0:
        yield "1", line_at(item.body, place, item.body_line)
