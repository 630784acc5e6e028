"""What a build reports of each site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sitegen.model.finding import Finding, count_levels

if TYPE_CHECKING:
    from sitegen.model.entry import SiteModel

PUBLISHED, UNCHANGED, BLOCKED = "published", "unchanged", "blocked"


@dataclass(slots=True)
class PageCounts:
    """How many pages a site has, and what was done about them."""

    total: int = 0
    rendered: int = 0
    reused: int = 0
    removed: int = 0


@dataclass(slots=True)
class SiteResult:
    """What became of one site; `again` asks for another try, as what it was made from changed."""

    site: str
    name: str
    status: str = BLOCKED
    release: str = ""
    pages: PageCounts = field(default_factory=PageCounts)
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    explained: tuple[tuple[str, str], ...] = ()
    error: str = ""
    again: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the site's part of `build --json`."""
        pages = self.pages
        return {
            "status": self.status,
            "release": self.release,
            "pages": {
                "total": pages.total,
                "rendered": pages.rendered,
                "reused": pages.reused,
                "removed": pages.removed,
            },
            "findings": count_levels(self.findings),
            "seconds": round(self.seconds, 3),
            **({"error": self.error} if self.error else {}),
        }


@dataclass(slots=True)
class BuildResult:
    """What became of all sites; `findings` are those that belong to no site."""

    as_of: str
    seconds: float
    sites: list[SiteResult]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    until: str = ""
    """The first moment at which an item comes or goes, and a build may come out differently."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The digest of each file beside `sites.yaml` that the rulebook takes words from, by name."""
    models: "Sequence[SiteModel]" = field(default=(), compare=False, repr=False)
    """The site that was put together last, if any: taking a large one apart takes a while, which a
    command that ends with this result is spared."""

    @property
    def exit_status(self) -> int:
        """0 all well, 1 a site is blocked."""
        return 1 if any(site.status == BLOCKED for site in self.sites) else 0

    @property
    def well(self) -> bool:
        """Whether all sites were published or kept, and there is nothing to say."""
        fine = all(site.status != BLOCKED and not site.error for site in self.sites)
        return fine and not self.notes and not self.findings

    def unchanged(self) -> "BuildResult":
        """What the next build reports if nothing changes."""
        sites = [
            replace(
                site,
                status=UNCHANGED,
                pages=PageCounts(site.pages.total, 0, site.pages.total, 0),
                seconds=0.0,
                explained=(),
            )
            for site in self.sites
        ]
        return replace(self, seconds=0.0, sites=sites)

    def as_dict(self) -> dict[str, Any]:
        """Return what `build --json` prints."""
        return {
            "as_of": self.as_of,
            "seconds": round(self.seconds, 3),
            "sites": {site.site: site.as_dict() for site in self.sites},
        }
