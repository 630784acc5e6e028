"""The platform as the preview last read it; a saved file renews only what it touches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from sitegen.errors import ContentChanged
from sitegen.model.entry import Column, SiteModel, Stub
from sitegen.model.finding import Finding
from sitegen.model.platform import Platform
from sitegen.pages.addresses import Addresses
from sitegen.pages.finder import PageFinder
from sitegen.pages.site_info import site_info
from sitegen.pages.site_pages import redirects_of
from sitegen.pipeline.extras import file_extras
from sitegen.pipeline.mending import reading_lock
from sitegen.pipeline.site_build import SiteBuilder
from sitegen.pipeline.ties import REFERENCES
from sitegen.pipeline.views import StateLibrary
from sitegen.preview.pictures import SeenPictures
from sitegen.preview.saves import Saves
from sitegen.render.renderer import Renderer
from sitegen.rules import apply_waivers
from sitegen.sources.scan import is_item
from sitegen.sources.sharing import SHARED
from sitegen.sources.site_model import build_model, renewed
from sitegen.state import SiteState

_NAMES = (*REFERENCES, "picture")


@dataclass(frozen=True)
class Drawn:
    """What pages of a site are drawn from until something changes."""

    model: SiteModel
    addresses: Addresses
    finder: PageFinder
    platform: Platform

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Where the files stand that the site publishes, by their paths in a release."""
        states = self.addresses.around.states
        extras = file_extras(self.platform, self.model, self.addresses, states)
        return {one.path: one.source for one in extras if one.source is not None}


