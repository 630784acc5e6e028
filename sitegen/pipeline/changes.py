"""Which columns may look different from the last build; the pages of the others are taken over.

A column's pages depend on its own items, on items of other columns and sites that they name or
that name them, on files that they publish, on the clock, and on settings. The states know what was
read anew since a build, and which items name what; so the cost follows what changed.
"""

from collections.abc import Iterable, Mapping

from sitegen.model.entry import SiteModel
from sitegen.pipeline.memory import Basis, Memory
from sitegen.pipeline.ties import REFERENCES
from sitegen.sources.scan import is_item
from sitegen.sources.sharing import Neighbours
from sitegen.state import SiteState

_FILES = ("file", "picture")
_NAMES = (*REFERENCES, "picture")
_MANY = 1000
"""Following this many changes costs more than looking at all columns."""


def hidden_columns(model: SiteModel) -> tuple[str, ...]:
    """The columns that are left out because they are empty; every page's navigation shows it."""
    return tuple(path for path, column in model.columns.items() if column.hidden)


def changed_columns(
    model: SiteModel, around: Neighbours, memory: Memory, basis: Basis
) -> frozenset[str] | None:
    """Return the paths of the columns to plan anew, None for all of them.

    `basis` is what the site depends on now. What all pages depend on (`Memory.drawn_from`) is not
    looked at here.
    """
    then = memory.basis.revisions
    if model.as_of < memory.since or hidden_columns(model) != memory.hidden:
        return None
    if memory.basis.settings != basis.settings:
        return None
    if then.keys() != basis.revisions.keys():
        return None
    states = {site: around.states[site] for site in then}
    if not all(state.has_passed(then[site]) for site, state in states.items()):
        return None
    changed, interpreted = _changed(states, memory, model.as_of)
    if len(changed) > _MANY:
        return None
    changed |= _showing(states, {path for path in changed if not is_item(path)})
    own = model.config.id
    dirty: set[str] = set()
    settings = around.settings[own]
    for path in changed | interpreted | _naming(states[own], own, changed):
        site, _, inner = path.partition("/")
        column = settings.column_of(inner) if site == own else None
        if column is not None:
            dirty.add(column)
    if changed:
        dirty |= {path for path, column in model.columns.items() if column.copies}
    return frozenset(dirty)


def _changed(
    states: Mapping[str, SiteState], memory: Memory, as_of: str
) -> tuple[set[str], set[str]]:
    """Content paths of files that changed or whose time came, and of documents touched by it."""
    changed: set[str] = set()
    interpreted: set[str] = set()
    for site, state in states.items():
        found = state.changed_since(memory.basis.revisions[site].number)
        due = state.due(memory.since, as_of)
        changed |= {f"{site}/{path}" for path in (*found.paths, *due)}
        interpreted |= found.interpreted
        interpreted |= {
            fact.value for path in due for fact in state.facts_of(path) if fact.name == "interprets"
        }
    return changed, interpreted


def _showing(states: Mapping[str, SiteState], files: Iterable[str]) -> set[str]:
    """The items that publish or show one of these files: lists may show the picture, too."""
    return {
        f"{site}/{path}"
        for site, state in states.items()
        for file in files
        for path in state.naming(_FILES, file)
    }


def _naming(state: SiteState, site: str, targets: Iterable[str]) -> set[str]:
    """The items of a site that name one of these."""
    return {f"{site}/{path}" for target in targets for path in state.naming(_NAMES, target)}
