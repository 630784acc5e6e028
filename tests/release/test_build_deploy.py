"""`sitegen build --deploy`: what a night's run does, from content to the hosts."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen.cli import group
from sitegen.errors import ConfigError
from tests.release.conftest import Sshd
from tests.support.platform import TestPlatform, tree_of

NEWS = "---\ntitle: {0}\ndate: 2026-06-05 10:00\nsource: 市政府办公室\n---\n\n{0}已经公布。\n"


def night(platform: TestPlatform, *more: str) -> Result:
    """Build and deploy as the timer does."""
    arguments = ["-C", str(platform.root), "build", "--deploy", "--no-search", "--jobs", "1", *more]
    result = CliRunner().invoke(group, [*arguments, "--as-of", platform.as_of])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def hosts(platform: TestPlatform, tmp_path: Path) -> dict[str, Path]:
    """A target that is a directory."""
    return to_hosts(platform, {"dir": {"kind": "directory", "path": str(tmp_path / "www")}})


def to_hosts(platform: TestPlatform, targets: dict[str, dict[str, object]]) -> dict[str, Path]:
    """Configure targets; returns where each serves the city from."""
    platform.config["deploy"] = [{"name": name, **target} for name, target in targets.items()]
    platform.configure()
    return {name: Path(str(one["path"])) / "city/current" for name, one in targets.items()}


def test_a_night_brings_what_changed_to_the_hosts(
    platform: TestPlatform, tmp_path: Path, sshd: Sshd
) -> None:
    over_ssh = sshd.target(tmp_path / "remote").model_dump(exclude_defaults=True)
    served = to_hosts(
        platform,
        {"dir": {"kind": "directory", "path": str(tmp_path / "www")}, "web": over_ssh},
    )
    assert night(platform).exit_code == 0
    platform.write("content/city/yw/2.md", NEWS.format("新消息"))

    assert night(platform).exit_code == 0

    built = platform.tree()
    assert "新消息" in built["yw/2.html"].decode()
    for place in served.values():
        assert tree_of(place) == built


def test_a_blocked_site_keeps_what_its_host_serves(
    platform: TestPlatform, hosts: dict[str, Path]
) -> None:
    assert night(platform).exit_code == 0
    before = tree_of(hosts["dir"])
    platform.write("content/city/yw/2.md", NEWS.format("新消息") + "见[别处](gone.md)。\n")

    assert night(platform).exit_code == 1

    assert tree_of(hosts["dir"]) == before


def test_a_host_that_fails_is_told_and_gets_it_the_next_night_though_nothing_changed(
    platform: TestPlatform, hosts: dict[str, Path]
) -> None:
    for _ in range(2):  # the second leaves a result that stands
        assert night(platform).exit_code == 0
    place = hosts["dir"].parent.parent
    away = place.rename(place.with_name("away"))
    place.write_text("a file where the folder was")
    platform.write("content/city/yw/2.md", NEWS.format("新消息"))

    failed = night(platform)

    assert failed.exit_code == 1
    assert "新消息" in platform.page("yw/2.html")
    place.unlink()
    away.rename(place)
    assert night(platform).exit_code == 0
    assert tree_of(hosts["dir"]) == platform.tree()


def test_a_target_that_cannot_be_used_holds_no_other_back(
    platform: TestPlatform, tmp_path: Path
) -> None:
    keyless: dict[str, object] = {"kind": "ssh", "host": "web.example", "path": "/srv"}
    keyless["identity"] = "keys/gone"
    directory: dict[str, object] = {"kind": "directory", "path": str(tmp_path / "www")}
    to_hosts(platform, {"web": keyless, "dir": directory})

    result = night(platform, "--json")

    assert result.exit_code == 1
    told = {one["target"]: one for one in json.loads(result.stdout)["deploy"]}
    assert told["web"]["status"] == "failed"
    assert "keys/gone" in told["web"]["error"]
    assert told["dir"]["status"] == "published"
    assert told["dir"]["site"] == "city"
    assert told["dir"]["files"] == len(platform.tree()) - 1, "all but the manifest"
    assert "web 失败：" in result.stderr
    assert "keys/gone" in result.stderr
    assert "构建完成" in result.stderr
    assert tree_of(tmp_path / "www/city/current") == platform.tree()


def test_that_there_are_no_targets_is_told_before_anything_is_built(
    platform: TestPlatform,
) -> None:
    with pytest.raises(ConfigError, match="没有写 deploy:"):
        night(platform)

    assert not (platform.root / "build/city").exists()


@pytest.mark.server
@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv")
def test_a_transfer_ends_with_the_command_that_was_killed(
    platform: TestPlatform, tmp_path: Path, sshd: Sshd
) -> None:
    over_ssh = sshd.target(tmp_path / "remote").model_dump(exclude_defaults=True)
    to_hosts(platform, {"web": over_ssh})
    assert platform.build().exit_status == 0
    rsync = tmp_path / "bin" / "rsync"
    rsync.parent.mkdir()
    rsync.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/started\nexec sleep 600\n")
    rsync.chmod(0o755)
    os.mkfifo(tmp_path / "started")
    command = [sys.executable, "-m", "sitegen", "-C", str(platform.root), "deploy"]
    environment = {**os.environ, "PATH": f"{rsync.parent}:{os.environ['PATH']}"}
    with subprocess.Popen(command, env=environment) as running:
        transfer = os.pidfd_open(int((tmp_path / "started").read_text()))
        running.kill()
    ended, _, _ = select.select([transfer], [], [], 30)
    if not ended:
        signal.pidfd_send_signal(transfer, signal.SIGKILL)
    os.close(transfer)
    assert ended
