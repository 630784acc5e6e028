"""Lighthouse on the five pages that people open most; long, since it loads each several times."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.browser import CHROMIUM

LIGHTHOUSE = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 95}
# The search page asks not to be indexed, which Lighthouse counts as a fault.
UNINDEXED = {"search": ("seo",)}


@pytest.mark.slow
@pytest.mark.skipif(not LIGHTHOUSE.exists(), reason="lighthouse is not installed in tests/browser")
@pytest.mark.parametrize("kind", ["home", "list", "article", "policy", "search"])
def test_lighthouse_gives_full_marks(
    kind: str, city: str, path_of: Callable[[str], str], tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu"
    subprocess.run(
        ["node", LIGHTHOUSE, city + path_of(kind), "--quiet", "--preset=desktop", "--output=json",
         f"--output-path={report}", f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        check=True,
    )  # fmt: skip
    categories = json.loads(report.read_text())["categories"]
    scores = {name: round(100 * categories[name]["score"]) for name in WANTED}
    low = {n: s for n, s in scores.items() if s < WANTED[n] and n not in UNINDEXED.get(kind, ())}
    assert low == {}
