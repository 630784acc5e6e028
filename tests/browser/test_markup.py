"""The Nu HTML checker finds no error on any page of the demo city."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKER = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.mark.skipif(not CHECKER.exists(), reason="vnu-jar is not installed in tests/browser")
@pytest.mark.skipif(shutil.which("java") is None, reason="no java on this machine")
@pytest.mark.parametrize("site", ["city", "county-x", "dept-jyj", "town-lq"])
def test_every_page_is_valid_html(site: str, demo: Path) -> None:
    done = subprocess.run(
        [
            "java",
            "-jar",
            CHECKER,
            "--skip-non-html",
            "--errors-only",
            "--format",
            "json",
            demo / site,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    assert [f"{one['url']}: {one['message']}" for one in messages] == []
