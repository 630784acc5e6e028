"""What a build remembers below `build/.state/`: it saves time, never decides correctness."""

from sitegen.state.site_state import Changed, FileRow, ItemRow, Revision, SiteState
from sitegen.state.states import States

__all__ = ["Changed", "FileRow", "ItemRow", "Revision", "SiteState", "States"]
