"""Numbers with a check digit: 公民身份号码, 统一社会信用代码, bank cards."""

from datetime import date

PROVINCES = frozenset(
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (81, 83))
    for number in range(first, last + 1)
) | {"71"}
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def is_id_number(number: str) -> bool:
    """Whether 18 characters are a 公民身份号码: province, date and check digit (GB 11643)."""
    if not like_id_number(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    return ID_CHECKS[total % 11] == number[17]


def like_id_number(number: str) -> bool:
    """Whether 18 characters have the form of a 公民身份号码, whatever the check digit."""
    if len(number) != 18 or not number[:17].isdigit() or number[:2] not in PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year >= 1900


def like_old_id_number(number: str) -> bool:
    """Whether 15 digits have the form of a 身份证号 of the first generation (GB 11643-1989)."""
    return len(number) == 15 and like_id_number(f"{number[:6]}19{number[6:]}0")


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a 统一社会信用代码 with a right check character (GB 32100)."""
    if len(code) != 18 or any(char not in CREDIT_ALPHABET for char in code):
        return False
    values = [CREDIT_ALPHABET.index(char) for char in code]
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == values[17]


def luhn(number: str) -> bool:
    """Whether the last digit is right by Luhn (GB/T 15694)."""
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0
