"""Facts of one name that several published items share."""

from collections.abc import Iterator

from sitegen.model.entry import Fact, Stub
from sitegen.rules.views import PlatformView


def repeated(platform: PlatformView, name: str) -> Iterator[tuple[Fact, Stub, Stub]]:
    """Each later item that repeats a value, with its stub and the first item's stub.

    Only published items count; the first is the one that was published earliest.
    """
    for value in sorted(filter(None, platform.repeated(name))):
        places: dict[tuple[str, str], Fact] = {}
        for fact in platform.facts(name, value):
            places.setdefault((fact.site, fact.path), fact)
        found = [
            (stub, fact)
            for place, fact in places.items()
            if (stub := platform.stub(*place)) and stub.published(platform.as_of)
        ]
        found.sort(key=lambda pair: (pair[0].date, pair[0].site, pair[0].path))
        for stub, fact in found[1:]:
            yield fact, stub, found[0][0]
