"""The files of a release that are not pages: assets of the theme, files that items publish."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from sitegen.images import FOLDER, Measured, PictureStore, variant_name
from sitegen.model.entry import SiteModel
from sitegen.model.platform import Platform
from sitegen.model.site import CarouselBlock
from sitegen.pages.addresses import Addresses
from sitegen.pipeline.publish import Extra
from sitegen.pipeline.views import StateLibrary
from sitegen.render.renderer import Renderer
from sitegen.state import SiteState


def asset_extras(renderer: Renderer) -> Iterator[Extra]:
    """Yield the theme's assets under their content-hashed names."""
    for asset in renderer.assets.values():
        yield Extra(asset.path, hashlib.sha256(asset.data).hexdigest(), None, asset.data)


def file_extras(
    platform: Platform,
    model: SiteModel,
    addresses: Addresses,
    library: StateLibrary,
    states: Mapping[str, SiteState],
) -> Iterator[Extra]:
    """Yield every file that a published item, the home page or the site's settings name."""
    wanted: dict[str, str] = {}
    for column in model.columns.values():
        for shown in column.items:
            for fact in library.facts(shown):
                if fact.name == "file":
                    path = fact.value.partition("#")[0]
                    wanted.setdefault(addresses.file(shown, column.path, path), path)
    for path in _site_files(model):
        wanted.setdefault(f"/{path}", f"{model.config.id}/{path}")
    digests = {
        site: {row.path: row.digest for row in state.files().values()}
        for site, state in states.items()
    }
    for url, content_path in sorted(wanted.items()):
        site, _, path = content_path.partition("/")
        digest = digests.get(site, {}).get(path)
        if digest is not None:
            yield Extra(url.lstrip("/"), digest, platform.content / content_path)


def picture_extras(store: PictureStore, measured: Iterable[Measured]) -> Iterator[Extra]:
    """Yield the variants of the pictures that a site shows, each once."""
    for picture in sorted(set(measured)):
        for width, _ in picture.variants:
            name = FOLDER + variant_name(picture.key, width)
            yield Extra(name, "", store.path(picture.key, width), link=True)


def _site_files(model: SiteModel) -> Iterator[str]:
    if model.config.theme.logo:
        yield model.config.theme.logo.lstrip("/")
    for block in model.file.home:
        if isinstance(block, CarouselBlock):
            for slide in block.slides:
                yield slide.image.lstrip("/")
