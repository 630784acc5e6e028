"""Entries of the disclosure directory without index number or abstract (条例第十二条)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("directory-fields-missing", scope="site")
def missing(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each own item in the directory that lacks one of the two."""
    indexed = {fact.path for fact in site.facts("index_no") if fact.value}
    for column in site.model.of_type("disclosure-directory"):
        for stub in (shown.stub for shown in column.items if not shown.how):
            if stub.summary and stub.path in indexed:
                continue
            names = ["索引号"] * (stub.path not in indexed) + ["内容概述"] * (not stub.summary)
            yield Fault(
                f"目录条目《{stub.title}》缺少{'、'.join(names)}。",
                "写 document.index_no（索引号）和 description（概述）。",
                file=stub.path,
                column=column.path,
            )
