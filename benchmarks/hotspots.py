"""Where sitegen's processor time goes: samples of the running stack, in microseconds a page.

    python -m benchmarks.hotspots PLATFORM [--top 40] [--warm]

Samples are taken by processor time, so that a busy machine does not distort them, and without the
overhead that `cProfile` lays on small functions. One process, no search; the build starts from
nothing, or with `--warm` from what the last run left.
"""

import argparse
import collections
import gc
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

_EVERY = 0.001


class Sampler:
    """Counts in which functions the process is, while it is running."""

    def __init__(self) -> None:
        self.inside: Counter[str] = collections.Counter()
        self.itself: Counter[str] = collections.Counter()
        self.samples = 0

    def take(self, _signal: int, frame: FrameType | None) -> None:
        self.samples += 1
        seen: set[str] = set()
        first = True
        while frame is not None:
            name = _name(frame)
            if first:
                self.itself[name] += 1
                first = False
            seen.add(name)
            frame = frame.f_back
        self.inside.update(seen)


def _name(frame: FrameType) -> str:
    code = frame.f_code
    parts = Path(code.co_filename).parts
    if code.co_filename == "<string>" and frame.f_back:  # what collections and dataclasses make
        return f"{code.co_name} called from {_name(frame.f_back)}"
    for root in ("sitegen", "site-packages", "templates", "python3.11"):
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return f"{'/'.join(parts[at:])}:{code.co_name}"
    return f"{parts[-1] if parts else '?'}:{code.co_name}"


def profile(platform: Path, *, warm: bool = False) -> tuple[Sampler, float, int]:
    """Build a platform, from nothing unless `warm`; returns samples, seconds and pages."""
    from sitegen.pipeline.clock import moment
    from sitegen.pipeline.options import BuildOptions
    from sitegen.pipeline.platform_build import PlatformBuild
    from sitegen.sources.platform import load_platform

    if not warm:
        shutil.rmtree(platform / "build", ignore_errors=True)
    loaded = load_platform(platform)
    sampler = Sampler()
    gc.disable()  # as sitegen's worker processes do
    signal.signal(signal.SIGPROF, sampler.take)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    options = BuildOptions(jobs=1, search=False)
    result = PlatformBuild(loaded, moment(loaded, None), options).build()
    signal.setitimer(signal.ITIMER_PROF, 0)
    pages = sum(site.pages.total for site in result.sites)
    return sampler, time.process_time() - started, pages


def report(sampler: Sampler, seconds: float, pages: int, top: int) -> str:
    """Return two tables: with what is called from there, and in the function itself."""
    scale = seconds / max(1, sampler.samples) / max(1, pages) * 1e6
    lines = [
        f"{pages} pages, {seconds:.2f} s of processor time, {seconds / pages * 1e6:.0f} µs a page"
    ]
    for title, counter, wanted in (
        ("with everything called from there", sampler.inside, "sitegen"),
        ("in the function itself", sampler.itself, ""),
    ):
        lines += ["", f"µs a page, {title}"]
        found = [(n, c) for n, c in counter.most_common() if n.startswith(wanted)][:top]
        lines += [f"{count * scale:8.0f}  {name}" for name, count in found]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("platform", type=Path)
    parser.add_argument("--top", type=int, default=40)
    parser.add_argument("--warm", action="store_true")
    options = parser.parse_args()
    found = profile(options.platform, warm=options.warm)
    sys.stdout.write(report(*found, options.top) + "\n")


if __name__ == "__main__":
    main()
