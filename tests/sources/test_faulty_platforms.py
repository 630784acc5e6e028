"""Every fault that an editor can write, one small platform each: rule, file and line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.platform import TestPlatform

CASES = sorted(path.parent for path in Path(__file__).parent.parent.glob("platforms/*/expect.yaml"))


def _lay(platform: TestPlatform, case: Path) -> dict[str, Any]:
    if (case / "files").is_dir():
        shutil.copytree(case / "files", platform.root, dirs_exist_ok=True)
    expected: dict[str, Any] = yaml.safe_load((case / "expect.yaml").read_text("utf-8"))
    for path, size in expected.get("sparse", {}).items():
        with (platform.root / path).open("wb") as file:
            file.truncate(size)
    for path, target in expected.get("links", {}).items():
        (platform.root / path).symlink_to(target)
    return expected


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_fault_is_found_with_rule_file_and_line(platform: TestPlatform, case: Path) -> None:
    expected = _lay(platform, case)

    findings = platform.check()

    found = {(one.rule, one.file, one.line): one for one in findings}
    for one in expected["expect"]:
        key = (one["rule"], one["file"], one["line"])
        assert key in found, f"{key} not in {sorted(found)}"
        finding = found[key]
        assert one["says"] in finding.message + finding.fix
        assert finding.fix, "a finding says how to mend"


def test_the_platform_beneath_the_faults_has_none(platform: TestPlatform) -> None:
    assert [one for one in platform.check() if one.level.blocks] == []
