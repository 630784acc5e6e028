"""A replacing document that does not exist (替代文件)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.targets import resolve
from sitegen.rules.views import SiteView


@check("policy-replacement-unknown", scope="site", kinds=("policy",))
def unknown(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each replaced_by that is a path to no file."""
    for stub, record in site.records("policy"):
        target = record["document"].get("replaced_by") or ""
        if target.endswith(".md") and not site.exists(resolve(stub, target)):
            yield Fault(
                f"替代文件“{target}”不存在。",
                "核对相对路径，或者改写为新文件的文号。",
                file=stub.path,
                column=stub.column,
            )
