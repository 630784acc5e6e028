"""Documents and interpretations that name something else as their counterpart (解读关联)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords

NAMED = (
    ("interprets", "interprets", "policy", "政策文件"),
    ("document.interpretation", "interpretation", "interpretation", "解读稿件"),
)


@check("interpretation-target", scope="site", kinds=("policy", "interpretation"))
def target(site: RememberedRecords, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each named item of the site that is of another kind.

    Whether it exists is checked where links are (`link-broken`).
    """
    columns = site.model.columns.values()
    waiting = {stub.path: stub for column in columns for stub in column.pending}
    here = f"{site.model.config.id}/"
    for key, name, wanted, title in NAMED:
        for stub, fact in site.noted(name):
            if not fact.value.startswith(here):
                continue
            path = fact.value.removeprefix(here)
            other = site.published.get(path) or waiting.get(path)
            if other and other.kind != wanted:
                yield Fault(
                    f"{key} 所写的“{path}”不是{title}。",
                    f"改为{title}的相对路径（从本稿件所在目录算起）。",
                    fact.line,
                    stub.path,
                    stub.column,
                )
