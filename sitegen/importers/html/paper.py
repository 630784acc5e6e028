"""What makes a page a policy document: number, issuer and day of signing, from head or text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from sitegen.importers.html.dates import Moment, parse_moment
from sitegen.importers.html.extract import ExtractedPage
from sitegen.importers.html.headtable import tidy_number

_NUMBER: Final = re.compile(
    r"^[一-鿿A-Za-z]{2,16}[〔\[［（(﹝【](?:19|20)\d{2}[〕\]］）)﹞】]第?\s*[1-9]\d*\s*号$"
)
_TITLE_NUMBER: Final = re.compile(r"[（(]([^（()）]{2,16}[〔\[﹝]\d{4}[〕\]﹞]\d+\s*号)[)）]\s*$")
_ORGAN: Final = re.compile(r"(?:人民政府|委员会|管委会|办公室|办公厅|[局厅部委署])$")
_TITLE_ORGAN: Final = re.compile(
    r"^([一-鿿]{2,24}?(?:人民政府|委员会|管委会|办公室|办公厅|[局厅部委署办]))(?:关于|转发|印发)"
)


def signature_day(page: ExtractedPage) -> Moment | None:
    """The day under the signature at the end of the body."""
    for line in reversed(page.text.split("\n")[-6:]):
        if len(line) <= 24:
            moment = parse_moment(line)
            if moment:
                return moment
    return None


def is_signed(page: ExtractedPage) -> bool:
    """Whether the day of signing is known; without it the platform takes no policy document."""
    return bool(page.document.get("signed")) or signature_day(page) is not None


def document_of(page: ExtractedPage, source: str) -> dict[str, str]:
    """The head of a policy document, completed from the text; `source` stands for an issuer."""
    document = dict(page.document)
    number = _number(page)
    if number:
        document.setdefault("number", tidy_number(number))
    signed = signature_day(page)
    if signed:
        document.setdefault("signed", signed.day)
    document.setdefault("issuer", _issuer(page) or source)
    return document


def _number(page: ExtractedPage) -> str:
    lines = [line.strip() for line in page.text.split("\n")[:8]]
    number = next((line for line in lines if _NUMBER.match(line.replace(" ", ""))), "")
    found = None if number else _TITLE_NUMBER.search(page.title.value)
    return found[1] if found else number


def _issuer(page: ExtractedPage) -> str:
    """The organ that the title begins with, else the one above the date at the end."""
    begin = _TITLE_ORGAN.match(page.title.value)
    if begin:
        return begin[1]
    lines = [line.strip() for line in page.text.split("\n") if line.strip()][-6:]
    for above, line in pairwise(lines):
        if len(line) <= 16 and parse_moment(line) and _ORGAN.search(above) and len(above) <= 30:
            return above
    return ""
