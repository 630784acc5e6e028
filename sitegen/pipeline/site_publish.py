"""Publishing a site that passed: from its model to its release."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.errors import ContentChanged
from sitegen.images import recipe
from sitegen.model.entry import SiteModel
from sitegen.model.platform import Platform
from sitegen.pages.addresses import Addresses
from sitegen.pages.site_info import site_info
from sitegen.pages.site_pages import redirects_of, units
from sitegen.pipeline.changes import changed_columns, hidden_columns
from sitegen.pipeline.extras import asset_extras, file_extras, picture_extras
from sitegen.pipeline.memory import Basis, Memory, digest_texts, forget
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.pictures import SitePictures, picture_store
from sitegen.pipeline.publish import Extra, Kept, Outcome, Publisher, extras_of
from sitegen.pipeline.views import StateLibrary
from sitegen.pipeline.workers import aside
from sitegen.release.store import Release, ReleaseStore
from sitegen.render.renderer import Renderer
from sitegen.render.theme import Theme
from sitegen.sources.sharing import Neighbours
from sitegen.state import SiteState, States

if TYPE_CHECKING:
    from sitegen.search.records import ShardFiles

    _Indexed = Callable[[], list[ShardFiles]]

_MANY = 200
"""Above so many items, reading what is known of all at once is faster than item by item."""


@dataclass(frozen=True, slots=True)
class SitePublisher:
    """Publishes sites of a platform.

    `constants` are what all their pages depend on; `program` stands for what makes them.
    """

    platform: Platform
    store: ReleaseStore
    theme: Theme
    options: BuildOptions
    constants: Sequence[str]
    program: str

    def publish(
        self,
        model: SiteModel,
        around: Neighbours,
        memory: Memory | None,
        *,
        basis: Basis,
        jobs: int,
        allowed: Callable[[], bool],
    ) -> tuple[Outcome, Memory] | None:
        """Bring the site's release up to date; `memory` is what the build before left.

        Returns what was done, and what this build leaves; the caller remembers it. None where
        `allowed`, asked when all is drawn, said no.
        """
        with self._indexing(model, around.states, jobs) as indexed:
            return self._publish(
                model, around, memory, basis=basis, jobs=jobs, allowed=allowed, indexed=indexed
            )

    def _publish(
        self,
        model: SiteModel,
        around: Neighbours,
        memory: Memory | None,
        *,
        basis: Basis,
        jobs: int,
        allowed: Callable[[], bool],
        indexed: "_Indexed",
    ) -> tuple[Outcome, Memory] | None:
        site, states = model.config.id, around.states
        live = self.store.readable(site)
        drawn_from = digest_texts([*self.constants, self.theme.signature, recipe()])
        columns, kept = self._unchanged(
            model, around, memory, basis=basis, live=live, drawn_from=drawn_from
        )
        made = self._material(model, around, basis, jobs)
        if columns is None or sum(len(model.columns[one].items) for one in columns) > _MANY:
            made.library.prepare(site)
        planned = units(
            model,
            made.addresses,
            made.library,
            made.redirects,
            search=self.options.search,
            only=columns,
        )

        def go() -> bool:
            if not allowed():
                return False
            theme_now = Theme(self.theme.folders).signature
            if not basis.holds(around) or theme_now != self.theme.signature:
                raise ContentChanged
            # From here on, what is remembered may no longer fit the release.
            forget(states[site])
            return True

        @cache
        def extras() -> list[Extra]:
            return [*made.extras, *self._search(model, indexed())]

        publisher = self._publisher(site, made.renderer, live, jobs, states)
        outcome = publisher.publish(list(planned), kept, extras, made.redirects, go)
        if outcome is None:
            return None
        return outcome, Memory(
            basis=basis,
            since=model.as_of,
            until="",
            release=outcome.token,
            pages=outcome.pages.total,
            findings=(),
            drawn_from=drawn_from,
            hidden=hidden_columns(model),
            extras=tuple(extra.path for extra in extras()),
        )

    def _publisher(
        self,
        site: str,
        renderer: Renderer,
        live: Release | None,
        jobs: int,
        states: Mapping[str, SiteState],
    ) -> Publisher:
        settings = self.platform.config.platform
        return Publisher(
            store=self.store,
            site=site,
            renderer=renderer,
            live=live,
            formats=settings.precompress,
            program=self.program,
            jobs=jobs,
            shrink_limit=settings.shrink_limit,
            allow_shrink=self.options.allow_shrink,
            explain=self.options.explain,
            before_fork=_closing(states),
        )

    def _material(
        self, model: SiteModel, around: Neighbours, basis: Basis, jobs: int
    ) -> "_Material":
        """Measure pictures, and gather what pages are made with."""
        states = around.states
        pictures = SitePictures(self.platform, picture_store(self.platform), states)
        measured = pictures.measure(model, jobs, _closing(states))
        addresses = Addresses(model, around, measured.get)
        info = site_info(model, search=self.options.search)
        renderer = Renderer(self.theme, info, self.platform.build / ".state" / "templates")
        extras = [
            *asset_extras(renderer),
            *file_extras(self.platform, model, addresses, states),
            *picture_extras(pictures.store, measured.values()),
        ]
        return _Material(
            StateLibrary(states, self.platform.content, basis.revisions.keys()),
            addresses,
            renderer,
            redirects_of(model, addresses, states[model.config.id].facts("alias")),
            extras,
        )

    def _unchanged(
        self,
        model: SiteModel,
        around: Neighbours,
        memory: Memory | None,
        *,
        basis: Basis,
        live: Release | None,
        drawn_from: str,
    ) -> tuple[frozenset[str] | None, Kept]:
        """Return the columns to plan anew (None for all) and what is taken over unseen."""
        state = around.states[model.config.id]
        if memory and live and memory.drawn_from == drawn_from:
            columns = changed_columns(model, around, memory, basis)
            if columns is not None and state.units() >= {"", *model.columns}:
                replaced = state.pages(("", *columns))
                if live.manifest.inputs.keys() >= replaced:
                    return columns, Kept(replaced, memory.extras)
        return None, Kept(None, extras_of(live.manifest) if live else ())

    @contextmanager
    def _indexing(
        self, model: SiteModel, states: Mapping[str, SiteState], jobs: int
    ) -> Iterator["_Indexed"]:
        """Index the search beside the drawing of pages: it seldom has work for all processors."""
        if not self.options.search:
            yield list
            return
        from sitegen.pipeline.search_step import index_site

        close = _closing(states)
        if close and jobs > 1:
            close()
        folder, content = self._search_cache(model), self.platform.content

        def index() -> "list[ShardFiles]":
            return index_site(model, states, content, folder, jobs=jobs, before_fork=close)

        with aside(index, fork=jobs > 1) as indexed:
            yield indexed

    def _search(self, model: SiteModel, shards: "list[ShardFiles]") -> list[Extra]:
        """Return the files of the search; shards that are not needed any more are removed."""
        if not self.options.search:
            return []
        from sitegen.pipeline.search_step import search_extras
        from sitegen.search.index import prune_cache

        folder = self._search_cache(model)
        prune_cache(folder, {shard.name for shard in shards})
        return list(search_extras(model, shards, self.store, folder))

    def _search_cache(self, model: SiteModel) -> Path:
        return self.platform.build / ".state" / model.config.id / "search"


class _Material(NamedTuple):
    """What the pages of a site are made with, and the files beside them."""

    library: StateLibrary
    addresses: Addresses
    renderer: Renderer
    redirects: Mapping[str, str]
    extras: Sequence[Extra]


def _closing(states: Mapping[str, SiteState]) -> Callable[[], None] | None:
    """What has to be called before a process is forked: connections stay with their process."""
    return states.close if isinstance(states, States) else None
