"""A form that applicants must fill in but cannot download (表格下载)."""

from collections.abc import Iterator

from sitegen.model.entry import ItemView
from sitegen.rules.fault import Fault
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import line_of


@check("service-form-missing", scope="item", kinds=("service",))
def missing(item: ItemView, _book: Rulebook) -> Iterator[Fault]:
    """Yield a fault when a form is required and the guide offers no file."""
    service = item.record["service"]
    offered = any(material.get("blank") for material in service.get("materials") or ())
    if service.get("form_required") and not offered and not item.record.get("attachments"):
        yield Fault(
            "办理需填写表格，但没有可下载的空白表格。",
            "在材料的 blank 写空白表格的文件，sample 写样表。",
            line_of(item, "service.form_required"),
        )
