"""From planned pages to a release: render what changed, take over the rest, switch."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import ContentChanged, ReleaseError
from sitegen.pages.plan import Planned
from sitegen.pages.site_pages import Unit
from sitegen.pipeline.results import PUBLISHED, UNCHANGED, PageCounts
from sitegen.pipeline.spares import spares_beside
from sitegen.pipeline.workers import run
from sitegen.release.compress import SUFFIXES, variants
from sitegen.release.manifest import FileEntry, Manifest
from sitegen.release.staging import Staging
from sitegen.release.store import Release, ReleaseStore
from sitegen.render.renderer import Renderer
from sitegen.render.traditional import FOLDER, in_traditional

_FEW = 1000
"""Drawing fewer pages than this is not worth starting processes for."""
_LOOKED_AT = 8
"""So many pages are planned, and found as they were, while one is drawn."""
_BATCH = 100
"""Pages that are made, drawn and written together."""

_DRAWN = (".html", ".xml", ".txt")
"""What only the program makes; a dataset's own file may stand for the one made of its rows."""


class Extra(NamedTuple):
    """A file of the release that is not a page: asset, attachment, shard of the search index.

    `digest` is the SHA-256 of its content where known; `source` the file to take it from, or
    None where `data` holds it. `link` allows a hard link: only for files that are never changed
    in place and whose path names their content, so that the same path means the same bytes.
    `own` are files that an item publishes under the name of its own page.
    """

    path: str
    digest: str
    source: Path | None
    data: bytes = b""
    link: bool = False
    own: bool = False


class Kept(NamedTuple):
    """What is taken over from the current release without being looked at.

    All pages but those `replaced` by the planned ones, none where that is None; `extras` are what
    the extras of that release were.
    """

    replaced: Set[str] | None
    extras: Sequence[str]


class Drawn(NamedTuple):
    """What became of a unit of pages: key by path, files written, reasons by path."""

    keys: Mapping[str, str]
    rendered: Sequence[str]
    written: Mapping[str, FileEntry]
    reasons: Sequence[tuple[str, str]]


