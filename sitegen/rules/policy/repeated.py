"""Facts of one name that several published items share."""

from collections import defaultdict
from collections.abc import Iterator

from sitegen.model.entry import Fact, Stub
from sitegen.rules.views import PlatformView


def repeated(platform: PlatformView, name: str) -> Iterator[tuple[Fact, Stub, Stub]]:
    """Each later item that repeats a value, with its stub and the first item's stub.

    Only published items count; the first is the one that was published earliest.
    """
    groups: defaultdict[str, dict[tuple[str, str], Fact]] = defaultdict(dict)
    for fact in platform.facts(name):
        if fact.value:
            groups[fact.value].setdefault((fact.site, fact.path), fact)
    for value in sorted(value for value, facts in groups.items() if len(facts) > 1):
        found = [
            (stub, fact)
            for place, fact in groups[value].items()
            if (stub := platform.stub(*place)) and stub.published(platform.as_of)
        ]
        found.sort(key=lambda pair: (pair[0].date, pair[0].site, pair[0].path))
        for stub, fact in found[1:]:
            yield fact, stub, found[0][0]
