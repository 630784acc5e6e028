"""Runs a command and measures it: wall clock, processor time, and the peak of memory.

Memory is that of all processes of the command together, sampled twenty times a second: the sum of
their proportional set sizes (PSS), in which a page that forked processes share counts once. Where
the kernel shows no PSS it is the sum of the resident set sizes.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_EVERY = 0.05


class Measured(NamedTuple):
    """What a command took; `memory` in bytes."""

    seconds: float
    processor: float
    memory: int
    output: str = ""

    def plus(self, other: "Measured") -> "Measured":
        """Two commands one after the other: times add up, the higher peak stays."""
        return Measured(
            self.seconds + other.seconds,
            self.processor + other.processor,
            max(self.memory, other.memory),
            self.output + other.output,
        )


NOTHING = Measured(0, 0, 0)


class BenchmarkError(Exception):
    """A command of the benchmark failed, or the two sides are not equal."""


def measure(command: Sequence[str], folder: Path) -> Measured:
    """Run a command in a folder; raises BenchmarkError with its messages if it fails.

    Python keeps its modules compiled, as it does where a program is installed.
    """
    errors = folder / ".bench-stderr"
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with errors.open("wb") as stderr:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=stderr, env=environment
        )
        watch = _Watch(process.pid)
        watch.start()
        assert process.stdout is not None
        with process.stdout:
            output = process.stdout.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = errors.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise BenchmarkError(f"{' '.join(command)} exited with {process.returncode}:\n{message}")
    errors.unlink()
    return Measured(seconds, usage.ru_utime + usage.ru_stime, watch.peak, output)


class _Watch(threading.Thread):
    """Samples the memory of a process and its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            self.peak = max(self.peak, memory_of(self.pid))

    def stop(self) -> None:
        self._over.set()
        self.join()


def memory_of(pid: int) -> int:
    """Return the memory of a process and all its descendants at this moment, in bytes."""
    return sum(_memory(one) for one in _family(pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return  # it has ended meanwhile


def _memory(pid: int) -> int:
    for name, label in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            for line in Path(f"/proc/{pid}/{name}").read_text().splitlines():
                if line.startswith(label):
                    return int(line.split()[1]) * 1024
        except (OSError, ValueError):
            continue
    return 0
