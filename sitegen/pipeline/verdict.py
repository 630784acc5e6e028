"""Judging a site: everything that was found in its files, and what the checks see in the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sitegen.model.entry import SiteModel
from sitegen.model.finding import Finding, Level, Verdict
from sitegen.pipeline.item_rows import to_finding
from sitegen.rules import Rulebook, SiteView, Waiver, apply_waivers, as_draft, as_scheduled
from sitegen.rules.views import RememberedRecords
from sitegen.sources.faults import Fault
from sitegen.sources.sharing import SHARED, Neighbours, share_faults


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges sites by one rulebook and its waivers."""

    book: Rulebook
    waivers: Sequence[Waiver]

    @property
    def digest(self) -> str:
        """Changes with the rulebook and the waivers."""
        return f"{self.book.digest} {self.waivers!r}"

    def judge(
        self,
        view: SiteView | RememberedRecords,
        around: Neighbours,
        faults: Iterable[Fault],
        others: Iterable[Finding],
    ) -> Verdict:
        """Return the verdict on a site.

        `faults` were found in its settings and names, `others` by checks over the platform.
        """
        from sitegen.rules import check_site
        from sitegen.sources.link_faults import coming_link_faults, link_faults
        from sitegen.sources.site_model import alias_faults, url_faults

        model = view.model
        site = model.config.id
        findings = [Finding.from_dict(data) for data in around.states[site].findings()]
        findings += self._shared(model, around)
        every = [
            *faults,
            *share_faults(model.config, around),
            *url_faults(model),
            *alias_faults(model, around),
            *link_faults(model, around),
        ]
        findings += [to_finding(fault, self.book, site) for fault in every]
        findings += [
            as_draft(found) if stub.draft else as_scheduled(found, stub.date)
            for fault, stub in coming_link_faults(model, around)
            for found in [to_finding(fault, self.book, site)]
        ]
        findings += check_site(view, self.book)
        findings += others
        waived = apply_waivers(findings, self.waivers, model.as_of, self.book)
        own = [finding for finding in waived if finding.site == site]
        return Verdict(site, tuple(sort_worst(own)))

    @staticmethod
    def _shared(model: SiteModel, around: Neighbours) -> list[Finding]:
        """Findings in shared trees count for every site that mounts them."""
        state = around.states.get(SHARED)
        mounts = {column.config.mount for column in model.columns.values() if column.config.mount}
        if state is None:
            return []
        return [
            replace(Finding.from_dict(data), site=model.config.id)
            for mount in sorted(mounts)
            for data in state.findings(mount.removeprefix("_shared/").strip("/") + "/")
        ]


def sort_worst(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings: worst first, then by place; equal ones stand once."""
    order = {level: rank for rank, level in enumerate(Level)}
    return sorted(
        dict.fromkeys(findings),
        key=lambda one: (one.waived, order[one.level], one.file, one.line, one.rule, one.message),
    )
