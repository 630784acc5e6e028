"""What a build remembers below `build/.state/`: it saves time, never decides correctness."""

from sitegen.state.site_state import FileRow, ItemRow, SiteState
from sitegen.state.states import States

__all__ = ["FileRow", "ItemRow", "SiteState", "States"]
