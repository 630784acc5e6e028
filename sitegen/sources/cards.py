"""The few fields of a record that lists show: an item's card."""

from collections.abc import Mapping
from typing import Any

from sitegen.model.kinds import Kind

_DOCUMENT = (
    "index_no", "number", "issuer", "signed", "status", "topic", "genre", "expires",
)  # fmt: skip
_FIELDS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.LEADER: ("leader", ("name", "post", "portfolio", "photo", "order")),
    Kind.ORGAN: ("organ", ("name", "phone", "order")),
    Kind.SERVICE: ("service", ("item", "audience", "topic", "organ", "online")),
    Kind.LETTER: ("letter", ("category", "received", "replied", "replier")),
    Kind.SURVEY: ("survey", ("form", "starts", "ends", "participants")),
    Kind.INTERVIEW: ("interview", ("held", "guests")),
    Kind.DATASET: ("dataset", ("period", "frequency", "publisher")),
    Kind.ANNUAL_REPORT: ("annual_report", ("year", "organ")),
    Kind.WORK_REPORT: ("work_report", ("year",)),
}
_DEFAULTS: dict[str, Any] = {"order": 100, "category": "咨询", "form": "意见征集"}


def card_of(kind: Kind, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the card; every key that its kind promises is there (see `pages.data.Entry`)."""
    card: dict[str, Any] = {}
    document = record.get("document")
    if document:
        card = {name: document.get(name) or "" for name in _DOCUMENT}
        card["status"] = card["status"] or "有效"
    if kind is Kind.INTERPRETATION:
        card["form"] = record.get("form", "text")
    if kind in _FIELDS:
        block, names = _FIELDS[kind]
        values = record.get(block) or {}
        card |= {name: values.get(name, _DEFAULTS.get(name, "")) for name in names}
        if kind is Kind.INTERVIEW:
            card["guests"] = "、".join(guest["name"] for guest in values.get("guests", ()))
        if kind is Kind.SURVEY:
            card["result"] = bool(values.get("result"))
    return card


def topic_of(record: Mapping[str, Any]) -> str:
    """Return what related items share: the document's topic, else the first keyword."""
    document = record.get("document") or {}
    service = record.get("service") or {}
    words = record.get("keywords") or ("",)
    return str(document.get("topic") or service.get("topic") or words[0])
