"""A platform whose sources change step by step, and what has to hold after each of them."""

from __future__ import annotations

import copy
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import yaml
from jinja2.bccache import Bucket, BytecodeCache

from sitegen.model.platform import Platform
from sitegen.pipeline.ingest import Ingest
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.outdated import Changed
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.results import BLOCKED, BuildResult, SiteResult
from sitegen.rules import overriding
from sitegen.sources.platform import load_platform
from tests.pipeline.stories import scene

Trees = Mapping[str, Mapping[str, bytes]]
START = datetime(2026, 6, 10, 12, 0)
MANY = 10_000


class Apart(Platform):
    """The same platform, built into another folder: what a build from nothing makes of it."""

    @property
    def build(self) -> Path:
        return self.root / "clean"


@dataclass
class Draft:
    """An item as a story sees it."""

    front: dict[str, Any]
    body: str

    def text(self) -> bytes:
        front = yaml.dump(self.front, Dumper=yaml.CSafeDumper, allow_unicode=True)
        return f"---\n{front}---\n\n{self.body}".encode()


@dataclass
class Sources:
    """Everything that a build reads, but for the theme: drafts by content path, other files."""

    items: dict[str, Draft] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    clock: datetime = START

    def all(self) -> dict[str, bytes]:
        config = yaml.dump(self.config, Dumper=yaml.CSafeDumper, allow_unicode=True).encode()
        items = {f"content/{path}": draft.text() for path, draft in self.items.items()}
        return {"sites.yaml": config, **self.files, **items}


@dataclass
class World:
    """A platform below `root`, its story, and the wishes of the step that is under way."""

    root: Path
    seed: int
    search: bool = False
    sites: tuple[str, ...] = tuple(scene.KINDS)
    log: list[str] = field(default_factory=list)
    written: dict[str, bytes] = field(default_factory=dict)
    proven: bool = True

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.count = 0
        self.now = Sources(config=scene.sites_config(self.sites))
        self.now.files["rules.yaml"] = scene.RULES.encode()
        for site in self.sites:
            for path, text in scene.columns_of(site).items():
                self.now.files[f"content/{site}/{path}/_column.yaml"] = text.encode()
            for path, text in scene.first_items(site).items():
                self.now.files[f"content/{site}/{path}"] = text.encode()
        self.now.files["content/_shared/zc/s0.md"] = scene.SHARED.encode()
        self.sync()

    @property
    def as_of(self) -> str:
        return self.now.clock.strftime("%Y-%m-%d %H:%M")

    def places(self, *places: str) -> list[str]:
        """Those of the places (`site/column`) whose column is there."""
        return [p for p in places if f"content/{p}/_column.yaml" in self.now.files or p[0] == "_"]

    def number(self) -> int:
        """A number that no step had before."""
        self.count += 1
        return self.count

    # -- sources -----------------------------------------------------------------------------

    def sync(self) -> None:
        """Bring the disk to the sources; files that are right already are not touched."""
        wanted = self.now.all()
        for path in self.written.keys() - wanted.keys():
            (self.root / path).unlink(missing_ok=True)
            self._tidy((self.root / path).parent)
        for path, data in wanted.items():
            if self.written.get(path) != data:
                target = self.root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        self.written = wanted

    def _tidy(self, folder: Path) -> None:
        while folder != self.root and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def saved(self) -> Sources:
        """The sources as they are, to go back to."""
        return copy.deepcopy(self.now)

    def restore(self, before: Sources) -> None:
        """Take back everything since `saved`, but for the clock."""
        self.now = replace_clock(before, self.now.clock)
        self.sync()

    # -- builds ------------------------------------------------------------------------------

    def options(self, **options: Any) -> BuildOptions:
        return BuildOptions(**{"search": self.search, "allow_shrink": True, **options})

    def runner(self, platform: Platform | None = None) -> PlatformBuild:
        return PlatformBuild(platform or load_platform(self.root), self.as_of, self.options())

    def build(self, *only: str) -> BuildResult:
        """Build on what there is."""
        return self.runner().build(only)

    def clean(self) -> tuple[BuildResult, Trees]:
        """Build from nothing, in a folder of its own; returns the result and its trees."""
        folder = self.root / "clean"
        shutil.rmtree(folder, ignore_errors=True)
        known = load_platform(self.root)
        result = self.runner(Apart(known.root, known.config)).build()
        return result, self.trees(folder)

    def trees(self, build: Path | None = None) -> Trees:
        """What is published, by site."""
        build = build or self.root / "build"
        return {site: _tree(build / site) for site in self.sites if (build / site).exists()}

    # -- what has to hold ----------------------------------------------------------------------

    def compare(self, before: Trees, clean: tuple[BuildResult, Trees], result: BuildResult) -> bool:
        """Assert that a build came out as one from nothing; returns whether all sites passed."""
        cleanly, trees = clean
        told = f"seed {self.seed}, step {len(self.log)}: {self.log[-8:]}"
        served = self.trees()
        passed = True
        for mine, other in zip(result.sites, cleanly.sites, strict=True):
            site = mine.site
            assert verdict_of(mine) == verdict_of(other), f"{told}\n{site}: another verdict"
            if other.status == BLOCKED:
                passed = False
                assert served.get(site) == before.get(site), f"{told}\n{site}: blocked, yet changed"
        for mine in result.sites:
            if mine.status != BLOCKED and (passed or not self.search):
                differing = differing_files(served[mine.site], trees[mine.site])
                assert differing == [], f"{told}\n{mine.site}: {differing}"
        return passed


