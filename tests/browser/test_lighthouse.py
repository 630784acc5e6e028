"""Lighthouse on the five pages that people open most, from nginx; long, since it takes minutes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from tests.support.browser import CHROMIUM

LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 95}
FLAGS = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
RUNS = 5


def scores(address: str, form: str, report: Path) -> dict[str, int]:
    """What Lighthouse gives a page: on a slow phone with a slow net, or on a desktop."""
    preset = ["--preset=desktop"] if form == "desktop" else []
    wanted = ["--quiet", "--output=json", f"--output-path={report}", FLAGS, *preset]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or str(CHROMIUM)}
    subprocess.run(["node", LIGHTHOUSE, address, *wanted], env=environment, check=True)
    categories = json.loads(report.read_text())["categories"]
    return {name: round(100 * categories[name]["score"]) for name in WANTED}


@pytest.mark.slow
@pytest.mark.server
@pytest.mark.skipif(not LIGHTHOUSE.exists(), reason="lighthouse is not installed in tests/browser")
@pytest.mark.parametrize("form", ["mobile", "desktop"])
@pytest.mark.parametrize("kind", ["home", "list", "article", "policy", "search"])
def test_lighthouse_gives_full_marks(
    kind: str, form: str, web: str, path_of: Callable[[str], str], tmp_path: Path
) -> None:
    address = web + path_of(kind)
    found = [scores(address, form, tmp_path / "0.json")]
    # Performance is measured in time: where one run was disturbed, the median of five decides.
    if found[0]["performance"] < WANTED["performance"]:
        found += [scores(address, form, tmp_path / f"{run}.json") for run in range(1, RUNS)]
    given = {name: median(one[name] for one in found) for name in WANTED}
    assert {name: score for name, score in given.items() if score < WANTED[name]} == {}
