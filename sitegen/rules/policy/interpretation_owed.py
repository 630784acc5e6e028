"""A document that needs an interpretation and has none (应解读未解读)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.policy.pairs import interpretations
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView


@check("interpretation-owed", scope="site", kinds=("policy",))
def owed(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each normative document in force past its days of grace."""
    params = book.rule("interpretation-owed").params
    have = interpretations(site)
    for stub, record in site.records("policy"):
        document = record["document"]
        broad = document.get("normative") or document.get("genre") in params["genres"]
        age = days_between(stub.date, site.model.as_of)
        if not broad or not params["days"] < age <= params["within_days"]:
            continue
        if document.get("status") in ("废止", "失效") or have.get(stub.path):
            continue
        yield Fault(
            f"《{stub.title}》发布已 {age} 天，没有解读。",
            "发布解读稿件，在其 interprets 中写本文件的相对路径。",
            file=stub.path,
            column=stub.column,
        )
