"""The state of a running preview: the platform as last read, and pages drawn from it."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.model.entry import SiteModel
from sitegen.model.finding import Finding
from sitegen.model.platform import Platform, SiteConfig
from sitegen.pages.addresses import Addresses
from sitegen.pages.finder import PageFinder
from sitegen.pages.site_info import site_info
from sitegen.pages.site_pages import redirects_of
from sitegen.pipeline.clock import moment
from sitegen.pipeline.extras import file_extras
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.site_build import SiteBuilder
from sitegen.pipeline.verdict import sort_worst
from sitegen.pipeline.views import StateLibrary
from sitegen.preview.notes import with_notes
from sitegen.preview.pictures import SeenPictures
from sitegen.render import styleguide
from sitegen.render.renderer import Renderer
from sitegen.sources.platform import load_platform
from sitegen.sources.sharing import Neighbours
from sitegen.sources.site_model import build_model

_PARTS = ("content", "themes", "sites.yaml", "rules.yaml", "waivers.yaml")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: status, media type and body."""

    status: int
    type: str
    body: bytes


@dataclass
class _Loaded:
    """A platform as it was read last."""

    platform: Platform
    builder: SiteBuilder
    sites: dict[str, "_Site"] = field(default_factory=dict)


@dataclass
class _Site:
    """One site as it was put together last."""

    model: SiteModel
    renderer: Renderer
    findings: tuple[Finding, ...]


