"""The figures of a run: medians, ratios, a table, a plot."""

import json
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import Measured
from benchmarks.race import STAGES

Rounds = Sequence[Mapping[str, Mapping[str, Measured]]]


def summarise(rounds: Rounds) -> dict[str, dict[str, dict[str, float]]]:
    """Return for each stage and side the median seconds and the highest memory in MB."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for stage in STAGES:
        found[stage] = {}
        for side in rounds[0][stage]:
            runs = [one[stage][side] for one in rounds]
            found[stage][side] = {
                "seconds": round(statistics.median(run.seconds for run in runs), 3),
                "processor": round(statistics.median(run.processor for run in runs), 3),
                "memory_mb": round(max(run.memory for run in runs) / 1e6, 1),
            }
    return found


def ratios(rounds: Rounds) -> dict[str, float]:
    """Return the ratios that the project promises: medians of the ratios of single rounds.

    Within a round both sides ran next to each other, so a machine that slows down meanwhile
    spoils the seconds but hardly the ratios.
    """

    def median(upper: tuple[str, str], lower: tuple[str, str], field: str) -> float:
        values: list[float] = [
            getattr(one[upper[0]][upper[1]], field) / getattr(one[lower[0]][lower[1]], field)
            for one in rounds
        ]
        return round(statistics.median(values), 3)

    found = {
        f"{stage} / cold": median((stage, "sitegen"), ("cold", "sitegen"), "seconds")
        for stage in STAGES[1:]
    }
    if "hugo" in rounds[0]["cold"]:
        for stage in STAGES:
            name = f"{stage}: sitegen / hugo"
            found[name] = median((stage, "sitegen"), (stage, "hugo"), "seconds")
        cold = ("cold", "sitegen"), ("cold", "hugo")
        found["cold, processor time: sitegen / hugo"] = median(*cold, "processor")
        found["cold, peak memory: sitegen / hugo"] = median(*cold, "memory")
    return found


def machine() -> dict[str, Any]:
    """Describe where the figures were taken, without names of hosts or people."""
    return {
        "processors": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def table(run: Mapping[str, Any]) -> str:
    """Return a run as a page in Markdown."""
    sides = list(run["stages"]["cold"])
    lines = [
        f"# {run['items']:,} items over {run['sites']} site(s), {run['date']}",
        "",
        f"{run['machine']['processors']} processors, load {run['machine']['load']} at the start, "
        f"Python {run['machine']['python']}, {run['repeats']} round(s). Seconds drift with the "
        "machine; ratios count.",
        "",
        "| output | " + " | ".join(sides) + " |",
        "| --- |" + " ---: |" * len(sides),
        "| pages | " + " | ".join(f"{run['output'][side]['pages']:,}" for side in sides) + " |",
        "| MB | "
        + " | ".join(f"{run['output'][side]['bytes'] / 1e6:.1f}" for side in sides)
        + " |",
        "",
        "| stage | "
        + " | ".join(f"{side}, s | {side}, CPU s | {side}, MB" for side in sides)
        + " |",
        "| --- |" + " ---: |" * (3 * len(sides)),
    ]
    for stage, values in run["stages"].items():
        cells = [
            f"{values[side]['seconds']:.2f} | {values[side]['processor']:.2f} | "
            f"{values[side]['memory_mb']:.0f}"
            for side in sides
        ]
        lines.append(f"| {stage} | " + " | ".join(cells) + " |")
    for name, value in run["extra"].items():
        lines.append(
            f"| {name} | {value['seconds']:.2f} | {value['processor']:.2f} | "
            f"{value['memory_mb']:.0f} |" + " |" * (3 * (len(sides) - 1))
        )
    lines += ["", "| ratio | |", "| --- | ---: |"]
    lines += [f"| {name} | {value:.3f} |" for name, value in run["ratios"].items()]
    lines += ["", f"Pages rendered by sitegen in the last round: {run['rendered']}.", ""]
    return "\n".join(lines)


def save(run: Mapping[str, Any], folder: Path, name: str) -> list[Path]:
    """Write a run as JSON and Markdown, and as a plot if matplotlib is there."""
    folder.mkdir(parents=True, exist_ok=True)
    data, page = folder / f"{name}.json", folder / f"{name}.md"
    data.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page.write_text(table(run), encoding="utf-8")
    picture = folder / f"{name}.png"
    return [data, page, picture] if plot(run, picture) else [data, page]


def plot(run: Mapping[str, Any], path: Path) -> bool:
    """Draw seconds and memory of both sides; False without matplotlib."""
    try:
        import matplotlib as mpl
    except ImportError:
        return False
    mpl.use("Agg")
    from matplotlib import pyplot as plt

    stages = list(run["stages"])
    sides = list(run["stages"]["cold"])
    figure, axes = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    width = 0.8 / len(sides)
    for axis, field, label in (
        (axes[0], "seconds", "seconds (log)"),
        (axes[1], "memory_mb", "peak memory of all processes, MB"),
    ):
        for number, side in enumerate(sides):
            values = [run["stages"][stage][side][field] for stage in stages]
            places = [at + (number - (len(sides) - 1) / 2) * width for at in range(len(stages))]
            bars = axis.bar(places, values, width, label=side)
            axis.bar_label(bars, fmt="%.3g", fontsize=7)
        axis.set_xticks(range(len(stages)), stages)
        axis.set_ylabel(label)
        axis.legend(frameon=False)
    axes[0].set_yscale("log")
    copied = run["extra"].get("copy of the output")
    if copied:
        axes[0].axhline(copied["seconds"], color="grey", linestyle=":", linewidth=1)
        axes[0].annotate("cp -r", (0, copied["seconds"]), fontsize=7, color="grey")
    figure.suptitle(f"{run['items']:,} items, {run['sites']} site(s), {run['date']}")
    figure.savefig(path, dpi=120)
    plt.close(figure)
    return True
