"""A document that needs an interpretation and has none anywhere (应解读未解读)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView


@check("interpretation-owed", scope="platform")
def owed(platform: PlatformView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each broad document in force past its days of grace.

    An interpretation may stand on any site of the platform; either side may name the other.
    """
    params = book.rule("interpretation-owed").params
    have = {(fact.site, fact.path) for fact in platform.facts("interpretation")}
    for fact in platform.facts("interprets"):
        stub = platform.stub(fact.site, fact.path)
        if stub and stub.published(platform.as_of):
            site, _, path = fact.value.partition("/")
            have.add((site, path))
    for fact in platform.facts("genre"):
        stub = platform.stub(fact.site, fact.path)
        if fact.value not in params["genres"] or (fact.site, fact.path) in have or not stub:
            continue
        age = days_between(stub.date, platform.as_of)
        if params["days"] < age <= params["within_days"] and stub.published(platform.as_of):
            yield Fault(
                f"《{stub.title}》发布已 {age} 天，没有解读。",
                "发布解读稿件，在其 interprets 中写本文件的相对路径。",
                fact.line,
                stub.path,
                stub.column,
                stub.site,
            )
