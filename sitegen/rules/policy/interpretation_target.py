"""Links between documents and interpretations that lead nowhere (解读关联)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.policy.pairs import paths
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("interpretation-target", scope="site", kinds=("policy", "interpretation"))
def target(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each named document or interpretation that is no file of the site.

    Paths into another site's folder are checked where files are read.
    """
    named = [
        ("interprets", "所解读的文件", stub, record.get("interprets"))
        for stub, record in site.records("interpretation")
    ] + [
        ("document.interpretation", "解读稿件", stub, record["document"].get("interpretation"))
        for stub, record in site.records("policy")
    ]
    for key, what, stub, targets in named:
        for written, path in paths(stub, targets):
            if not path.startswith("..") and not site.exists(path):
                yield Fault(
                    f"{what}“{written}”不存在。",
                    f"核对 {key} 的相对路径（从本稿件所在目录算起）。",
                    file=stub.path,
                    column=stub.column,
                )
