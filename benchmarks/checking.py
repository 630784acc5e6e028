"""What the checks cost: their share of a cold build, and a check of what is read already.

    python -m benchmarks.checking PLATFORM [--rounds 3]

Samples by processor time, one process, no search, as `benchmarks.hotspots` takes them. Counted are
the checks of items with the notes taken for later, the checks of sites, and those of the platform.
The share is of the whole build; "adds" relates it to the build without them.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.hotspots import Sampler, profile

PARTS = {
    "items": "sitegen/rules/running.py:check_item",
    "notes": "sitegen/rules/noting.py:take_notes",
    "sites": "sitegen/rules/running.py:check_site",
    "platform": "sitegen/rules/running.py:check_platform",
}


def shares(sampler: Sampler) -> dict[str, float]:
    """The share of all samples that fell into each part."""
    return {part: sampler.inside[name] / sampler.samples for part, name in PARTS.items()}


def cold(platform: Path) -> tuple[dict[str, float], float, int]:
    """Build from nothing; returns the parts' shares, processor seconds, and pages."""
    sampler, seconds, pages = profile(platform)
    return shares(sampler), seconds, pages


def warm_check(platform: Path) -> tuple[float, float]:
    """`sitegen check` on what was read before: seconds of wall clock and of the processor."""
    command = [sys.executable, "-m", "sitegen", "-C", str(platform), "check", "-o", "/dev/null"]
    used = time.perf_counter()
    before = _children()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - used, _children() - before


def _children() -> float:
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("platform", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = []
    for _ in range(options.rounds):
        # The sampler's signals stay within a process of their own.
        code = f"from benchmarks.checking import one; one({str(options.platform)!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        found.append([float(text) for text in done.stdout.split()])
    medians = [statistics.median(column) for column in zip(*found, strict=True)]
    *parts, seconds, pages = medians
    total = sum(parts)
    sys.stdout.write(f"cold build: {pages:.0f} pages, {seconds:.1f} s of processor time\n")
    for name, share in zip(PARTS, parts, strict=True):
        sys.stdout.write(f"{name:>9}: {share:6.1%}\n")
    sys.stdout.write(f"   checks: {total:6.1%} of the build, adding {total / (1 - total):.1%}\n")
    for what in ("check after the build", "check again"):
        wall, processor = warm_check(options.platform)
        sys.stdout.write(f"{what}: {wall:.2f} s, {processor:.2f} s of processor time\n")


def one(platform: str) -> None:
    """One cold build in this process, its figures on standard output."""
    found, seconds, pages = cold(Path(platform))
    sys.stdout.write(" ".join(str(figure) for figure in [*found.values(), seconds, pages]))


if __name__ == "__main__":
    main()
