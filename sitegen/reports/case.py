"""What a report sees of one site: its model, its records, its verdict and the rulebook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.model.entry import Column, Stub
from sitegen.model.finding import Finding, Verdict
from sitegen.model.platform import SiteConfig
from sitegen.rules import Rulebook, Waiver
from sitegen.rules.columns.emptiness import filled
from sitegen.rules.views import RememberedRecords

SCORED = ("portal", "county")


@dataclass(frozen=True, slots=True)
class SiteCase:
    """One site at one moment, judged.

    `searchable` says whether the published release holds a search index; None where nothing is
    published yet. `waivers` are those of the platform.
    """

    view: RememberedRecords
    verdict: Verdict
    book: Rulebook
    searchable: bool | None = None
    waivers: Sequence[Waiver] = ()

    @property
    def config(self) -> SiteConfig:
        """What `sites.yaml` says of the site."""
        return self.view.model.config

    @property
    def as_of(self) -> str:
        """The moment, `YYYY-MM-DD HH:MM`."""
        return self.view.model.as_of

    def findings(self, *rules: str) -> list[Finding]:
        """Findings of these rules that visitors meet and nobody answers for by a waiver.

        An inspection sees what is published: what is wrong with a draft, or with an item not yet
        or no longer on the site or a file that nothing published offers, is left out.
        """
        found = [one for one in self.verdict.findings if one.rule in rules and not one.waived]
        hidden = self._hidden() if found else frozenset()
        return [one for one in found if one.file not in hidden]

    def _hidden(self) -> frozenset[str]:
        """Files of which no page shows anything, relative to the platform's root."""
        columns = self.view.model.columns.values()
        items = {f"content/{stub.site}/{stub.path}" for one in columns for stub in one.pending}
        here = f"content/{self.config.id}/"
        files = {f"{here}{path}" for path, _ in self.view.attached}
        offered = {f"content/{fact.value}".partition("#")[0] for _, fact in self.view.noted("file")}
        return frozenset(items | (files - offered))

    def waived(self, *rules: str) -> int:
        """How many findings of these rules a waiver covers."""
        return sum(one.rule in rules and one.waived for one in self.verdict.findings)

    def off(self, *rules: str) -> list[str]:
        """Those of the rules that the operator has switched off."""
        return [rule for rule in rules if self.book.rules[rule].level is None]

    def columns(self, *types: str) -> tuple[Column, ...]:
        """The site's visible columns of these types."""
        return tuple(one for one in self.view.model.of_type(*types) if not one.hidden)

    def filled(self, *types: str) -> bool:
        """Whether one of the columns of these types shows anything."""
        return any(filled(self.view.model, column) for column in self.columns(*types))

    def asked(self, *types: str) -> bool:
        """Whether the site must have, or has, a column of one of these types."""
        wanted = self.book.required_types(self.config)
        return any(name in wanted for name in types) or bool(self.columns(*types))

    def type_of(self, finding: Finding) -> str:
        """The type of the column that a finding speaks of, "" where it speaks of none."""
        column = self.view.model.columns.get(finding.column)
        return column.config.type if column else ""

    def own(self, *types: str) -> Iterator[Stub]:
        """The site's own published items, in columns of these types or in all."""
        for column in self.view.model.columns.values():
            if not types or column.config.type in types:
                yield from (shown.stub for shown in column.items if not shown.how)

    def column_title(self, path: str) -> str:
        """A column's title, or its path where there is no such column."""
        column = self.view.model.columns.get(path)
        return column.config.title if column else path
