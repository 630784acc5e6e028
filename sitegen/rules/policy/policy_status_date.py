"""A document's status against its dates at the build's moment (有效性)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.noting import note
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords, line_of


@note("validity", kinds=("policy",))
def validity(item: ItemView, _book: Rulebook) -> Iterator[tuple[str, int]]:
    """Note status, effective and expiry day, in that order, where one of the days is given."""
    document = item.record["document"]
    effective, expires = document.get("effective") or "", document.get("expires") or ""
    if effective or expires:
        status = document.get("status") or "有效"
        yield f"{status}|{effective}|{expires}", line_of(item, "document.status")


@check("policy-status-date", scope="site", kinds=("policy",))
def status(site: RememberedRecords, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault for each document whose status its own dates contradict."""
    today = site.model.as_of[:10]
    for stub, fact in site.noted("validity"):
        state, effective, expires = fact.value.split("|")
        if state in ("有效", "修改") and expires and expires < today:
            problem = f"文件已于 {expires} 失效，有效性仍写“{state}”。"
            fix = "改为 status: 失效；继续执行的，按程序延长有效期并更新 expires。"
        elif state == "尚未生效" and effective and effective <= today:
            problem = f"文件已于 {effective} 施行，有效性仍写“尚未生效”。"
            fix = "改为 status: 有效。"
        elif state == "有效" and effective > today:
            problem = f"文件要到 {effective} 才施行，有效性写了“有效”。"
            fix = "改为 status: 尚未生效，施行之日再改。"
        else:
            continue
        yield Fault(problem, fix, file=stub.path, column=stub.column)
