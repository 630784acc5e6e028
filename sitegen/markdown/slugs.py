"""Ids of headings: made from their text, as Git hosts do, so that links into a page last."""

import re
from functools import lru_cache

_OTHER = re.compile(r"[^\w\u3400-\u9fff-]+")


class Slugs:
    """Gives each heading of one document an id of its own."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def make(self, text: str) -> str:
        """Return the id for a heading's text; a second one of the same text gets `-2`."""
        slug = _slug(text)
        count = self._seen.get(slug, 0) + 1
        self._seen[slug] = count
        return slug if count == 1 else f"{slug}-{count}"


@lru_cache(maxsize=1024)
def _slug(text: str) -> str:
    """What remains of a heading's text; many documents have the same (总则, 附则, 申报条件)."""
    return _OTHER.sub("", text.strip().replace(" ", "-").lower()) or "section"
