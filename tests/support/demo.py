"""The demo city, built once for all tests and workers of a run."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PARTS = ("content", "themes", "sites.yaml", "rules.yaml", "waivers.yaml")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the demo city; `SITEGEN_DEMO_BUILD` names one that is built already."""
    ready = os.environ.get("SITEGEN_DEMO_BUILD")
    if ready:
        return Path(ready)
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = base / "demo-city"
    with (base / "demo-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "build").exists():
            _build(root)
    return root / "build"


def _build(root: Path) -> None:
    """Copy the demo platform and build it there, so that the checkout stays as it is."""
    root.mkdir()
    for name in _PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.is_file():
            shutil.copy(source, root / name)
    command = [sys.executable, "-m", "sitegen", "-C", str(root), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"the demo city was not built:\n{done.stdout}\n{done.stderr}")
