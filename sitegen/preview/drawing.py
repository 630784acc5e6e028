"""Drawing what stands at an address of a site: a page, a file, or what keeps it from showing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from sitegen.model.finding import Finding
from sitegen.pipeline.verdict import sort_worst
from sitegen.preview.loaded import LoadedPlatform, LoadedSite
from sitegen.preview.notes import with_notes
from sitegen.render import styleguide

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends: status, media type and body.

    `edition` names the state of the site that it was drawn from; `lasting` is said of files whose
    address changes with their content.
    """

    status: int
    type: str
    body: bytes
    edition: str = ""
    lasting: bool = False


def draw(loaded: LoadedPlatform, site: str, path: str, hosts: Mapping[str, str]) -> Answer:
    """Return what stands at a path of a site.

    `hosts` maps the sites' public addresses to their addresses in the preview, so that links
    between sites can be followed.
    """
    file = file_at(path)
    current = loaded.site(site)
    for asset in current.renderer.assets.values():
        if asset.path == file:
            return Answer(200, media_type(file), asset.data, lasting=True)
    if file == styleguide.PATH:
        page = styleguide.styleguide_page(current.renderer.site)
        return Answer(200, media_type(file), current.renderer.render(page))
    planned = loaded.drawn(current).finder.find(file)
    if planned is not None:
        made = planned.make()
        if isinstance(made, bytes):
            return Answer(200, media_type(file), made)
        html = current.renderer.render(made).decode()
        for public, local in hosts.items():
            html = html.replace(f'href="{public}', f'href="{local}')
        return Answer(200, media_type(file), with_notes(html, notes_of(current, file)).encode())
    found = _file(loaded, current, file) or _broken(loaded, current, file)
    return found or _missing(loaded, current, file)


def file_at(path: str) -> str:
    """Return the path of the file that an address means."""
    file = path.lstrip("/")
    return file + "index.html" if not file or file.endswith("/") else file


def notes_of(current: LoadedSite, file: str) -> Sequence[Finding]:
    """Return the findings that belong to a page: of its item, its column, or the whole site."""
    if file == "index.html":
        return sort_worst(one for one in current.findings if one.level.blocks)
    folder, url = file.rpartition("/")[0], f"/{file}"
    # A column whose settings cannot be read is none: its list is missing, and this is why.
    settings = f"content/{current.model.config.id}/{folder}/_column.yaml"
    wanted = {settings} if file.endswith("/index.html") else set()
    for column in current.model.columns.values():
        if column.path == folder and file.endswith("index.html"):
            wanted.add(column.file)
        wanted.update(
            f"content/{shown.stub.site}/{shown.stub.path}"
            for shown in column.items
            if shown.url == url
        )
    return sort_worst(one for one in current.findings if one.file in wanted)


def _file(loaded: LoadedPlatform, current: LoadedSite, file: str) -> Answer | None:
    """A file that an item publishes, or one of the search index of the last build."""
    source = loaded.drawn(current).files.get(file)
    if source is not None:
        return Answer(200, media_type(file), source.read_bytes())
    built = loaded.builder.platform.build / current.model.config.id
    target = (built / file).resolve()
    inside = file.startswith("search/") and target.is_relative_to(built.resolve())
    if inside and target.is_file():
        return Answer(200, media_type(file), target.read_bytes())
    return None


def _broken(loaded: LoadedPlatform, current: LoadedSite, file: str) -> Answer | None:
    """An item that cannot be shown because of its faults: a page that says which."""
    site = current.model.config.id
    stem = file.rpartition(".")[0]
    names = {f"{stem}{suffix}" for suffix in (".md", ".yaml", ".yml")}
    state = loaded.around.states[site]
    found = [Finding.from_dict(data) for data in state.findings(f"{stem}.")]
    mine = [one for one in found if one.file.removeprefix(f"content/{site}/") in names]
    if not mine:
        return None
    template = current.renderer.environment.get_template("preview-error.html")
    message = "改好并保存后，本页会自动刷新。"
    html = template.render(title="稿件有误，暂时无法显示", message=message, findings=mine)
    return Answer(200, _HTML, with_notes(html, []).encode())


def _missing(loaded: LoadedPlatform, current: LoadedSite, file: str) -> Answer:
    planned = loaded.drawn(current).finder.find("404.html")
    made = planned.make() if planned else b""
    body = made if isinstance(made, bytes) else current.renderer.render(made)
    return Answer(404, _HTML, with_notes(body.decode(), notes_of(current, file)).encode())


def failure(title: str, message: str) -> Answer:
    """Return a page that says why nothing can be drawn."""
    html = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f"<pre>{escape(message)}</pre><p>改好并保存后，本页会自动刷新。</p></body></html>"
    )
    return Answer(500, _HTML, with_notes(html, []).encode())


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
