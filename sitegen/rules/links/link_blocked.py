"""Links to hosts on the operator's block list (违法违规网站)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook


@check("link-blocked", scope="item")
def blocked(item: ItemView, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each link to a listed host or below it."""
    hosts = book.param("link-blocked", "hosts")
    if not hosts:
        return
    for link in item.links:
        if "//" not in link.target:
            continue
        host = (_host(link.target) or "").lower()
        if any(host == name or host.endswith(f".{name}") for name in hosts):
            yield Fault(f"链接指向名单所列网站 {host}。", "删去该链接。", link.line)


def _host(target: str) -> str | None:
    try:
        return urlsplit(target).hostname
    except ValueError:
        return None
