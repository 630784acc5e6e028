"""Text that stands in Markdown as it is."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>~^])")
_ENTITY: Final = re.compile(r"&(?=#?\w{1,32};)")


def escape(text: str) -> str:
    """Text for Markdown: what would be read as mark-up is escaped."""
    return _ENTITY.sub(r"\&", _SPECIAL.sub(r"\\\1", text))
