"""What a check of the platform found, ready to be printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.model.finding import Finding, Level, Verdict
from sitegen.rules.rulebook import Rulebook

ORDER = {level: rank for rank, level in enumerate(Level)}
LEVEL_TITLES = {
    Level.GATE: "否决",
    Level.ERROR: "错误",
    Level.WARNING: "警告",
    Level.INFO: "提示",
}


def _no_line(_file: str, _line: int) -> str:
    return ""


@dataclass(frozen=True)
class CheckReport:
    """Verdicts on sites, with what belongs to no site.

    `names` maps site ids to names, `not_applicable` to the rules that had nothing to look at;
    `only`, when given, are the files and folders (ending in `/`) that were asked for; `line_of`
    returns a line of a file for excerpts.
    """

    as_of: str
    verdicts: Sequence[Verdict]
    book: Rulebook
    loose: Sequence[Finding] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: tuple[str, ...] | None = None
    line_of: Callable[[str, int], str] = _no_line

    def findings(self, site: str | None = None) -> list[Finding]:
        """The findings asked for, of one site (`""`: of none) or all, worst first."""
        found = [*self.loose, *(each for one in self.verdicts for each in one.findings)]
        return sorted(
            (each for each in found if self._asked(each) and site in (None, each.site)),
            key=lambda one: (one.waived, ORDER[one.level], one.site, one.file, one.line, one.rule),
        )

    @property
    def exit_status(self) -> int:
        """1 when a finding asked for blocks that no waiver lifts, else 0."""
        return 1 if any(each.level.blocks and not each.waived for each in self.findings()) else 0

    def concerns(self, verdict: Verdict) -> bool:
        """Whether a site is worth a word: any site, or one with a file that was asked for."""
        if self.only is None or self.findings(verdict.site):
            return True
        folder = f"content/{verdict.site}/"
        return any(path.startswith(folder) or folder.startswith(path) for path in self.only)

    def _asked(self, finding: Finding) -> bool:
        if self.only is None:
            return True
        return any(
            finding.file == path or (path.endswith("/") and finding.file.startswith(path))
            for path in self.only
        )
