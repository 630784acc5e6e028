"""An item's text on its way from the state to the page, as the bytes that it is in both.

Turning it into characters and back would cost more than fetching it, and hardly any text needs
it: only stored links and pictures are looked at again.
"""

from collections.abc import Mapping

from sitegen.images import Picture, with_pictures
from sitegen.pages.addresses import resolve_links


class Body:
    """HTML that the build has rendered and checked, in UTF-8.

    A template puts it into the page with the filter `markup`; `str(body)` are its characters.
    """

    __slots__ = ("html",)

    def __init__(self, html: bytes) -> None:
        self.html = html

    def __str__(self) -> str:
        return self.html.decode()

    def __bool__(self) -> bool:
        return bool(self.html)

    def complete(self, targets: Mapping[str, str], pictures: Mapping[str, Picture]) -> "Body":
        """Return the body with final addresses and with what is known of its pictures."""
        return Body(with_pictures(resolve_links(str(self), targets), pictures).encode())