@dataclass(slots=True)
class Outcome:
    """What publishing did; `units` holds the paths of the pages of each column planned anew."""

    status: str
    release: str
    token: str
    pages: PageCounts
    explained: list[tuple[str, str]] = field(default_factory=list)
    units: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes one site; `live` is its current release, None where that cannot be read."""

    store: ReleaseStore
    site: str
    renderer: Renderer
    live: Release | None
    formats: Sequence[str]
    program: str
    jobs: int
    shrink_limit: float
    allow_shrink: bool
    explain: bool = False
    before_fork: Callable[[], None] | None = None

    @property
    def before(self) -> Manifest | None:
        """The manifest of the current release."""
        return self.live.manifest if self.live else None

    def publish(
        self,
        units: Sequence[Unit],
        kept: Kept,
        extras: Callable[[], Sequence[Extra]],
        redirects: Mapping[str, str],
        allowed: Callable[[], bool] = lambda: True,
    ) -> Outcome | None:
        """Render what differs from the current release, and switch to the new one.

        `extras` and `allowed` are asked when all is drawn; if the latter says no, nothing is
        published.
        """
        old_keys = self.before.inputs if self.before else {}
        replaced = old_keys.keys() if kept.replaced is None else kept.replaced
        keys = {} if kept.replaced is None else dict(old_keys)
        for path in replaced:
            keys.pop(path, None)
        outcome = Outcome(PUBLISHED, "", "", PageCounts())
        rendered: list[str] = []
        written: dict[str, FileEntry] = {}
        with self.store.begin(self.site, self.live) as staging:
            for unit, drawn in self._draw(units, kept, staging):
                if clash := keys.keys() & drawn.keys.keys():
                    raise _claimed_twice(min(clash))
                keys.update(drawn.keys)
                written.update(drawn.written)
                rendered += drawn.rendered
                outcome.explained += drawn.reasons
                outcome.units.setdefault(unit.column, []).extend(drawn.keys)
                staging.settle(len(drawn.written))  # all processes are forked by now
            beside = extras()
            self._refuse_shared(keys, beside)
            gone = replaced - keys.keys()
            files = self._remaining(chain(rendered, gone), kept.extras, beside)
            written.update(self._extras(beside, files, staging))
            files.update(written)
            if not allowed():
                return None
            places = self.store.places_for_spares(self.site)
            if places and self.before_fork:
                self.before_fork()
            with spares_beside(staging, files, places, fork=self.jobs > 1) as complete:
                release = staging.commit(
                    Manifest(self.site, files, dict(redirects), keys),
                    set(written),
                    allow_shrink=self.allow_shrink,
                    shrink_limit=self.shrink_limit,
                )
                complete(release)
        if self.live is not None and release == staging.current:
            outcome.status = UNCHANGED
        self.store.prune(self.site)
        outcome.release, outcome.token = release.id, release.token
        outcome.pages = PageCounts(len(keys), len(rendered), len(keys) - len(rendered), len(gone))
        return outcome

    def _refuse_shared(self, keys: Mapping[str, str], extras: Iterable[Extra]) -> None:
        """Raise ReleaseError where a file would stand in the place of a page, or of a copy of one.

        Whichever was written last would win; and if the file went, nobody would miss the page. An
        item's own file may stand for the one made of its rows: the page's key covers that file.
        """
        other = FOLDER if self.renderer.site.traditional else ""
        for extra in extras:
            for path in _originals(extra.path, other):
                if path in keys and not (path == extra.path and _may_stand_for(extra)):
                    raise _covered(path)
        if other and (clashing := [path for path in keys if _copied(path, other, keys)]):
            raise _read_twice(min(clashing))

    def _draw(
        self, units: Sequence[Unit], kept: Kept, staging: Staging
    ) -> Iterable[tuple[Unit, Drawn]]:
        size = sum(unit.size for unit in units)
        if kept.replaced is not None:  # most of the planned ones will be found as they were, too
            size //= _LOOKED_AT
        jobs = self.jobs if size > _FEW else 1
        if self.before_fork and jobs > 1:
            self.before_fork()
        for index, drawn in run(lambda unit: self._unit(unit, staging), units, jobs):
            yield units[index], drawn

    def _unit(self, unit: Unit, staging: Staging) -> Drawn:
        """Plan the pages of a unit and write those that differ; runs in a forked process."""
        old_keys = self.before.inputs if self.before else {}
        old_files = self.before.files if self.before else {}
        keys: dict[str, str] = {}
        todo: list[Planned] = []
        reasons: list[tuple[str, str]] = []
        for plan in unit.plan():
            if plan.path in keys:
                raise _claimed_twice(plan.path)
            key = self._key(plan)
            keys[plan.path] = key
            if old_keys.get(plan.path) == key and plan.path in old_files:
                continue
            todo.append(plan)
            if self.explain:
                reason = _reason(plan, old_keys.get(plan.path), key, self._tag)
                reasons.append((plan.path, reason))
        written = dict(self._written(todo, staging))
        return Drawn(keys, [plan.path for plan in todo], written, reasons)

    def _written(
        self, todo: Sequence[Planned], staging: Staging
    ) -> Iterator[tuple[str, FileEntry]]:
        """Make, draw and write pages, each step for a batch of them.

        Code and data of one step then stay in the processor's caches: page by page, every step
        would drive out what the next one needs, which makes all of them a quarter slower.
        """
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            made = [plan.make() for plan in batch]
            drawn = [one if isinstance(one, bytes) else self.renderer.render(one) for one in made]
            for plan, data in zip(batch, drawn, strict=True):
                yield from self._write(plan.path, data, staging)

    def _key(self, plan: Planned) -> str:
        """Everything that the files of a page depend on."""
        made = self.renderer.digest(plan.template, plan.channel) if plan.template else ""
        return plan.key + made + self._tag

    @property
    def _tag(self) -> str:
        """Ends every key: what pages are made with, and how copies of them are compressed."""
        return f".{self.program[:8]}{''.join(sorted(self.formats))}"

    def _write(self, path: str, data: bytes, staging: Staging) -> Iterator[tuple[str, FileEntry]]:
        files = [(path, data), *variants(path, data, self.formats)]
        if self.renderer.site.traditional and path.endswith(".html"):
            other_path, other = FOLDER + path, in_traditional(data.decode()).encode()
            files += [(other_path, other), *variants(other_path, other, self.formats)]
        for name, content in files:
            yield name, staging.write(name, content)

    def _remaining(
        self, pages: Iterable[str], old_extras: Sequence[str], extras: Sequence[Extra]
    ) -> dict[str, FileEntry]:
        """The current files without those pages, and without extras that change or go."""
        if self.before is None:
            return {}
        files = dict(self.before.files)
        packed_alike = self.before.inputs.get("index.html", "").endswith(self._tag)
        right = {extra.path for extra in extras if packed_alike and _same(extra, files)}
        for path in chain(pages, (path for path in old_extras if path not in right)):
            for name in _names(path, self.before.inputs):
                files.pop(name, None)
        return files

    def _extras(
        self, extras: Iterable[Extra], files: Mapping[str, FileEntry], staging: Staging
    ) -> dict[str, FileEntry]:
        written: dict[str, FileEntry] = {}
        for extra in extras:
            if extra.path in files:
                continue
            if extra.source is None:
                for path, content in (
                    (extra.path, extra.data),
                    *variants(extra.path, extra.data, self.formats),
                ):
                    written[path] = staging.write(path, content)
            else:
                entry = staging.write_from(extra.path, extra.source, link=extra.link)
                if extra.digest and entry.sha256 != extra.digest:
                    raise ContentChanged
                written[extra.path] = entry
        return written


def _same(extra: Extra, files: Mapping[str, FileEntry]) -> bool:
    known = files.get(extra.path)
    return known is not None and (extra.link or known.sha256 == extra.digest)


def _may_stand_for(extra: Extra) -> bool:
    return extra.own and not extra.path.endswith(_DRAWN)


def _originals(path: str, other: str) -> Iterator[str]:
    """The files that one may be taken for a copy of, by its path; the file itself is the first.

    `other` is the folder of traditional copies, empty where a site has none.
    """
    stem, dot, suffix = path.rpartition(".")
    for one in (path, stem) if dot + suffix in SUFFIXES.values() else (path,):
        yield one
        if other and one.startswith(other):
            yield one.removeprefix(other)


def _copied(path: str, other: str, pages: Container[str]) -> bool:
    """Whether a page stands where the traditional copy of another one belongs."""
    return path.startswith(other) and path.removeprefix(other) in pages


def _names(path: str, pages: Container[str] = ()) -> Iterator[str]:
    """A file's path with those of its compressed and traditional copies.

    A page that stands below the folder of traditional copies by itself is none of them.
    """
    for folder in ("", FOLDER):
        if folder and folder + path in pages:
            continue
        for suffix in ("", *SUFFIXES.values()):
            yield folder + path + suffix


def extras_of(manifest: Manifest) -> list[str]:
    """The files of a release that are neither pages nor copies of any file."""
    pages = {name for path in manifest.inputs for name in _names(path)}
    suffixes = tuple(SUFFIXES.values())
    return [
        path
        for path in manifest.files
        if path not in pages
        and not (path.endswith(suffixes) and path.rpartition(".")[0] in manifest.files)
    ]


def _claimed_twice(path: str) -> ReleaseError:
    """What cannot be told apart is not published: the last one written would win."""
    return ReleaseError(f"有两个网页的地址都是 /{path}，请修改其中一篇稿件的文件名或 url。")


def _covered(path: str) -> ReleaseError:
    """A file that items publish does not stand in a page's place."""
    return ReleaseError(f"有附件或图片的地址与网页 /{path} 相同，请给这个文件换一个名字。")


def _read_twice(path: str) -> ReleaseError:
    """A page does not stand where the traditional copy of another one belongs."""
    return ReleaseError(f"网页 /{path} 的地址属于繁体版，请给名为 hant 的栏目或目录改名。")


def _reason(plan: Planned, old: str | None, key: str, tag: str) -> str:
    """Say why a page is rendered: new, its data, its template, or the program."""
    if old is None:
        return "新网页"
    if old == key:
        return "线上缺少该文件"
    if old[: len(plan.key)] != plan.key:
        return "页面数据变了"
    return "模板、站点信息或导航变了" if old.endswith(tag) else "程序更新了，或者压缩格式变了"
