"""What is to be moved, as it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitegen.importers.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Order:
    """What to move where.

    `root` is the platform, `site` its id; `map_file` is read if it is there, else proposed;
    `today` (`YYYY-MM-DD`) rules out dates in the future; `default_source` stands where a page
    names none.
    """

    source: Path
    root: Path
    site: str
    map_file: Path
    base_url: str = ""
    dry_run: bool = False
    force: bool = False
    jobs: int = 1
    today: str = ""
    default_source: str = ""
    limits: Limits = DEFAULT_LIMITS

    @property
    def site_root(self) -> Path:
        """The site's tree."""
        return self.root / "content" / self.site

    @property
    def state_file(self) -> Path:
        """Where earlier runs are remembered, beside the map file."""
        return self.map_file.with_name(self.map_file.stem + ".state.json")
