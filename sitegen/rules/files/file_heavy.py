"""Files that take too long to load (文件过大)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("file-heavy", scope="site")
def heavy(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each file above the limit of its extension."""
    limits = book.param("file-heavy", "megabytes")
    for path, size in site.attached:
        limit = limits.get(path.rpartition(".")[2].lower(), limits["*"])
        if size > limit * 1_000_000:
            yield Fault(
                f"文件 {path} 有 {size / 1e6:.1f} MB，超过 {limit} MB。",
                "压缩图片，或者把文件拆分、另存为较小的格式。",
                file=path,
            )
