"""Hiding private numbers in what findings quote: a report goes to screens, mails and logs."""

import re
from collections.abc import Iterator
from itertools import chain

from sitegen.rules.privacy.numbers import Leak, bank_cards, id_numbers, mobiles, old_id_numbers

CARD_WORDS = "卡号|银行|账号|账户|一卡通"
MANY = re.compile(r"(?:[0-9０-９][ \-‐‑–—－·\u00a0\u3000]?){10}[0-9０-９]")
DIGIT = re.compile(r"[0-9０-９]")
KEPT_BEFORE, KEPT_AFTER = 3, 3


def hide_numbers(text: str) -> str:
    """Return the text with the middle digits of every private number as `*`, no longer or shorter.

    Any 公民身份号码, mobile or bank card number counts; near words like 账号 any number with a
    right check digit.
    """
    if not MANY.search(text):
        return text
    for leak in _leaks(text):
        number = text[leak.start : leak.end]
        middle = slice(KEPT_BEFORE, len(number) - KEPT_AFTER)
        hidden = number[: middle.start] + DIGIT.sub("*", number[middle]) + number[middle.stop :]
        text = text[: leak.start] + hidden + text[leak.end :]
    return text


def _leaks(text: str) -> Iterator[Leak]:
    old = old_id_numbers(text, anywhere=True)
    return chain(id_numbers(text), old, mobiles(text), bank_cards(text, CARD_WORDS))
