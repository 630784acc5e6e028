"""From page data to bytes: one renderer for each site."""

import hashlib
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import (
    ChoiceLoader,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from sitegen.errors import ThemeError
from sitegen.pages.data import ItemData, Page, SiteInfo
from sitegen.pages.plan import digest_of
from sitegen.render.environment import ThemeEnvironment
from sitegen.render.filters import FILTERS
from sitegen.render.splicing import Ready, key, splice
from sitegen.render.theme import BUILT_IN, Asset, Theme, hashed_name
from sitegen.render.words import Words, speak

_BODY = key("body")
_CHROME = ("head", "header", "footer")
_SITE_TEMPLATES = ("tokens.css",)


class Chrome(NamedTuple):
    """The parts that all pages of a channel share, ready to be put into each."""

    head: Markup
    header: Markup
    footer: Markup


class Renderer:
    """Renders the pages of one site; a page's bytes depend on its data and on this object only."""

    def __init__(self, theme: Theme, site: SiteInfo, cache: Path | None = None) -> None:
        self.site = site
        self.theme = theme
        words = theme.words(site.lang)
        self.environment = _environment(theme, cache, words)
        speak(self.environment, words, site.lang)
        self.environment.globals["asset"] = self._asset
        self.assets: dict[str, Asset] = dict(theme.assets)
        for name in _SITE_TEMPLATES:
            data = self._template(name).render(site=site).encode()
            self.assets[name] = Asset(hashed_name(name, data), data)
        self._common = {**self.environment.globals, "site": site}
        self._site_digest = digest_of(
            (site, words.digest, sorted(asset.path for asset in self.assets.values()))
        )
        self._template = lru_cache(maxsize=None)(self._template)  # type: ignore[method-assign]
        self.chrome = lru_cache(maxsize=None)(self.chrome)  # type: ignore[method-assign]
        self._ready = lru_cache(maxsize=None)(self._ready)  # type: ignore[method-assign]
        self.digest = lru_cache(maxsize=None)(self.digest)  # type: ignore[method-assign]

    def _asset(self, name: str) -> str:
        if name not in self.assets:
            raise ThemeError(f"模板引用了主题中没有的文件“{name}”。请检查 static 目录。")
        return "/" + self.assets[name].path

    def _template(self, name: str) -> Template:
        try:
            return self.environment.get_template(name)
        except TemplateSyntaxError as error:
            where = f"{error.filename or name} 第 {error.lineno} 行"
            raise ThemeError(f"模板写法有误（{where}）：{error.message}") from error
        except TemplateNotFound as error:
            raise ThemeError(f"主题缺少模板“{error.name}”。") from error

    def chrome(self, channel: str) -> Chrome:
        """Return head, header and footer for the pages of a channel; drawn once."""
        parts = (
            self._template(f"partials/{name}.html").render(site=self.site, channel=channel)
            for name in _CHROME
        )
        return Chrome(*map(Ready.of, _CHROME, parts))

    def _ready(self, channel: str) -> dict[bytes, bytes]:
        """Return the parts that all pages of a channel share, as they are put in."""
        return {
            key(name): part.encode()
            for name, part in zip(_CHROME, self.chrome(channel), strict=True)
        }

    def digest(self, template: str, channel: str) -> str:
        """Return the digest of all that pages of a template and channel depend on but data."""
        parts = hashlib.blake2b(self._site_digest.encode(), digest_size=12)
        parts.update(self.theme.template_digests.get(template, "").encode())
        for part in self.chrome(channel):
            parts.update(part.encode())
        return parts.hexdigest()

    def render(self, page: Page) -> bytes:
        """Render a page; raises ThemeError that names template and page."""
        context: dict[str, Any] = {
            **self._common,
            "page": page,
            "data": page.data,
            "chrome": self.chrome(page.channel),
            "channel": page.channel,
        }
        try:
            drawn = self.environment.draw(self._template(page.template), context)
        except TemplateError as error:
            raise ThemeError(f"模板 {page.template} 渲染 {page.path} 时出错：{error}") from error
        parts = self._ready(page.channel)
        if isinstance(page.data, ItemData):
            parts = {**parts, _BODY: page.data.body.html}
        return splice(drawn, parts)


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates in files below `build/.state`; a process reads each once for all sites."""

    def __init__(
        self, folder: str, pattern: str, known: MutableMapping[tuple[str, ...], CodeType]
    ) -> None:
        super().__init__(folder, pattern)
        self._known = known

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with the code of a template, if it was compiled before."""
        place = (self.pattern, bucket.key, bucket.checksum)
        bucket.code = self._known.get(place)
        if bucket.code is None:
            super().load_bytecode(bucket)
            if bucket.code is not None:
                self._known[place] = bucket.code


def _loader(theme: Theme) -> ChoiceLoader:
    """Templates by name, the theme's own first; `gov/` before a name asks for the built-in one."""
    folders = theme.template_folders
    built_in = PrefixLoader({BUILT_IN: FileSystemLoader(folders[-1])})
    return ChoiceLoader([FileSystemLoader(folders), built_in])


def _environment(theme: Theme, cache: Path | None, words: Words) -> ThemeEnvironment:
    bytecode = None
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        bytecode = _Compiled(str(cache), f"{words.digest}%s.cache", theme.compiled)
    environment = ThemeEnvironment(
        loader=_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode,
    )
    environment.filters.update(FILTERS)
    return environment
