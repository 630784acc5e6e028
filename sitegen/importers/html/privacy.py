"""Privacy and wording in imported text, for the report of the move.

The checks proper run at every build; here an editor is told before anything is published.
Patterns: full identity numbers (18 digits, MOD 11-2), mobile numbers, bank cards (Luhn).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitegen.importers.html.notes import Note

_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|"
    r"3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE: Final = re.compile(r"(?<![\d*.-])1[3-9]\d{9}(?![\d*])")
_CARD: Final = re.compile(r"(?<![0-9A-Za-z])[3-6]\d{15,18}(?![0-9A-Za-z])")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TYPOS: Final = {
    "布署": "部署",
    "峻工": "竣工",
    "座落": "坐落",
    "渡假": "度假",
    "帐蓬": "帐篷",
    "再接再励": "再接再厉",
    "迫不急待": "迫不及待",
    "一如继往": "一如既往",
    "走头无路": "走投无路",
    "按装": "安装",
    "重覆": "重复",
    "攻府": "政府",
    "中华人民共合国": "中华人民共和国",
    "领导小姐": "领导小组",
    "秸杆": "秸秆",
}
_MOJIBAKE: Final = re.compile(r"锟斤拷|烫烫烫|Ã[\u0080-\u00bf]|â€|鈥|涓€|鐨勬|銆[佷備]")


def text_notes(text: str, where: str) -> list[Note]:
    """The notes on a text; `where` is the item. No number is repeated in full."""
    return [*_private(text, where), *_words(text, where)]


def _private(text: str, where: str) -> Iterator[Note]:
    fix = "发布前请打码或删去"
    for name, found in (
        ("身份证号", [m for m in _IDENTITY.findall(text) if _identity_holds(m)]),
        ("手机号码", _MOBILE.findall(text)),
        ("银行卡号", [m for m in _CARD.findall(text) if _luhn(m) and not _IDENTITY.fullmatch(m)]),
    ):
        if found:
            shown = f"{found[0][:3]}…{found[0][-2:]}"
            yield Note(
                "privacy", "warning", f"疑似{name} {len(found)} 处（如 {shown}）", where, fix
            )


def _words(text: str, where: str) -> Iterator[Note]:
    for wrong, right in _TYPOS.items():
        if wrong in text:
            yield Note("wording", "warning", f"“{wrong}”疑为“{right}”之误", where, "核对原件后改正")
    if _MOJIBAKE.search(text):
        yield Note(
            "lost-characters", "warning", "正文含有乱码", where, "旧站数据已损坏，请对照原件改正"
        )


def _identity_holds(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0
