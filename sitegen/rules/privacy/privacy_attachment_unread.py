"""Files offered for download that could not be searched for personal data (无法检查的附件)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.privacy.attached import scans
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords


@check("privacy-attachment-unread", scope="site")
def unread(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each file of which something stayed closed: a password, damage, size."""
    for scan in scans(site, book):
        if scan.unread:
            shown = "；".join(scan.unread[:3]) + ("；等" if len(scan.unread) > 3 else "")
            yield Fault(
                f"附件 {scan.path} 没有检查或者没有查全有无个人信息：{shown}。",
                "人工核对有无个人信息；去掉密码，或者改为 docx、xlsx、pdf、zip 后重新上传。",
                file=scan.path,
            )
