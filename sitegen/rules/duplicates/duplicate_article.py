"""The same title and body stored twice instead of shared (一次发布，多处使用)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.policy.repeated import repeated
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import PlatformView


@check("duplicate-article", scope="platform")
def duplicate(platform: PlatformView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each published item that repeats an earlier one."""
    for _, stub, first in repeated(platform, "fingerprint"):
        yield Fault(
            f"《{stub.title}》与 content/{first.site}/{first.path} 的标题和正文相同。",
            "只留原稿件，用 publish_to、collect 或 mount 让它在这里显示。",
            file=stub.path,
            column=stub.column,
            site=stub.site,
        )