class PreviewSession:
    """Answers requests for pages; `refresh` takes over what was saved.

    One lock guards everything: requests come from several threads, and a state file's connection
    belongs to the thread that opened it.
    """

    def __init__(self, root: Path, as_of: str | None, jobs: int) -> None:
        self.root = root
        self._given = as_of
        self._jobs = jobs
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        self._fault = ""
        self._pictures = SeenPictures()
        self.generation = 0

    def watched(self) -> list[Path]:
        """The files and folders whose change matters."""
        return [self.root / part for part in _PARTS if (self.root / part).exists()]

    def refresh(self) -> None:
        """Read what changed; a fault of the configuration is kept for the next request."""
        with self._lock:
            try:
                platform = load_platform(self.root)
                run = PlatformBuild(platform, moment(platform, self._given), self._options())
                builder, _, _ = run.prepare()
                self._loaded, self._fault = _Loaded(platform, builder), ""
            except SitegenError as error:
                self._fault = str(error)
            self.generation += 1

    def _options(self) -> BuildOptions:
        # Only the first reading is worth several processes; later the server's threads run,
        # and a process with threads must not fork.
        return BuildOptions(jobs=1 if self.generation else self._jobs, search=True)

    def sites(self) -> tuple[SiteConfig, ...]:
        """The sites of the platform; none while it cannot be read."""
        return self._loaded.platform.config.sites if self._loaded else ()

    def answer(self, site: str, path: str, hosts: Mapping[str, str]) -> Answer:
        """Return what stands at a path of a site.

        `hosts` maps the sites' public addresses to their addresses in the preview, so that links
        between sites can be followed.
        """
        with self._lock:
            if self._fault or self._loaded is None:
                return _plain("平台配置有误", self._fault)
            try:
                return self._draw(self._loaded, site, path, hosts)
            except SitegenError as error:
                return _plain("这一页画不出来", str(error))

    def _draw(self, loaded: _Loaded, site: str, path: str, hosts: Mapping[str, str]) -> Answer:
        file = path.lstrip("/")
        file = file + "index.html" if not file or file.endswith("/") else file
        with loaded.builder.opened() as around:
            current = self._site(loaded, site, around)
            model = current.model
            for asset in current.renderer.assets.values():
                if asset.path == file:
                    return Answer(200, media_type(file), asset.data)
            if file == styleguide.PATH:
                page = styleguide.styleguide_page(current.renderer.site)
                return Answer(200, media_type(file), current.renderer.render(page))
            library = StateLibrary(around.states, loaded.platform.content)
            pictures = self._pictures.among(loaded.platform.content, around.states)
            addresses = Addresses(model, around, pictures)
            finder = PageFinder(model, addresses, library, redirects_of(model, addresses, ()), True)
            planned = finder.find(file)
            if planned is None:
                return self._other(loaded, current, around, addresses, file) or self._missing(
                    finder, current
                )
            made = planned.make()
            if isinstance(made, bytes):
                return Answer(200, media_type(file), made)
            notes = self._notes(current, around, file)
            html = current.renderer.render(made).decode()
            for public, local in hosts.items():
                html = html.replace(f'href="{public}', f'href="{local}')
            return Answer(200, media_type(file), with_notes(html, notes).encode())

    def _site(self, loaded: _Loaded, site: str, around: Neighbours) -> _Site:
        """Put a site together once after each refresh."""
        if site not in loaded.sites:
            builder = loaded.builder
            config = loaded.platform.config.site(site)
            model = build_model(config, around, builder.as_of, drafts=True)
            _, verdict = builder.verdict(config, around)
            cache = loaded.platform.build / ".state" / "templates"
            renderer = Renderer(builder.theme, site_info(model, search=True), cache)
            loaded.sites[site] = _Site(model, renderer, verdict.findings)
        return loaded.sites[site]

    def _notes(self, current: _Site, around: Neighbours, file: str) -> list[Finding]:
        """The findings that belong to a page: of its item, or of its column."""
        site = current.model.config.id
        folder = file.rpartition("/")[0]
        wanted: set[str] = set()
        for column in current.model.columns.values():
            if column.path == folder and file.endswith("index.html"):
                wanted.add(column.file)
            wanted.update(
                f"content/{shown.stub.site}/{shown.stub.path}"
                for shown in column.items
                if shown.url.lstrip("/") == file
            )
        _ = around
        if file == "index.html":
            return sort_worst(one for one in current.findings if one.level.blocks)
        return [one for one in current.findings if one.file in wanted and one.site == site]

    def _other(
        self,
        loaded: _Loaded,
        current: _Site,
        around: Neighbours,
        addresses: Addresses,
        file: str,
    ) -> Answer | None:
        """A file that an item publishes, or one of the search index of the last build."""
        extras = file_extras(loaded.platform, current.model, addresses, around.states)
        for extra in extras:
            if extra.path == file and extra.source is not None:
                return Answer(200, media_type(file), extra.source.read_bytes())
        built = loaded.platform.build / current.model.config.id
        target = (built / file).resolve()
        inside = file.startswith("search/") and target.is_relative_to(built.resolve())
        if inside and target.is_file():
            return Answer(200, media_type(file), target.read_bytes())
        return self._broken(current, around, file)

    def _broken(self, current: _Site, around: Neighbours, file: str) -> Answer | None:
        """An item that cannot be shown because of its faults: a page that says which."""
        site = current.model.config.id
        stem = file.rpartition(".")[0]
        names = {f"content/{site}/{stem}{suffix}" for suffix in (".md", ".yaml", ".yml")}
        found = [Finding.from_dict(data) for data in around.states[site].findings()]
        mine = [one for one in found if one.file in names]
        if not mine:
            return None
        template = current.renderer.environment.get_template("preview-error.html")
        message = "改好并保存后，本页会自动刷新。"
        html = template.render(title="稿件有误，暂时无法显示", message=message, findings=mine)
        return Answer(200, "text/html; charset=utf-8", with_notes(html, []).encode())

    def _missing(self, finder: PageFinder, current: _Site) -> Answer:
        planned = finder.find("404.html")
        made = planned.make() if planned else b""
        body = made if isinstance(made, bytes) else current.renderer.render(made)
        return Answer(404, "text/html; charset=utf-8", with_notes(body.decode(), []).encode())


def _plain(title: str, message: str) -> Answer:
    from html import escape

    html = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f"<pre>{escape(message)}</pre><p>改好并保存后，本页会自动刷新。</p></body></html>"
    )
    return Answer(500, "text/html; charset=utf-8", with_notes(html, []).encode())


def media_type(path: str) -> str:
    """Return the media type of a file by its name."""
    import mimetypes

    known = {
        "js": "text/javascript", "mjs": "text/javascript", "md": "text/markdown",
        "wasm": "application/wasm", "pf_wasm": "application/wasm",
    }  # fmt: skip
    suffix = path.rpartition(".")[2].lower()
    kind = known.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("xml") else kind


def changed_files(changes: Iterable[tuple[object, str]]) -> list[str]:
    """Return the changed paths that matter, without editors' temporary files."""
    return [
        path
        for _, path in changes
        if not path.rpartition("/")[2].startswith((".", "~$")) and not path.endswith(("~", ".swp"))
    ]
