"""What one item's page costs from its plan to its file: µs of processor time, step by step.

    python -m benchmarks.rendering PLATFORM [--pages 500] [--rounds 5] [--scratch DIR]

Takes pages spread over the first site of a platform, others in every round; the fastest round
counts, as others on the machine can only slow it down. "Everything" is the way that a build takes.

`--scratch` is where pages are written to; they stay there. On ext4, creating a file looks at every
inode of its group that was freed in the last minutes, and then costs twenty times as much: measure
writing where nothing was removed lately.
"""

import argparse
import gc
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sitegen.model.entry import Shown
from sitegen.pages.addresses import Addresses
from sitegen.pages.data import Page
from sitegen.pages.plan import Planned
from sitegen.pages.site_info import site_info
from sitegen.pages.site_pages import units
from sitegen.pipeline.clock import moment
from sitegen.pipeline.options import BuildOptions
from sitegen.pipeline.platform_build import PlatformBuild
from sitegen.pipeline.views import StateLibrary
from sitegen.release.manifest import FileEntry
from sitegen.release.store import ReleaseStore
from sitegen.render.renderer import Renderer
from sitegen.sources.platform import load_platform
from sitegen.sources.site_model import build_model

T = TypeVar("T")
_BATCH = 100


@dataclass(frozen=True)
class Sample:
    """Some pages of a site, with everything that is needed to draw them."""

    library: StateLibrary
    renderer: Renderer
    shown: Sequence[Shown]
    planned: Sequence[Planned]

    def pages(self) -> list[Page]:
        """The data of every page."""
        made = [plan.make() for plan in self.planned]
        return [page for page in made if not isinstance(page, bytes)]


@contextmanager
def samples(root: Path, pages: int, rounds: int) -> Iterator[list[Sample]]:
    """Plan the first site of a platform, reading first what the state does not know.

    Every round gets other pages, so that nothing is remembered from the round before.
    """
    platform = load_platform(root)
    build = PlatformBuild(platform, moment(platform, None), BuildOptions(search=False))
    builder, _, _ = build.prepare()
    with builder.opened() as around:
        model = build_model(platform.config.sites[0], around, build.as_of)
        library = StateLibrary(around.states, platform.content)
        library.prepare(model.config.id)
        addresses = Addresses(model, around)
        info = site_info(model, search=False)
        renderer = Renderer(builder.theme, info, platform.build / ".state" / "templates")
        plans = {
            plan.path: plan
            for unit in units(model, addresses, library, {}, search=False)
            for plan in unit.plan()
        }
        items = [shown for column in model.columns.values() for shown in column.items]
        items = [shown for shown in items if shown.url.lstrip("/") in plans]
        step = max(1, len(items) // pages)
        groups = [items[start % step :: step][:pages] for start in range(rounds)]
        yield [
            Sample(library, renderer, group, [plans[shown.url.lstrip("/")] for shown in group])
            for group in groups
        ]


class Clock:
    """Processor time of steps, in µs a page."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.found: dict[str, float] = {}

    def time(self, name: str, action: Callable[[], T]) -> T:
        """Do something and note what it took."""
        started = time.process_time()
        result = action()
        self.found[name] = (time.process_time() - started) / self.pages * 1e6
        return result


def steps(sample: Sample, folder: Path) -> dict[str, float]:
    """Return µs a page of every step alone."""
    clock = Clock(len(sample.planned))
    renderer, library = sample.renderer, sample.library
    clock.time("parts from the state", lambda: [library.parts(shown) for shown in sample.shown])
    pages = clock.time("page data", sample.pages)
    clock.found["page data"] -= clock.found["parts from the state"]
    rendered = clock.time("template", lambda: [renderer.render(page) for page in pages])
    entries = clock.time("digest", lambda: [FileEntry.of(data) for data in rendered])
    staging = ReleaseStore(folder).begin("steps")
    files = list(zip((page.path for page in pages), rendered, strict=True))
    clock.time("writing", lambda: [staging.write(path, data) for path, data in files])
    clock.found["writing"] -= clock.found["digest"]
    clock.time("pipe", lambda: pickle.loads(pickle.dumps(entries)))
    return clock.found


def everything(sample: Sample, folder: Path) -> dict[str, float]:
    """Return µs a page of all steps together, in batches as in a build."""
    clock = Clock(len(sample.planned))
    staging = ReleaseStore(folder).begin("everything")

    def work() -> dict[str, FileEntry]:
        written: dict[str, FileEntry] = {}
        for start in range(0, len(sample.planned), _BATCH):
            batch = Sample(
                sample.library, sample.renderer, (), sample.planned[start : start + _BATCH]
            )
            drawn = [(page.path, sample.renderer.render(page)) for page in batch.pages()]
            for path, data in drawn:
                written[path] = staging.write(path, data)
        return pickle.loads(pickle.dumps(written))  # type: ignore[no-any-return]

    clock.time("everything", work)
    return clock.found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("platform", type=Path)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as temporary,
        samples(options.platform, options.pages, 2 * options.rounds) as taken,
    ):
        scratch = Path(tempfile.mkdtemp(dir=options.scratch or temporary))
        gc.freeze()
        gc.disable()  # as in sitegen's worker processes
        rounds = [
            steps(taken[2 * number], scratch / str(number))
            | everything(taken[2 * number + 1], scratch / str(number))
            for number in range(options.rounds)
        ]
    for name in rounds[0]:
        sys.stdout.write(f"{min(one[name] for one in rounds):8.0f}  {name}\n")


if __name__ == "__main__":
    main()
