"""Which interpretations belong to which documents of a site (文件与解读)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sitegen.model.entry import ItemView
from sitegen.rules.noting import note
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords, line_of


@note("form", kinds=("interpretation",))
def form(item: ItemView, _book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note the form of an interpretation (解读形式) other than plain text."""
    given = item.record.get("form", "text")
    if given != "text":
        yield given, line_of(item, "form")


def interpretations(site: RememberedRecords) -> Mapping[str, list[str]]:
    """Path of a document → dates of its published interpretations, either side naming the other."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    here = f"{site.model.config.id}/"
    for stub, fact in site.noted("interprets"):
        if fact.value.startswith(here):
            found[fact.value.removeprefix(here)].append(stub.date)
    for stub, fact in site.noted("interpretation"):
        other = site.published.get(fact.value.removeprefix(here))
        found[stub.path].append(other.date if other else stub.date)
    return found
