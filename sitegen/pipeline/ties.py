"""Which sites draw on which: a site shows items of others, names them, is interpreted by them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sitegen.model.platform import SiteConfig
from sitegen.sources.sharing import SHARED, Neighbours
from sitegen.state import SiteState

REFERENCES = ("link", "file", "interprets", "interpretation", "related", "replaced_by")


class Ties(NamedTuple):
    """The sites that the items of each site name, and those whose documents they interpret.

    What is read anew while a platform is built may tie further sites; the site concerned then has
    a new revision, and is put together again by the next build.
    """

    named: Mapping[str, frozenset[str]]
    interpreted: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, states: Mapping[str, SiteState]) -> "Ties":
        """Ask the states of all sites, once for all of them."""
        named: dict[str, frozenset[str]] = {}
        interpreted: dict[str, frozenset[str]] = {}
        for site, state in states.items():
            named[site] = _sites(state, REFERENCES, states)
            interpreted[site] = _sites(state, ("interprets",), states)
        return cls(named, interpreted)


NO_TIES = Ties({}, {})


def _sites(
    state: SiteState, names: Iterable[str], states: Mapping[str, SiteState]
) -> frozenset[str]:
    return frozenset(site for name in names for site in state.first_parts(name) if site in states)


def sources_of(site: SiteConfig, around: Neighbours, ties: Ties) -> set[str]:
    """Return the sites whose content a site may show: its own, and those that it draws from.

    What it shows of others names further items in turn, and others interpret it.
    """
    found = _shown_by(site, around) & set(around.states)
    named = {other for shown in found for other in ties.named[shown]}
    return found | named | {other for other, sites in ties.interpreted.items() if sites & found}


def _shown_by(site: SiteConfig, around: Neighbours) -> set[str]:
    """The sites whose items stand in columns of a site."""
    found = {site.id}
    for column in around.settings[site.id].columns.values():
        if column.collect or column.accept:
            found |= {other.id for other in around.config.sites}
        if column.mount:
            found.add(SHARED)
    return found
