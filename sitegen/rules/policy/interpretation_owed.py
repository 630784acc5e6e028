"""A document that needs an interpretation and has none anywhere (应解读未解读)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView, Stub
from sitegen.rules.fault import Fault
from sitegen.rules.noting import note
from sitegen.rules.periods import days_between
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView, line_of


@note("broad", kinds=("policy",))
def broad(item: ItemView, book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note the publish date of a broad document in force: of a genre, or of one named after it.

    实施细则 and 管理办法 are kinds of 细则 and 办法.
    """
    document = item.record["document"]
    genre = "规范性文件" if document.get("normative") else document.get("genre") or ""
    genres = tuple(book.param("interpretation-owed", "genres"))
    in_force = document.get("status") not in ("废止", "失效")
    if in_force and genre.endswith(genres):
        yield item.stub.date, line_of(item, "document.genre")


@check("interpretation-owed", scope="platform")
def owed(platform: PlatformView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each broad document in force past its days of grace.

    An interpretation may stand on any site of the platform; either side may name the other.
    """
    params = book.rule("interpretation-owed").params
    named = {(fact.site, fact.path) for fact in platform.facts("interpretation")}
    for fact in platform.facts("broad"):
        age = days_between(fact.value, platform.as_of)
        if not params["days"] < age <= params["within_days"] or (fact.site, fact.path) in named:
            continue
        stub = platform.stub(fact.site, fact.path)
        if stub and stub.published(platform.as_of) and not _interpreted(platform, stub):
            yield Fault(
                f"《{stub.title}》发布已 {age} 天，没有解读。",
                "发布解读稿件，在其 interprets 中写本文件的相对路径。",
                fact.line,
                stub.path,
                stub.column,
                stub.site,
            )


def _interpreted(platform: PlatformView, document: Stub) -> bool:
    """Whether a published item of any site names the document."""
    facts = platform.facts("interprets", f"{document.site}/{document.path}")
    stubs = (platform.stub(fact.site, fact.path) for fact in facts)
    return any(stub is not None and stub.published(platform.as_of) for stub in stubs)
