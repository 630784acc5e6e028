"""What a build remembers below `build/.state/`: it saves time, never decides correctness."""

from sitegen.state.shelves import NEVER, Shelf
from sitegen.state.site_state import Changed, FileRow, ItemRow, Revision, SiteState
from sitegen.state.states import States, content_digests

__all__ = [
    "NEVER",
    "Changed",
    "FileRow",
    "ItemRow",
    "Revision",
    "Shelf",
    "SiteState",
    "States",
    "content_digests",
]
