"""Files without content (空文件)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("file-empty", scope="site")
def empty(site: RememberedRecords, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each file of no bytes that an item uses."""
    here = f"{site.model.config.id}/"
    empty = {path for path, size in site.attached if not size}
    if not empty:
        return
    used = {fact.value.removeprefix(here) for fact in site.facts("file")}
    for path in sorted(empty & used):
        yield Fault(f"文件 {path} 是空的（0 字节）。", "重新放入完整的文件。", file=path)