def replace_clock(sources: Sources, clock: datetime) -> Sources:
    """Return the same sources at another time."""
    sources.clock = clock
    return sources


def verdict_of(result: SiteResult) -> tuple[bool, str, tuple[object, ...]]:
    """What a site's result says, without what depends on what stood there before."""
    return result.status == BLOCKED, result.error, tuple(map(repr, result.findings))


def differing_files(mine: Mapping[str, bytes], clean: Mapping[str, bytes]) -> list[str]:
    """Return the paths that only one tree has, or that differ."""
    paths = mine.keys() ^ clean.keys()
    differing = paths | {path for path in mine.keys() & clean.keys() if mine[path] != clean[path]}
    return sorted(differing, key=lambda path: (path == "manifest.json", path))


class _Compiled(BytecodeCache):
    """Compiled templates are kept in memory: compiling takes longer than a build of this size."""

    codes: ClassVar[dict[tuple[str, str], CodeType | None]] = {}

    def __init__(self, _folder: str, pattern: str) -> None:
        self._pattern = pattern

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((self._pattern + bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[(self._pattern + bucket.key, bucket.checksum)] = bucket.code


def _tree(folder: Path) -> dict[str, bytes]:
    real = os.path.realpath(folder)
    return {
        f"{place}/{name}"[len(real) + 1 :]: Path(place, name).read_bytes()
        for place, _, names in os.walk(real)
        for name in names
    }


@contextmanager
def remembered_reading(patch: Any) -> Iterator[None]:
    """Read equal bytes in an equal place once in a process.

    What is read of an item is a function of place, bytes and rulebook, guarded by tests of its
    own; reading the whole platform for every build from nothing would take most of the time.
    """
    real = Ingest._item
    known: dict[tuple[object, ...], Any] = {}

    def item(self: Ingest, site: str, one: Changed, data: bytes, digest: str) -> Any:
        key = (site, one.path, one.column, one.kind, one.context, data)
        if key not in known:
            if len(known) > MANY:
                known.clear()
            known[key] = real(self, site, one, data, digest)
        row, findings = known[key]
        return row, list(findings)

    patch.setattr(Ingest, "_item", item)
    patch.setattr("sitegen.rules.overriding._compose", cache(overriding._compose))
    patch.setattr("sitegen.render.renderer.FileSystemBytecodeCache", _Compiled)
    yield


def moved(clock: datetime, **by: int) -> datetime:
    """The clock after some days, hours, minutes; never before the first items."""
    return max(clock + timedelta(**by), START - timedelta(days=3))


Step = Callable[[World], str]
