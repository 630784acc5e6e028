"""Where things stand on a site: items, their files, and what stored links lead to."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from sitegen.images import Measured, Picture, picture
from sitegen.markdown.links import MARK, normalise
from sitegen.model.entry import Shown, SiteModel, Stub
from sitegen.sources.sharing import SHARED, Neighbours

_STORED = re.compile(rf'(?<=")({MARK}[^"]*)(?=")')


@dataclass(slots=True)
class Addresses:
    """All addresses as seen from one site.

    `pictures` tells what is known of a picture by its content path. `own` maps the paths of the
    site's published items to how they are shown; `copied` are the others, with their columns.
    """

    model: SiteModel
    around: Neighbours
    pictures: Callable[[str], Measured | None] = lambda _: None
    own: dict[str, Shown] = field(default_factory=dict)
    copied: list[tuple[str, Shown]] = field(default_factory=list)
    mounted: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, tuple[str, Stub] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column in self.model.columns.values():
            if not column.copies:
                self.own.update({shown.stub.path: shown for shown in column.items})
                continue
            for shown in column.items:
                if not shown.how:
                    self.own[shown.stub.path] = shown
                    continue
                self.copied.append((column.path, shown))
                if shown.how == "mounted":
                    self.mounted.setdefault(shown.stub.path, shown.url)

    def showing(self, paths: Mapping[str, Collection[str]]) -> Iterator[tuple[str, Shown]]:
        """Yield columns and what they show of the items at these paths, which stand by site."""
        for path in paths.get(self.model.config.id, ()):
            if shown := self.own.get(path):
                yield shown.stub.column, shown
        for column, shown in self.copied:
            if shown.stub.path in paths.get(shown.stub.site, ()):
                yield column, shown

    def item(self, content_path: str) -> tuple[str, Stub] | None:
        """Return address and stub of a published item, None if there is no such."""
        site, _, path = content_path.partition("/")
        if site == self.model.config.id:
            shown = self.own.get(path)
            return (shown.url, shown.stub) if shown else None
        if content_path not in self.elsewhere:
            self.elsewhere[content_path] = self._elsewhere(site, path)
        return self.elsewhere[content_path]

    def _elsewhere(self, site: str, path: str) -> tuple[str, Stub] | None:
        state = self.around.states.get(site)
        stub = state.stub(path) if state else None
        if stub is None or not stub.published(self.model.as_of):
            return None
        if site != SHARED:
            return self.around.config.site(site).url + stub.url, stub
        if path in self.mounted:
            return self.mounted[path], stub
        tree, _, tail = path.partition("/")
        home = self.around.home_of(tree)
        if home is None:
            return None
        return f"{home[0].url}/{home[1]}/{tail.rpartition('.')[0]}.html", stub

    def file(self, shown: Shown, column: str, content_path: str) -> str:
        """Return the address at which a file that an item names is published on this site."""
        owner, _, path = content_path.partition("/")
        if owner == shown.stub.site and shown.how:
            if shown.how == "mounted":
                return f"/{column}/{path.partition('/')[2]}"
            return f"/{column}/{owner}/{path}"
        if owner == self.model.config.id:
            return f"/{path}"
        return f"/_files/{owner}/{path}"

    def target(self, shown: Shown, column: str, stored: str) -> str:
        """Return what a stored link (without its mark) leads to; `#` if it leads nowhere."""
        path, mark, fragment = stored.partition("#")
        if path.startswith("/"):
            return (shown.canonical[: -len(shown.stub.url)] if shown.origin else "") + stored
        if path.endswith((".md", ".yaml", ".yml")):
            found = self.item(path)
            return found[0] + mark + fragment if found else "#"
        if path.endswith("/") or "." not in path.rpartition("/")[2]:
            site, _, tail = path.partition("/")
            base = "" if site == self.model.config.id else self._base(site)
            return f"{base}/{tail.rstrip('/')}/" if tail else f"{base}/"
        return self.file(shown, column, path) + mark + fragment

    def _base(self, site: str) -> str:
        try:
            return self.around.config.site(site).url
        except KeyError:
            return ""

    def relative(self, shown: Shown, column: str, path: str) -> str:
        """Return the address of a file that an item's record names by relative path."""
        if path.startswith(("http://", "https://")):
            return path
        content_path = _beside(shown, path)
        return self.file(shown, column, content_path) if content_path else ""

    def picture(self, url: str, content_path: str) -> Picture | None:
        """Return a picture that stands at `url`, None where nothing is known of it."""
        measured = self.pictures(content_path)
        return picture(url, measured) if measured and measured.width else None

    def relative_picture(self, shown: Shown, column: str, path: str) -> Picture | None:
        """Return a picture that an item's record names by relative path."""
        content_path = None if not path or ":" in path else _beside(shown, path)
        if not content_path:
            return None
        return self.picture(self.file(shown, column, content_path), content_path)


def _beside(shown: Shown, path: str) -> str | None:
    """Return the content path of a file that an item names by relative path."""
    return normalise(path, f"{shown.stub.site}/{shown.stub.path}".rpartition("/")[0])


def resolve_links(html: str, targets: Mapping[str, str]) -> str:
    """Replace the stored links of a body by addresses."""
    if MARK not in html:
        return html

    def address(found: re.Match[str]) -> str:
        return escape(targets.get(unescape(found[1]).removeprefix(MARK), "#"))

    return _STORED.sub(address, html)
