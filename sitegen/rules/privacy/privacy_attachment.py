"""Personal data inside files offered for download (附件中的个人信息)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.privacy.attached import scans
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("privacy-attachment", scope="site")
def leak(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each file and kind of number, with the first few of them masked.

    Every file of the site's folder with one of the extensions is read; what cannot be read is left
    to `privacy-attachment-unread`.
    """
    for scan in scans(site, book):
        for name, masked in scan.leaks:
            shown = "、".join(masked[:3]) + (" 等" if len(masked) > 3 else "")
            yield Fault(
                f"附件 {scan.path} 中有 {len(masked)} 个完整的{name}（{shown}）。",
                "遮盖之后另存，再替换附件；隐藏的行、列、工作表和批注也要检查。",
                file=scan.path,
            )
