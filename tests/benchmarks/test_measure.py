"""Commands are measured with all their processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import results
from benchmarks.measure import BenchmarkError, Measured, measure, memory_of
from benchmarks.race import STAGES

_HUNGRY = """
import os, sys
reading, writing = os.pipe()
if os.fork() == 0:
    data = bytearray(b"x" * 60_000_000)
    os.write(writing, b"x")
    os.read(0, 1)  # until the test has looked
    os._exit(0)
os.read(reading, 1)
print("ready", flush=True)
os.wait()
"""


def test_the_memory_of_child_processes_counts() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HUNGRY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        found = memory_of(process.pid)
        process.stdin.write(b"x")
    assert found > 55_000_000


def test_the_output_of_a_command_comes_back(tmp_path: Path) -> None:
    measured = measure([sys.executable, "-c", "print('done')"], tmp_path)
    assert measured.output == "done\n"
    assert measured.processor > 0


def test_a_command_that_fails_is_told_with_its_message(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="no such thing"):
        measure([sys.executable, "-c", "import sys; sys.exit('no such thing')"], tmp_path)


def test_one_after_the_other_adds_times_and_keeps_the_higher_peak() -> None:
    assert Measured(1, 2, 30).plus(Measured(4, 5, 6)) == Measured(5, 7, 30)


def rounds() -> list[dict[str, dict[str, Measured]]]:
    slow = {
        stage: {"sitegen": Measured(4, 6, 100), "hugo": Measured(8, 16, 500)} for stage in STAGES
    }
    fast = {
        stage: {"sitegen": Measured(1, 2, 120), "hugo": Measured(2, 4, 480)} for stage in STAGES
    }
    return [slow, fast, fast]


def test_ratios_compare_the_sides_within_a_round() -> None:
    found = results.ratios(rounds())
    assert found["cold: sitegen / hugo"] == 0.5
    assert found["cold, peak memory: sitegen / hugo"] == 0.25
    assert found["no-op / cold"] == 1


def test_a_run_is_written_as_a_table_and_as_figures(tmp_path: Path) -> None:
    output = {side: {"pages": 12, "bytes": 3_400_000} for side in ("sitegen", "hugo")}
    run = {
        "date": "2026-06-10", "items": 10, "sites": 1, "repeats": 3,
        "machine": {"processors": 2, "load": 0.1, "python": "3.11", "system": "Linux"},
        "output": output,
        "stages": results.summarise(rounds()),
        "extra": {"copy of the output": {"seconds": 0.5, "processor": 0.1, "memory_mb": 2}},
        "ratios": results.ratios(rounds()),
        "rendered": {"cold": 12},
    }  # fmt: skip
    written = results.save(run, tmp_path, "2026-06-10-tiny")
    table = (tmp_path / "2026-06-10-tiny.md").read_text(encoding="utf-8")
    assert written[0].name == "2026-06-10-tiny.json"
    assert "| cold | 1.00 | 2.00 | 0 | 2.00 | 4.00 | 0 |" in table
    assert "| cold: sitegen / hugo | 0.500 |" in table
