"""A report's events as a calendar (RFC 5545), to be imported into any calendar program."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sitegen import __version__
from sitegen.reports.sheets import Event, Report

_OCTETS = 75


def calendar(report: Report) -> bytes:
    """Return the calendar: CRLF, lines folded at 75 octets, one stable UID an event.

    DTSTAMP is the report's moment, so that the same report gives the same bytes.
    """
    moment = datetime.strptime(report.as_of, "%Y-%m-%d %H:%M").replace(
        tzinfo=ZoneInfo(report.timezone)
    )
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//sitegen//{__version__}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(report.title)}",
    ]
    for event in report.events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _event(event: Event, stamp: str) -> list[str]:
    day = date.fromisoformat(event.day)
    name = hashlib.blake2b(event.key.encode(), digest_size=12).hexdigest()
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@sitegen",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.description)}",
        f"CATEGORIES:{_text(event.category)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(event.summary)}",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A text value: backslash, semicolon, comma and line ends escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, no character cut, each ended by CRLF."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > _OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    pieces.append(piece)
    return b"".join(part + b"\r\n" for part in pieces)
