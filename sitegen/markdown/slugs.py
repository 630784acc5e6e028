"""Ids of headings: made from their text, as Git hosts do, so that links into a page last."""

import re

_OTHER = re.compile(r"[^\w\u3400-\u9fff-]+")


class Slugs:
    """Gives each heading of one document an id of its own."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def make(self, text: str) -> str:
        """Return the id for a heading's text; a second one of the same text gets `-2`."""
        slug = _OTHER.sub("", text.strip().replace(" ", "-").lower()) or "section"
        count = self._seen.get(slug, 0) + 1
        self._seen[slug] = count
        return slug if count == 1 else f"{slug}-{count}"
