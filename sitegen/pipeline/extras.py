"""The files of a release that are not pages: assets of the theme, files that items publish."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sitegen.images import FOLDER, Measured, PictureStore, variant_name
from sitegen.model.entry import SiteModel
from sitegen.model.platform import Platform
from sitegen.model.site import CarouselBlock
from sitegen.pages.addresses import Addresses
from sitegen.pipeline.publish import Extra
from sitegen.render.renderer import Renderer
from sitegen.state import SiteState, content_digests


def asset_extras(renderer: Renderer) -> Iterator[Extra]:
    """Yield the theme's assets under their content-hashed names."""
    for asset in renderer.assets.values():
        yield Extra(asset.path, hashlib.sha256(asset.data).hexdigest(), None, asset.data)


def file_extras(
    platform: Platform,
    model: SiteModel,
    addresses: Addresses,
    states: Mapping[str, SiteState],
) -> Iterator[Extra]:
    """Yield every file that a published item, the home page or the site's settings name."""
    wanted: dict[str, str] = {}
    own: set[str] = set()
    owners = {site: _owners(state) for site, state in states.items()}
    for column, shown in addresses.showing(owners):
        for path in owners[shown.stub.site][shown.stub.path]:
            url = addresses.file(shown, column, path)
            wanted.setdefault(url, path)
            if url.rpartition(".")[0] == shown.url.rpartition(".")[0]:
                own.add(url)
    for path in _site_files(model):
        wanted.setdefault(f"/{path}", f"{model.config.id}/{path}")
    digests = content_digests(wanted.values(), states)
    for url, content_path in sorted(wanted.items()):
        if content_path in digests:
            source = platform.content / content_path
            yield Extra(url.lstrip("/"), digests[content_path], source, own=url in own)


def _owners(state: SiteState) -> Mapping[str, list[str]]:
    """The files that the items of a site publish, by the item's path."""
    found: dict[str, list[str]] = defaultdict(list)
    for fact in state.facts("file"):
        found[fact.path].append(fact.value.partition("#")[0])
    return found


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
