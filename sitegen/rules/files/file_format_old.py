"""Files offered in formats that only some office programs open (旧格式附件)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("file-format-old", scope="site")
def old(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each such file of a recent item; what is long published may stay."""
    params = book.rule("file-format-old").params
    for stub, fact in site.noted("file"):
        better = params["instead"].get(fact.value.rpartition(".")[2].lower())
        if better and days_between(stub.date, site.model.as_of) <= params["within_days"]:
            name = fact.value.rpartition("/")[2]
            yield Fault(
                f"附件“{name}”是旧的专用格式，手机和部分办公软件打不开。",
                f"另存为 {better}，供阅读的同时提供 pdf。",
                fact.line,
                stub.path,
                stub.column,
            )