@dataclass(slots=True)
class LoadedSite:
    """One site as it was put together last.

    `findings` are those of the verdict on the state of the platform that `judged` counts; what was
    saved since is in them as far as it was found in the saved files themselves.
    """

    model: SiteModel
    renderer: Renderer
    findings: Sequence[Finding]
    judged: int = -1
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What changed: content paths of files, and of documents whose interpretations did."""

    files: frozenset[str]
    interpreted: frozenset[str]

    def items(self, site: str) -> list[str]:
        """Paths of the items of a site among them, relative to its folder."""
        return [path for path in self.of(site) if is_item(path)]

    def of(self, site: str) -> list[str]:
        """Paths of the files of a site among them."""
        start = f"{site}/"
        return [path[len(start) :] for path in sorted(self.files) if path.startswith(start)]

    def sites(self) -> set[str]:
        """The sites whose files changed."""
        return {path.partition("/")[0] for path in self.files}


class LoadedPlatform:
    """Sites are put together when first asked for. All calls come from one thread.

    `changes` counts what was taken over since the platform was read. The states stay open: to open
    them anew for every page takes longer than to draw it.
    """

    def __init__(
        self, builder: SiteBuilder, waivers: Sequence[Finding], pictures: SeenPictures
    ) -> None:
        self.builder = builder
        self.waivers = waivers
        self.changes = 0
        self.sites: dict[str, LoadedSite] = {}
        self._pictures = pictures
        self._stack = ExitStack()
        self.around = self._stack.enter_context(builder.opened())
        self._revisions = {site: state.revision for site, state in self.around.states.items()}

    def close(self) -> None:
        """Close the states."""
        self._stack.close()

    def site(self, site: str) -> LoadedSite:
        """Return a site, put together if it was not yet."""
        if site not in self.sites:
            config = self.builder.platform.config.site(site)
            model = build_model(config, self.around, self.builder.as_of, drafts=True)
            findings = self._found_in_files(model, self.around.states[site].findings())
            self.sites[site] = LoadedSite(model, self._renderer(model), findings)
        return self.sites[site]

    def drawn(self, site: LoadedSite) -> Drawn:
        """Return what pages are drawn from, made once after each change."""
        if site.drawn is None:
            states = self.around.states
            platform = self.builder.platform
            pictures = self._pictures.among(platform.content, states)
            addresses = Addresses(site.model, self.around, pictures)
            library = StateLibrary(states, platform.content)
            redirects = redirects_of(site.model, addresses, ())
            finder = PageFinder(site.model, addresses, library, redirects, True)
            site.drawn = Drawn(site.model, addresses, finder, platform)
        return site.drawn

    def take(self, saves: Saves, as_of: str, now_ns: int) -> frozenset[str] | None:
        """Take saved files over; returns the sites whose pages may look different now.

        None where only reading the whole platform will do.
        """
        with reading_lock(self.builder.platform.build):
            for site, paths in saves.items():
                settings = self.builder.settings[site]
                self.builder.ingest.take(settings, paths, self.around.states, now_ns)
        renewal = self._renewal(as_of)
        if renewal is None:
            return None
        self.builder = replace(self.builder, as_of=as_of)
        if not renewal.files:
            return frozenset()
        self.changes += 1
        concerned: set[str] = set()
        for site, loaded in self.sites.items():
            dirty = [*self._dirty(loaded.model, renewal)]
            if site in renewal.sites() or dirty or self._named(site, renewal):
                concerned.add(site)
            self._renew(loaded, dirty, renewal)
        return frozenset(concerned)

    def _renewal(self, as_of: str) -> Renewal | None:
        """What was read since the last time, here or by a build beside; None if it is too much."""
        since = self.builder.as_of
        if as_of[:10] != since[:10]:
            return None
        files: set[str] = set()
        interpreted: set[str] = set()
        for site, state in self.around.states.items():
            then = self._revisions[site]
            try:
                now = state.revision
            except ContentChanged:
                return None
            if now != then:
                found = state.changed_since(then.number)
                files |= {f"{site}/{path}" for path in found.paths}
                interpreted |= found.interpreted
                self._revisions[site] = now
            if as_of != since:
                files |= {f"{site}/{path}" for path in state.due(since, as_of)}
        if any(path.rpartition("/")[2].startswith("_") for path in files):
            return None
        return Renewal(frozenset(files), frozenset(interpreted))

    def _dirty(self, model: SiteModel, renewal: Renewal) -> Iterator[str]:
        """The columns of a site that show other items now, or the same ones differently."""
        site = model.config.id
        own = {self.around.settings[site].column_of(path) for path in renewal.items(site)}
        others = renewal.sites() - {site}
        for path, column in model.columns.items():
            config = column.config
            shares = bool(config.collect or config.accept)
            if path in own or (config.mount and SHARED in others) or (shares and others):
                yield path

    def _named(self, site: str, renewal: Renewal) -> bool:
        """Whether items of a site name what changed, or are interpreted by it."""
        state = self.around.states[site]
        if any(path.startswith(f"{site}/") for path in renewal.interpreted):
            return True
        return any(any(state.naming(_NAMES, path)) for path in renewal.files)

    def _renew(self, loaded: LoadedSite, dirty: Iterable[str], renewal: Renewal) -> None:
        model = loaded.model
        site = model.config.id
        state = self.around.states[site]
        stubs = {path: _stubs(model.columns[path], renewal.items(site), state) for path in dirty}
        as_of = self.builder.as_of
        if stubs or as_of != model.as_of:
            loaded.model = renewed(model, stubs, self.around, as_of, drafts=True)
        if loaded.renderer.site != site_info(loaded.model, search=True):
            loaded.renderer = self._renderer(loaded.model)
        loaded.findings = self._findings(loaded, renewal.of(site))
        loaded.drawn = None

    def _findings(self, loaded: LoadedSite, saved: Sequence[str]) -> Sequence[Finding]:
        """The findings with those of saved files replaced by what was found in them now."""
        model = loaded.model
        site = model.config.id
        files = {f"content/{site}/{path}" for path in saved}
        state = self.around.states[site]
        now = self._found_in_files(model, (one for path in saved for one in state.findings(path)))
        kept = [one for one in loaded.findings if one.file not in files]
        return [*kept, *(one for one in now if one.file in files)]

    def _found_in_files(
        self, model: SiteModel, data: Iterable[Mapping[str, object]]
    ) -> list[Finding]:
        judge = self.builder.judge
        found = [Finding.from_dict(one) for one in data]
        marked = apply_waivers(found, judge.waivers, model.as_of, judge.book)
        return [one for one in marked if one.site == model.config.id]

    def _renderer(self, model: SiteModel) -> Renderer:
        cache = self.builder.platform.build / ".state" / "templates"
        return Renderer(self.builder.theme, site_info(model, search=True), cache)


def _stubs(column: Column, changed: Iterable[str], state: SiteState) -> list[Stub]:
    """All own items of a column, newest first, those that changed as the state has them now."""
    own = {shown.stub.path: shown.stub for shown in column.items if not shown.how}
    own |= {stub.path: stub for stub in column.pending}
    for path in changed:
        own.pop(path, None)
        stub = state.stub(path)
        if stub is not None and stub.column == column.path:
            own[path] = stub
    found = sorted(own.values(), key=lambda stub: stub.path)
    found.sort(key=lambda stub: stub.date, reverse=True)
    return found
