"""What the import of office files tells its user: remarks and evidence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal

Level = Literal["error", "warning", "info"]
LEVELS: Final[dict[Level, str]] = {"error": "错误", "warning": "注意", "info": "说明"}


@dataclass(frozen=True)
class Remark:
    """One thing that an editor should know about an imported file.

    `level` error: nothing was written, or it must be mended before publication; warning: look
    at it; info: what was left out on purpose. `where` is a place in the source, `fix` what to do.
    """

    level: Level
    message: str
    where: str = ""
    fix: str = ""

    def as_dict(self) -> dict[str, str]:
        """The remark as plain data for `--json`."""
        return asdict(self)


@dataclass(frozen=True)
class Evidence:
    """Where a proposed front-matter value comes from; `confidence` is between 0 and 1."""

    field: str
    value: str
    how: str
    confidence: float

    def as_dict(self) -> dict[str, str | float]:
        """The evidence as plain data for `--json`."""
        return asdict(self)
