"""Personal data in the settings of columns and of the site (栏目设置中的个人信息)."""

from collections.abc import Iterator
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.privacy.numbers import bank_cards, every_id_number, mobiles
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.settings_files import settings_files, shown_settings
from sitegen.rules.views import SiteView, line_at

PROBE = "settings-privacy-4"
FIX = "遮盖中间各位，或者改为办公电话。"


@check("privacy-settings", scope="site")
def leak(site: SiteView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each number in `_site.yaml`, `_column.yaml` and `sites.yaml`."""
    context = book.param("privacy-bank-card", "context")

    def scan(content: bytes) -> Any:
        return list(_leaks(content.decode("utf-8", "replace"), context))

    for path in settings_files(site):
        for line, name, masked in site.remember(path, f"{PROBE}:{context}", scan):
            yield Fault(f"栏目或站点设置中有完整的{name} {masked}。", FIX, line, path)
    for key, text in shown_settings(site):
        for _, name, masked in _leaks(text, context):
            yield Fault(f"sites.yaml 中本站的 {key} 有完整的{name} {masked}。", FIX)


def _leaks(text: str, context: str) -> Iterator[tuple[int, str, str]]:
    for name, leaks in (
        ("公民身份号码", every_id_number(text)),
        ("手机号码", mobiles(text)),
        ("银行卡号", bank_cards(text, context)),
    ):
        for one in leaks:
            yield line_at(text, one.start), name, one.masked
