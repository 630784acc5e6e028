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


def test_what_is_wrong_in_a_draft_is_told_and_blocks_nothing(platform: TestPlatform) -> None:
    head = "---\ntitle: 草稿\ndate: 2026-06-05\nsource: 办公室\n"
    body = "---\n\n<font>红字</font>，见[表](C:/表.docx)。\n"
    platform.write("content/city/yw/2.md", f"{head}draft: true\n{body}")
    platform.write("content/city/yw/3.md", f"{head}{body}")

    findings = platform.check()

    def found(name: str) -> set[tuple[str, bool]]:
        mine = (one for one in findings if one.file.endswith(name) and "source-" in one.rule)
        return {(one.rule, one.level.blocks) for one in mine}

    assert found("2.md") == {("source-raw-html", False), ("source-bad-link-scheme", False)}
    assert found("3.md") == {("source-raw-html", True), ("source-bad-link-scheme", True)}
