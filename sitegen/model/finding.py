"""What a check saw, and what follows for the site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How much a finding weighs: gate and error block a site, warning and info never do."""

    GATE = "gate"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def blocks(self) -> bool:
        """Whether a finding of this level keeps the site from being published."""
        return self in (Level.GATE, Level.ERROR)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check saw (发现的问题).

    `file` is relative to the platform's root, with forward slashes; `line` counts from 1, 0 means
    the whole file. `message` says in Chinese what is wrong, `fix` how to mend it, `source` which
    rule of which document asks for it.
    """

    rule: str
    level: Level
    site: str
    message: str
    fix: str = ""
    column: str = ""
    file: str = ""
    line: int = 0
    source: str = ""
    waived: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as `check --format json` prints it."""
        data = {one.name: getattr(self, one.name) for one in fields(self)}
        data["level"] = self.level.value
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Finding":
        """Read a finding back from its stored form."""
        return cls(**{**data, "level": Level(data["level"])})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A site's findings, and whether it may ship (裁定)."""

    site: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing blocks: no gate, and no error that is not waived."""
        return not any(finding.level.blocks and not finding.waived for finding in self.findings)

    def counts(self) -> dict[str, int]:
        """Count the findings by level; waived ones count as info."""
        return count_levels(self.findings)


def count_levels(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by level, all four levels present."""
    counts = {level.value: 0 for level in Level}
    for finding in findings:
        counts[Level.INFO.value if finding.waived else finding.level.value] += 1
    return counts
