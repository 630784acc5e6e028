"""Sizes of pictures in the preview: no variants are made, and each file is looked at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.images import Measured, measure_file
from sitegen.state import SiteState


@dataclass(frozen=True, slots=True)
class SeenPictures:
    """Remembers by content what was measured, for as long as the preview runs."""

    known: dict[str, Measured | None] = field(default_factory=dict)

    def among(
        self, content: Path, states: Mapping[str, SiteState]
    ) -> Callable[[str], Measured | None]:
        """Return a function from content paths to sizes, for the files as they were last read."""

        def find(content_path: str) -> Measured | None:
            site, _, path = content_path.partition("/")
            digest = states[site].digest(path) if site in states else ""
            if not digest:
                return None
            if digest not in self.known:
                self.known[digest] = measure_file(content / content_path)
            return self.known[digest]

        return find
