"""Files that a browser or a computer would run: no way into a government's site (可执行附件)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("file-active", scope="site")
def active(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each such file that an item publishes.

    Pages of another hand are not cleaned as texts are, run under the site's own name, and may
    stand where a page of the site belongs.
    """
    kinds = frozenset(book.rule("file-active").params["kinds"])
    for stub, fact in site.noted("file"):
        name = fact.value.partition("#")[0].rpartition("/")[2]
        if name.rpartition(".")[2].lower() in kinds:
            yield Fault(
                f"附件“{name}”是网页、脚本或程序，会在读者的电脑上运行。",
                "把内容写成稿件，或者另存为 pdf 再作为附件。",
                fact.line,
                stub.path,
                stub.column,
            )
