"""The head of a work report against what the platform knows of the site (表头)."""

from collections.abc import Iterator

from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import SiteView

FIELDS = (
    ("id_code", "id_code", "政府网站标识码"),
    ("icp", "icp", "ICP备案号"),
    ("police", "police", "公安机关备案号"),
    ("sponsor", "sponsor", "主办单位"),
    ("site_name", "name", "网站名称"),
    ("address", "domain", "首页网址"),
)
PARTS = ("site_name", "address")
"""Where one may hold the other: 门户网站 after the name, https:// before the domain."""


@check("workreport-identity", scope="site", kinds=("work-report",))
def identity(site: SiteView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each field of the newest report that differs from `sites.yaml`."""
    reports = sorted(site.records("work-report"), key=lambda pair: pair[1]["work_report"]["year"])
    for stub, record in reports[-1:]:
        for key, attribute, title in FIELDS:
            stated = "".join(str(record["work_report"].get(key) or "").split())
            known = "".join(str(getattr(site.model.config, attribute)).split())
            same = known in stated or stated in known if key in PARTS else stated == known
            if stated and known and not same:
                yield Fault(
                    f"报表的{title}写“{stated}”，平台登记的是“{known}”。",
                    f"核对后改正报表的 {key} 或 sites.yaml。",
                    file=stub.path,
                    column=stub.column,
                )
