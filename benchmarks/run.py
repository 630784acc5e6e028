"""The benchmark: sitegen against a Hugo twin that makes the same pages, side by side in one run.

    python -m benchmarks --size 20k

makes the corpus, runs cold, no-op, one edit, template edit and night on both sides in turn, then
the search and a copy of the output, and writes table, figures and plot to `benchmarks/results/`.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import results
from benchmarks.changes import Pair
from benchmarks.corpus import write_platform
from benchmarks.layout import SitePlan, site_plans
from benchmarks.measure import BenchmarkError, Measured
from benchmarks.prose import Stock
from benchmarks.race import (
    FIRST,
    LATER,
    NIGHT_SHARE,
    Hugo,
    Runner,
    Sitegen,
    compare,
    copy_tree,
    hugo_binary,
    run_course,
)
from benchmarks.twin import write_twin

SIZES = {
    "1k": (1_000, 1),
    "5k": (5_000, 1),
    "20k": (20_000, 1),
    "200k": (200_000, 20),
    "1m": (1_000_000, 100),
}
NIGHTS = {"night with search": 0.05, "spread night with search": 1.0}
"""Which share of the newest items is edited: editors work on what is new; and all years at once."""
_HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 1 if a side failed or the two are not equal."""
    options = _parser().parse_args(arguments)
    items, sites = SIZES[options.size]
    sites = options.sites or sites
    work = options.work or Path(tempfile.mkdtemp(prefix="sitegen-bench-"))
    try:
        run = _run(options, work, site_plans(items, sites))
        name = f"{run['date']}-{options.size}" + (f"-{sites}-sites" if options.sites else "")
        sys.stdout.write("\n" + results.table(run) + "\n")
        for path in results.save(run, options.results, name):
            sys.stdout.write(f"{path}\n")
    except BenchmarkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="20k")
    parser.add_argument("--sites", type=int, help="share the items out over so many sites")
    parser.add_argument("--repeats", type=int, default=3, help="rounds; medians are reported")
    parser.add_argument("--jobs", type=int, default=0, help="processes of sitegen (default: all)")
    parser.add_argument("--no-hugo", action="store_true")
    parser.add_argument("--no-search", action="store_true", help="leave the search builds out")
    parser.add_argument("--work", type=Path, help="folder for the corpora (default: a new one)")
    parser.add_argument("--keep", action="store_true", help="do not remove the corpora")
    parser.add_argument("--results", type=Path, default=_HERE / "results")
    return parser


def _run(options: argparse.Namespace, work: Path, plans: list[SitePlan]) -> dict[str, Any]:
    started = time.perf_counter()

    def say(text: str) -> None:
        sys.stderr.write(f"[{time.perf_counter() - started:7.1f}] {text}\n")

    platform, twin = work / "platform", work / "twin"
    binary = None if options.no_hugo else hugo_binary()
    _generate(platform, twin, plans, hugo=binary is not None, say=say)
    sitegen = Sitegen(platform, plans, jobs=options.jobs)
    runners: list[Runner] = [sitegen]
    if binary:
        runners.append(Hugo(twin, plans, binary))
    about = results.machine()
    pair = Pair(platform, twin, plans)
    rounds: list[dict[str, dict[str, Measured]]] = [{} for _ in range(options.repeats)]
    rendered: dict[str, int] = {}
    for stages in (FIRST, LATER):
        for repeat, found in enumerate(rounds):
            found.update(run_course(runners, pair, stages, repeat, say))
        rendered |= zip(stages, sitegen.rendered[-len(stages) :], strict=True)
    output = compare(runners)
    extra = _extra(options, sitegen, pair, work, say)
    return {
        "date": date.today().isoformat(),
        "items": sum(plan.items for plan in plans),
        "sites": len(plans),
        "repeats": options.repeats,
        "machine": about,
        "output": output,
        "stages": results.summarise(rounds),
        "extra": {name: _figures(one) for name, one in extra.items()},
        "ratios": {**results.ratios(rounds), **_search_ratio(extra)},
        "rendered": rendered,
    }


def _generate(
    platform: Path, twin: Path, plans: list[SitePlan], *, hugo: bool, say: Callable[[str], None]
) -> None:
    stock = Stock()
    shutil.rmtree(platform, ignore_errors=True)
    shutil.rmtree(twin, ignore_errors=True)
    write_platform(platform, plans, stock, _HERE / "theme")
    say("corpus written")
    if hugo:
        assets = _HERE.parent / "themes" / "gov" / "static"
        write_twin(twin, plans, stock, _HERE / "hugo", assets)
        say("twin written")


def _extra(
    options: argparse.Namespace,
    sitegen: Sitegen,
    pair: Pair,
    work: Path,
    say: Callable[[str], None],
) -> dict[str, Measured]:
    """The copy of the output, and the builds with search: cold, unchanged, and a night."""
    found = {"copy of the output": copy_tree(sitegen.outputs(), work / "copy")}
    say("copied")
    if not options.no_search:
        searching = Sitegen(sitegen.platform, sitegen.plans, search=True, jobs=options.jobs)
        searching.clean()
        found["cold with search"] = searching.build()
        say("cold with search")
        found["no-op with search"] = searching.build()
        for seed, (name, recent) in enumerate(NIGHTS.items(), 1000):
            pair.night(NIGHT_SHARE, seed, recent)
            found[name] = searching.build()
            say(name)
    return found


def _figures(measured: Measured) -> dict[str, float]:
    return {
        "seconds": round(measured.seconds, 3),
        "processor": round(measured.processor, 3),
        "memory_mb": round(measured.memory / 1e6, 1),
    }


def _search_ratio(extra: dict[str, Measured]) -> dict[str, float]:
    cold = extra.get("cold with search")
    return {
        f"{name} / cold with search": round(extra[name].seconds / cold.seconds, 3)
        for name in NIGHTS
        if cold
    }
