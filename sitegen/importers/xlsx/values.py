"""From a cell to a field's value: times, days, lists, materials, steps, names of citizens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sitegen.importers.chinese_dates import find_date
from sitegen.importers.docx.inlines import clean, escape, escape_start
from sitegen.importers.xlsx.headers import text_of
from sitegen.importers.xlsx.sheets import Value

_EPOCH_1900: Final = datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime(1904, 1, 1)
_SERIALS: Final = (Decimal(18_000), Decimal(80_000))  # 1949 … 2119
_CLOCK: Final = re.compile(r"(上午|下午)?\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})")
_ITEM_NUMBER: Final = re.compile(
    r"^\s*(?:\d{1,2}\s*[.．、)）](?!\d)|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]|[①-⑳]|"
    r"[一二三四五六七八九十]{1,3}、)\s*"
)
_INLINE_NUMBER: Final = re.compile(r"(?<=[;；。])\s*(?=\d{1,2}\s*[.．、](?!\d))")
_COPIES: Final = re.compile(r"(\d{1,3})\s*份")
_FORM: Final = re.compile(r"原件(?:及复印件|和复印件|或复印件)?|复印件(?:加盖公章)?")
_MEDIUM: Final = re.compile(r"纸质(?:[或和、/]电子(?:版|件)?)?|电子(?:版|件)?")
_DAYS: Final = re.compile(r"(?:即时|当场|当日|\d+个?(?:工作日|小时|日|天))(?:办结|内)?")

Convert = Callable[[Value, bool], Any]


class CellError(ValueError):
    """A cell whose value a field cannot take; the message is Chinese and complete."""


def as_moment(value: Value, epoch_1904: bool) -> datetime | None:
    """A date-time from a date cell, an Excel serial number or a text; None where it is none."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, Decimal):
        text = text_of(value)
        found = find_date(text) if re.fullmatch(r"(?:19|20)\d{6}", text) else None
        return _midnight(found) if found else _serial(value, epoch_1904)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _serial(Decimal(text), epoch_1904)
    found = find_date(text)
    if found is None:
        return None
    clock = _CLOCK.search(text)
    hour, minute = (int(clock[2]), int(clock[3])) if clock else (0, 0)
    if clock and clock[1] == "下午" and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    return _midnight(found) + timedelta(hours=hour, minutes=minute)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _serial(number: Decimal, epoch_1904: bool) -> datetime | None:
    if not _SERIALS[0] <= number <= _SERIALS[1]:
        return None
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    return epoch + timedelta(minutes=round(float(number) * 1440))


def _time(value: Value, epoch_1904: bool) -> str:
    moment = as_moment(value, epoch_1904)
    if moment is None:
        raise CellError(f"“{text_of(value)}”不是日期或时间")
    return moment.strftime("%Y-%m-%d %H:%M")


def _day(value: Value, epoch_1904: bool) -> str:
    return _time(value, epoch_1904)[:10]


def _lines(value: Value, _: bool) -> list[str]:
    """Lines, or items parted by semicolons or typed numbers; the numbers dropped."""
    parts: list[str] = []
    for line in text_of(value).splitlines():
        for piece in re.split(r"[；;]\s*", _INLINE_NUMBER.sub("；", line)):
            text = _ITEM_NUMBER.sub("", piece).strip()
            if text:
                parts.append(text)
    return parts


def _paragraphs(value: Value, _: bool) -> list[str]:
    """Lines only: a legal basis or a duty may well hold semicolons."""
    return [
        text
        for line in text_of(value).splitlines()
        if (text := _ITEM_NUMBER.sub("", line).strip().rstrip("；;"))
    ]


def _materials(value: Value, flag: bool) -> list[dict[str, Any]]:
    """Papers with form, medium and copies where the line names them."""
    found = []
    for line in _lines(value, flag):
        bracket = re.search(r"[（(]([^（()）]*)[)）]\s*$", line)
        said = bracket[1] if bracket else ""
        form, medium, copies = _FORM.search(said), _MEDIUM.search(said), _COPIES.search(said)
        if form or medium or copies:
            name = line[: bracket.start()].strip() if bracket else line
        else:
            name = line
        found.append(
            {
                "name": name,
                "form": form[0] if form else "",
                "medium": medium[0] if medium else "",
                "copies": int(copies[1]) if copies else None,
            }
        )
    return found


def _steps(value: Value, flag: bool) -> list[dict[str, str]]:
    """Steps parted by lines, arrows or semicolons: 申请→受理→审查→决定."""
    steps = []
    for line in _lines(value, flag):
        for part in re.split(r"\s*(?:→|➔|->|—>|⇒|=>)\s*", line):
            title, _, detail = part.partition("：")
            days = _DAYS.search(detail or title)
            if title.strip():
                steps.append(
                    {
                        "title": title.strip(),
                        "detail": detail.strip(),
                        "days": days[0] if days else "",
                    }
                )
    return steps


def _audience(value: Value, _: bool) -> str:
    text = text_of(value)
    person = bool(re.search(r"个人|自然人|公民", text))
    legal = bool(re.search(r"法人|企业|组织|单位", text))
    if person and legal:
        return "个人和法人"
    if person or legal:
        return "个人" if person else "法人"
    raise CellError(f"服务对象“{text}”不是个人、法人或个人和法人")


def _category(value: Value, _: bool) -> str:
    text = text_of(value)
    for name in ("咨询", "投诉", "建议", "求助", "举报"):
        if name in text:
            return name
    raise CellError(f"类别“{text}”不是咨询、投诉、建议、求助或举报")


def _masked_name(value: Value, _: bool) -> str:
    """A citizen's name is not published: only its first character is kept."""
    text = text_of(value)
    if not text or re.search(r"[*＊某]|先生|女士|同志|网友|匿名|群众", text):
        return text
    return text[0] + "*" * min(max(len(text) - 1, 1), 2)


def _whole(value: Value, _: bool) -> int:
    text = text_of(value).replace(",", "")
    if not re.fullmatch(r"-?\d+", text):
        raise CellError(f"“{text}”不是整数")
    return int(text)


def _text(value: Value, _: bool) -> str:
    return text_of(value)


def _prose(value: Value, _: bool) -> str:
    """Markdown paragraphs, one a line: these fields are rendered, so markup in them is escaped."""
    lines = (escape_start(escape(clean(line).strip(" 　"))) for line in text_of(value).splitlines())
    return "\n\n".join(line for line in lines if line)


_CONVERTERS: Final[dict[str, Convert]] = {
    "body": _prose,
    "letter.question": _prose,
    "letter.reply": _prose,
    "leader.resume": _prose,
    "leader.portfolio": _prose,
    "date": _time,
    "updated": _time,
    "expires": _time,
    "document.signed": _day,
    "document.effective": _day,
    "document.expires": _day,
    "letter.received": _time,
    "letter.replied": _time,
    "letter.category": _category,
    "letter.from_name": _masked_name,
    "service.basis": _paragraphs,
    "service.conditions": _lines,
    "service.materials": _materials,
    "service.steps": _steps,
    "service.audience": _audience,
    "organ.duties": _paragraphs,
    "organ.order": _whole,
    "leader.order": _whole,
    "survey.starts": _day,
    "survey.ends": _day,
    "survey.participants": _whole,
    "interview.held": _time,
}


def convert_value(field: str, value: Value, epoch_1904: bool = False) -> Any:
    """The value of `field` (a dotted path) for a cell.

    Raises:
        CellError: the cell cannot be such a value.
    """
    return _CONVERTERS.get(field, _text)(value, epoch_1904)
