"""Documents and interpretations that name something else as their counterpart (解读关联)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.policy.pairs import paths
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("interpretation-target", scope="site", kinds=("policy", "interpretation"))
def target(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each named item of the site that is of another kind.

    Whether it exists is checked where links are (`link-broken`).
    """
    kinds = {
        stub.path: stub.kind
        for column in site.model.columns.values()
        for stub in [*(shown.stub for shown in column.items if not shown.how), *column.pending]
    }
    named = [
        ("interprets", "policy", "政策文件", stub, record.get("interprets"))
        for stub, record in site.records("interpretation")
    ] + [
        ("document.interpretation", "interpretation", "解读稿件", stub, given)
        for stub, record in site.records("policy")
        for given in (record["document"].get("interpretation"),)
    ]
    for key, wanted, title, stub, targets in named:
        for written, path in paths(stub, targets):
            if kinds.get(path, wanted) != wanted:
                yield Fault(
                    f"{key} 所写的“{written}”不是{title}。",
                    f"改为{title}的相对路径（从本稿件所在目录算起）。",
                    file=stub.path,
                    column=stub.column,
                )
