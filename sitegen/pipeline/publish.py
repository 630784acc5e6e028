"""From planned pages to a release: render what changed, take over the rest, switch."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sitegen.pages.plan import Planned
from sitegen.pipeline.results import PUBLISHED, UNCHANGED, PageCounts
from sitegen.pipeline.workers import run
from sitegen.release.compress import SUFFIXES, variants
from sitegen.release.manifest import FileEntry, Manifest
from sitegen.release.store import ReleaseStore, Staging
from sitegen.render.renderer import Renderer
from sitegen.render.traditional import FOLDER, in_traditional

_CHUNK = 200


class Extra(NamedTuple):
    """A file of the release that is not a page: asset, attachment, shard of the search index.

    `digest` is the SHA-256 of its content where known; `source` the file to take it from, or
    None where `data` holds it. `link` allows a hard link: only for files that are never changed
    in place and whose path names their content, so that the same path means the same bytes.
    """

    path: str
    digest: str
    source: Path | None
    data: bytes = b""
    link: bool = False


class Work(NamedTuple):
    """A page that has to be rendered."""

    plan: Planned
    key: str


@dataclass(slots=True)
class Outcome:
    """What publishing did."""

    status: str
    release: str
    pages: PageCounts
    explained: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes one site."""

    store: ReleaseStore
    site: str
    renderer: Renderer
    formats: Sequence[str]
    jobs: int
    shrink_limit: float
    allow_shrink: bool
    explain: bool = False
    before_fork: Callable[[], None] | None = None

    def publish(
        self,
        planned: Iterable[Planned],
        extras: Iterable[Extra],
        redirects: Mapping[str, str],
    ) -> Outcome:
        """Render what differs from the current release, and switch to the new one."""
        before = self.store.current_manifest(self.site)
        old_keys = before.inputs if before else {}
        keys: dict[str, str] = {}
        todo: list[Work] = []
        kept: dict[str, FileEntry] = {}
        for plan in planned:
            key = self._key(plan)
            keys[plan.path] = key
            if before is None or old_keys.get(plan.path) != key or plan.path not in before.files:
                todo.append(Work(plan, key))
            else:
                self._keep(plan.path, before, kept)
        counts = PageCounts(
            total=len(keys),
            rendered=len(todo),
            reused=len(keys) - len(todo),
            removed=len(old_keys.keys() - keys.keys()),
        )
        explained = self._explain(todo, old_keys) if self.explain else []
        with self.store.begin(self.site) as staging:
            written = self._render(todo, staging)
            written |= self._extras(extras, before, kept, staging)
            manifest = Manifest(self.site, {**kept, **written}, dict(redirects), keys)
            release = staging.commit(
                manifest,
                set(written),
                allow_shrink=self.allow_shrink,
                shrink_limit=self.shrink_limit,
            )
        same = before is not None and staging.current is not None
        unchanged = same and release == staging.current
        self.store.prune(self.site)
        return Outcome(UNCHANGED if unchanged else PUBLISHED, release.id, counts, explained)

    def _key(self, plan: Planned) -> str:
        if not plan.template:
            return plan.key
        return plan.key + self.renderer.digest(plan.template, plan.channel)

    def _keep(self, path: str, before: Manifest, kept: dict[str, FileEntry]) -> None:
        folders = ("", FOLDER) if self.renderer.site.traditional else ("",)
        for folder in folders:
            for suffix in ("", *SUFFIXES.values()):
                name = folder + path + suffix
                if name in before.files:
                    kept[name] = before.files[name]

    def _explain(self, todo: Sequence[Work], old_keys: Mapping[str, str]) -> list[tuple[str, str]]:
        """Say for each page why it is rendered: new, its data, or its template."""
        reasons: list[tuple[str, str]] = []
        for plan, key in todo:
            old = old_keys.get(plan.path)
            if old is None:
                reason = "新网页"
            elif old == key:
                reason = "线上缺少该文件"
            elif old[: len(plan.key)] != plan.key:
                reason = "页面数据变了"
            else:
                reason = "模板、站点信息或导航变了"
            reasons.append((plan.path, reason))
        return reasons

    def _render(self, todo: Sequence[Work], staging: Staging) -> dict[str, FileEntry]:
        chunks = [todo[start : start + _CHUNK] for start in range(0, len(todo), _CHUNK)]
        written: dict[str, FileEntry] = {}

        def work(chunk: Sequence[Work]) -> list[tuple[str, FileEntry]]:
            return [entry for one in chunk for entry in self._write(one.plan, staging)]

        if self.before_fork and self.jobs > 1 and len(chunks) > 1:
            self.before_fork()
        for _, entries in run(work, chunks, self.jobs):
            written.update(entries)
        return written

    def _write(self, plan: Planned, staging: Staging) -> list[tuple[str, FileEntry]]:
        made = plan.make()
        data = made if isinstance(made, bytes) else self.renderer.render(made)
        files = [(plan.path, data), *variants(plan.path, data, self.formats)]
        if self.renderer.site.traditional and plan.path.endswith(".html"):
            path, other = FOLDER + plan.path, in_traditional(data.decode()).encode()
            files += [(path, other), *variants(path, other, self.formats)]
        return [(path, staging.write(path, content)) for path, content in files]

    def _extras(
        self,
        extras: Iterable[Extra],
        before: Manifest | None,
        kept: dict[str, FileEntry],
        staging: Staging,
    ) -> dict[str, FileEntry]:
        written: dict[str, FileEntry] = {}
        for extra in extras:
            known = before.files.get(extra.path) if before else None
            if before and known and (extra.link or known.sha256 == extra.digest):
                self._keep(extra.path, before, kept)
            elif extra.source is None:
                for path, content in (
                    (extra.path, extra.data),
                    *variants(extra.path, extra.data, self.formats),
                ):
                    written[path] = staging.write(path, content)
            else:
                written[extra.path] = staging.write_from(extra.path, extra.source, link=extra.link)
        return written
