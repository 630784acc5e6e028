"""The Nu HTML checker finds no error on any page of the demo city."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

CHECKER = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
# Half of the sites at a time: the checker takes as long to start as for a whole site.
SITES = (
    ("city", "dept-fao", "dept-jyj"),
    ("county-x", "county-y", "dept-fgw", "dept-mzj", "town-lq"),
)

pytestmark = [
    pytest.mark.skipif(not CHECKER.exists(), reason="vnu-jar is not installed in tests/browser"),
    pytest.mark.skipif(shutil.which("java") is None, reason="no java on this machine"),
]


def _errors(pages: Sequence[Path]) -> list[str]:
    command = ["java", "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--format", "json"]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [f"{one.get('url')}: {one['message']}" for one in messages]


@pytest.mark.parametrize("sites", SITES)
def test_every_page_is_valid_html(sites: Sequence[str], demo: Path) -> None:
    pages: list[Path] = []
    for site in sites:
        found = sorted((demo / site).resolve().rglob("*.html"))
        assert len(found) > 40, site
        pages += found

    assert _errors(pages) == []


def test_no_site_is_left_out(demo: Path) -> None:
    named = {site for half in SITES for site in half}
    assert named == {path.name for path in demo.iterdir() if (path / "manifest.json").is_file()}


def test_the_checker_sees_a_wrong_page(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=zh-CN><title>错</title><p><li>错位</p>", "utf-8")

    assert _errors([page])
