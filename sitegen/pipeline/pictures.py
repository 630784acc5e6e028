"""The pictures that a site shows: each is looked at once in its life, by worker processes.

What is known of a picture is remembered in the state of the site that shows it, its variants lie
in one cache for all sites; both are found by content, so that copies cost nothing.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.errors import ContentChanged
from sitegen.images import Measured, PictureStore, Task, key_of, variant_name
from sitegen.model.entry import SiteModel
from sitegen.model.platform import Platform
from sitegen.model.site import CarouselBlock
from sitegen.pipeline.workers import run
from sitegen.state import SiteState, content_digests

_PROBE = "picture "


def picture_store(platform: Platform) -> PictureStore:
    """Return the cache of variants of a platform."""
    return PictureStore(platform.build / ".state" / "images")


@dataclass(frozen=True, slots=True)
class SitePictures:
    """Measures the pictures of one site; `states` are those of all sites."""

    platform: Platform
    store: PictureStore
    states: Mapping[str, SiteState]

    def measure(
        self, model: SiteModel, jobs: int, before_fork: Callable[[], None] | None = None
    ) -> dict[str, Measured]:
        """Return what is known of every picture that the site shows, by content path.

        New pictures are looked at by `jobs` processes, and their variants made; `before_fork` is
        called first. Raises ContentChanged for a picture that is not what was read of it.
        """
        site = model.config.id
        wanted = content_digests(self._shown(model), self.states)
        remembered = self.states[site].probes(_PROBE)
        keys = {digest: key_of(digest) for digest in set(wanted.values())}
        known = self._known(remembered, set(keys.values()))
        tasks = {
            keys[digest]: Task(self.platform.content / path, digest)
            for path, digest in sorted(wanted.items(), reverse=True)
            if keys[digest] not in known
        }
        made = self._make(tasks, jobs, before_fork)
        if made or remembered.keys() - known.keys():
            state = self.states[site]
            with state.writing():
                state.forget_probes(_PROBE + key for key in remembered.keys() - known.keys())
                for key, measured in made.items():
                    state.set_probe(_PROBE + key, json.dumps(measured))
        known |= made
        return {
            path: known[keys[digest]] for path, digest in wanted.items() if keys[digest] in known
        }

    def _shown(self, model: SiteModel) -> Iterator[str]:
        """Yield the content paths of the pictures on the site's pages, some more than once."""
        own = model.config.id
        facts = {own: self._facts(own)}
        for column in model.columns.values():
            if not (facts[own] or column.copies):
                continue
            for shown in column.items:
                site = shown.stub.site
                if site not in facts:
                    facts[site] = self._facts(site)
                if facts[site]:
                    yield from facts[site].get(shown.stub.path, ())
        for block in model.file.home:
            if isinstance(block, CarouselBlock):
                for slide in block.slides:
                    yield f"{model.config.id}/{slide.image.lstrip('/')}"

    def _facts(self, site: str) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for fact in self.states[site].facts("picture"):
            found[fact.path].append(fact.value.partition("#")[0])
        return found

    def _known(self, remembered: Mapping[str, str], wanted: set[str]) -> dict[str, Measured]:
        """What need not be looked at again: remembered, with all its variants in the cache."""
        found = {key: _measured(data) for key, data in remembered.items() if key in wanted}
        sizes = self.store.sizes() if found else {}
        return {
            key: one
            for key, one in found.items()
            if all(sizes.get(variant_name(key, width)) == size for width, size in one.variants)
        }

    def _make(
        self, tasks: Mapping[str, Task], jobs: int, before_fork: Callable[[], None] | None
    ) -> dict[str, Measured]:
        keys = list(tasks)
        if before_fork and jobs > 1 and len(keys) > 1:
            before_fork()
        made: dict[str, Measured] = {}
        for index, measured in run(self.store.make, [tasks[key] for key in keys], jobs):
            if measured is None:
                raise ContentChanged
            made[keys[index]] = measured
        return made


def prune_pictures(platform: Platform, states: Mapping[str, SiteState]) -> None:
    """Remove from the cache what no site shows any more."""
    store = picture_store(platform)
    if store.folder.is_dir():
        store.prune({key for state in states.values() for key in state.probes(_PROBE)})


def _measured(data: str) -> Measured:
    width, height, key, variants = json.loads(data)
    return Measured(width, height, key, tuple((one[0], one[1]) for one in variants))
