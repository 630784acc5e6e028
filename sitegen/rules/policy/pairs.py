"""Which interpretations belong to which documents of a site (文件与解读)."""

from collections import defaultdict
from collections.abc import Mapping

from sitegen.model.entry import Stub
from sitegen.rules.targets import resolve
from sitegen.rules.views import SiteView


def interpretations(site: SiteView) -> Mapping[str, list[str]]:
    """Path of a document → dates of its published interpretations, either side naming the other."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    dates: dict[str, str] = {}
    for stub, record in site.records("interpretation"):
        dates[stub.path] = stub.date
        for target in record.get("interprets") or ():
            found[resolve(stub, target)].append(stub.date)
    for stub, record in site.records("policy"):
        for target in record["document"].get("interpretation") or ():
            found[stub.path].append(dates.get(resolve(stub, target), stub.date))
    return found


def paths(stub: Stub, targets: object) -> list[tuple[str, str]]:
    """Each target that is a path, as written and where it leads; addresses elsewhere are left."""
    given = targets if isinstance(targets, (list, tuple)) else ()
    return [(target, resolve(stub, target)) for target in given if "://" not in target]
