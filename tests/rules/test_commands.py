"""`sitegen check` and `sitegen rules` as people run them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen import cli
from tests.support.platform import TestPlatform


def sitegen(platform: TestPlatform | Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command line in this process; returns its exit status."""
    root = platform.root if isinstance(platform, TestPlatform) else platform
    monkeypatch.setattr(sys, "argv", ["sitegen", "-C", str(root), *arguments])
    with pytest.raises(SystemExit) as leaving:
        cli.main()
    return int(leaving.value.code or 0)


def leak(platform: TestPlatform) -> None:
    platform.write(
        "content/city/yw/leak.md",
        "---\ntitle: 一篇通知\ndate: 2026-06-05 09:00\nsource: 办公室\n---\n\n"
        "请联系甲某，电话13812345678，工作日均可拨打。\n",
    )


def test_a_clean_platform_passes(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sitegen(platform, monkeypatch, "check", "--as-of", platform.as_of) == 0
    assert "可以发布" in capsys.readouterr().out


def test_an_error_is_shown_with_its_line_and_ends_with_status_1(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leak(platform)
    assert sitegen(platform, monkeypatch, "check", "--as-of", platform.as_of) == 1
    out = capsys.readouterr().out
    assert "content/city/yw/leak.md:7  privacy-mobile" in out
    assert "请联系甲某" in out
    assert "不能发布" in out


def test_json_goes_to_standard_output_alone(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leak(platform)
    options = ("check", "--as-of", platform.as_of, "--format", "json")
    assert sitegen(platform, monkeypatch, *options) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["sites"]["city"] == {"verdict": "blocked"}
    assert [one["file"] for one in data["findings"] if one["level"] == "error"] == [
        "content/city/yw/leak.md"
    ]


def test_paths_narrow_the_report_to_changed_files(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leak(platform)
    clean = str(platform.root / "content/city/yw/1.md")
    changed = str(platform.root / "content/city/yw")
    options = ("check", "--as-of", platform.as_of, "--format", "json")
    assert sitegen(platform, monkeypatch, *options, clean) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    assert sitegen(platform, monkeypatch, *options, changed) == 1


def test_changed_files_need_a_repository(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(platform.root.parent))
    options = ("check", "--as-of", platform.as_of, "--changed")
    assert sitegen(platform, monkeypatch, *options) == 2
    assert "不在 git 仓库中" in capsys.readouterr().err


def test_only_changed_files_are_reported(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=platform.root, check=True)
    platform.write(".gitignore", "build/\ncontent/city/yw/leak.md\n")
    leak(platform)
    options = ("check", "--as-of", platform.as_of, "--changed", "--format", "json")
    assert sitegen(platform, monkeypatch, *options) == 0
    platform.write(".gitignore", "build/\n")
    assert sitegen(platform, monkeypatch, *options) == 1
    assert "leak.md" in capsys.readouterr().out


def test_a_path_outside_the_platform_is_wrong_usage(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sitegen(platform, monkeypatch, "check", str(platform.root.parent)) == 2
    assert "不在平台目录" in capsys.readouterr().err


def test_an_unknown_site_is_wrong_usage(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sitegen(platform, monkeypatch, "check", "--site", "nowhere") == 2
    assert "没有站点“nowhere”" in capsys.readouterr().err


def test_a_waiver_lets_the_site_pass(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leak(platform)
    platform.write(
        "waivers.yaml",
        "- {rule: privacy-mobile, path: content/city/yw/leak.md, reason: 招商热线,"
        " approver: 办公室, until: 2099-12-31}\n",
    )
    assert sitegen(platform, monkeypatch, "check", "--as-of", platform.as_of) == 0
    assert "[已豁免]" in capsys.readouterr().out


def test_a_wrong_rulebook_ends_with_status_2_and_the_line(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    platform.write("rules.yaml", "rules:\n  gate-column-empty: {level: info}\n")
    assert sitegen(platform, monkeypatch, "check") == 2
    assert "rules.yaml:2: " in capsys.readouterr().err


def test_the_report_can_go_to_a_file(
    platform: TestPlatform,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    target = tmp_path / "report.xml"
    options = ("check", "--as-of", platform.as_of, "--format", "junit", "-o", str(target))
    assert sitegen(platform, monkeypatch, *options) == 0
    assert capsys.readouterr().out == ""
    assert target.read_text("utf-8").startswith("<?xml")


def test_rules_lists_all_with_level_and_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sitegen(tmp_path, monkeypatch, "rules") == 0
    out = capsys.readouterr().out
    assert "gate-column-missing" in out and "否决" in out and "依据：" in out


def test_rules_explains_one_and_shows_what_the_operator_changed(
    platform: TestPlatform, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    platform.write("rules.yaml", "rules:\n  freshness-home: {level: error, params: {days: 7}}\n")
    assert sitegen(platform, monkeypatch, "rules", "freshness-home") == 0
    out = capsys.readouterr().out
    assert "级别：错误" in out and "阈值 `days`：7" in out and "正确示例" in out


def test_rules_suggests_the_nearest_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sitegen(tmp_path, monkeypatch, "rules", "privacy-mobil") == 2
    assert "是不是“privacy-mobile”" in capsys.readouterr().err


def test_rules_as_json_carries_sources_with_their_confidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sitegen(tmp_path, monkeypatch, "rules", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert {source["confidence"] for rule in data for source in rule["sources"]} == {"A", "B", "C"}
