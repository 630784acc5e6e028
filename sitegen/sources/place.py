"""Where an item stands."""

from dataclasses import dataclass

from sitegen.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its site (or `_shared/<tree>`), path, column and default kind."""

    site: str
    path: str
    column: str
    kind: Kind

    @property
    def base(self) -> str:
        """The item's folder below `content/`, which its relative links start from."""
        return f"{self.site}/{self.path}".rpartition("/")[0]
