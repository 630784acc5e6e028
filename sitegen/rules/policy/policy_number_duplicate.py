"""A document number that several items bear (发文字号重复)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.policy.repeated import repeated
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView


@check("policy-number-duplicate", scope="platform")
def duplicate(platform: PlatformView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each item but the first."""
    for fact, stub, first in repeated(platform, "number"):
        yield Fault(
            f"发文字号“{fact.value}”与 content/{first.site}/{first.path} 重复。",
            "同一文件只存一份，其他站点用 publish_to、collect 或 mount 共享；文号写错的请改正。",
            fact.line,
            stub.path,
            stub.column,
            stub.site,
        )
