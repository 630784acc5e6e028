"""What was found in the files offered for download, remembered by content (附件检查)."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from sitegen.rules.privacy.documents import read_document
from sitegen.rules.privacy.numbers import Leak, bank_cards, every_id_number, mobiles
from sitegen.rules.privacy.unpacking import SEALED
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords

PROBE = "privacy-7"


class Scan(NamedTuple):
    """One file: each kind of number with the masked ones, and the parts that stayed closed."""

    path: str
    leaks: tuple[tuple[str, tuple[str, ...]], ...]
    unread: tuple[str, ...]


def scans(site: RememberedRecords, book: Rulebook) -> Iterator[Scan]:
    """Look at every file of the site's folder with one of the rule's extensions."""
    params = book.rule("privacy-attachment").params
    context = book.param("privacy-bank-card", "context")
    for path, size in site.attached:
        extension = path.rpartition(".")[2].lower()
        if extension in SEALED:
            yield Scan(path, (), ("这种压缩格式无法检查",))
        if extension not in params["extensions"] or not size:
            continue
        if size > params["megabytes"] * 1_000_000:
            yield Scan(path, (), (f"超过 {params['megabytes']} MB",))
            continue
        probe = partial(_look, extension=extension, context=context)
        leaks, unread = site.remember(path, f"{PROBE}:{extension}:{context}", probe)
        yield Scan(path, tuple((name, tuple(masked)) for name, masked in leaks), tuple(unread))


def _look(content: bytes, *, extension: str, context: str) -> list[Any]:
    text, unread = read_document(content, extension)
    found = (
        ("公民身份号码", _distinct(every_id_number(text))),
        ("手机号码", _distinct(mobiles(text))),
        ("银行卡号", _distinct(bank_cards(text, context))),
    )
    return [[(name, masked) for name, masked in found if masked], list(unread)]


def _distinct(leaks: Iterable[Leak]) -> list[str]:
    """Masked numbers, each once: old formats hold the same text in several places."""
    return list(dict.fromkeys(leak.masked for leak in leaks))
