"""An index number that several items bear (索引号重复)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.policy.repeated import repeated
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView


@check("policy-index-duplicate", scope="platform")
def duplicate(platform: PlatformView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each item but the first."""
    for fact, stub, first in repeated(platform, "index_no"):
        yield Fault(
            f"索引号“{fact.value}”与 content/{first.site}/{first.path} 重复。",
            "给本文件编一个没有用过的索引号；同一文件存了两份的，只留一份并共享。",
            fact.line,
            stub.path,
            stub.column,
            stub.site,
        )
