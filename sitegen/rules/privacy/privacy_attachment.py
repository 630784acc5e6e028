"""Personal data inside files offered for download (附件中的个人信息)."""

from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.rules.fault import Fault
from sitegen.rules.privacy.documents import UnreadableError, document_text
from sitegen.rules.privacy.numbers import Leak, bank_cards, id_numbers, mobiles
from sitegen.rules.registry import check
from sitegen.rules.rulebook import Rulebook
from sitegen.rules.views import RememberedRecords

PROBE = "privacy-3"


@check("privacy-attachment", scope="site")
def leak(site: RememberedRecords, book: Rulebook) -> Iterator[Fault]:
    """Yield one fault for each file and kind of number, with the first few of them masked.

    Every file of the site's folder with one of the extensions is read; what cannot be read is left
    to `file-magic`.
    """
    params = book.rule("privacy-attachment").params
    context = book.param("privacy-bank-card", "context")
    limit = params["megabytes"] * 1_000_000
    for path, size in site.attached:
        extension = path.rpartition(".")[2].lower()
        if extension not in params["extensions"] or size > limit:
            continue

        def scan(content: bytes, extension: str = extension) -> Any:
            return _scan(content, extension, context)

        for name, masked in site.remember(path, f"{PROBE}:{context}", scan):
            shown = "、".join(masked[:3]) + (" 等" if len(masked) > 3 else "")
            yield Fault(
                f"附件 {path} 中有 {len(masked)} 个完整的{name}（{shown}）。",
                "遮盖之后另存，再替换附件；隐藏的行、列、工作表和批注也要检查。",
                file=path,
            )


def _scan(content: bytes, extension: str, context: str) -> list[tuple[str, list[str]]]:
    try:
        text = document_text(content, extension)
    except UnreadableError:
        return []
    found = (
        ("公民身份号码", _distinct(id_numbers(text))),
        ("手机号码", _distinct(mobiles(text))),
        ("银行卡号", _distinct(bank_cards(text, context))),
    )
    return [(name, masked) for name, masked in found if masked]


def _distinct(leaks: Iterable[Leak]) -> list[str]:
    """Masked numbers, each once: old formats hold the same text in several places."""
    return list(dict.fromkeys(leak.masked for leak in leaks))
