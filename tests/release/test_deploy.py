"""Deploying to a directory and over ssh; every test of `site_host` runs on both."""

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import ConfigError, DeployError, ReleaseError, UnreachableError
from sitegen.model.deploy import DeployTarget
from sitegen.release.deploy import deploy, deploy_sites, rollback
from sitegen.release.hosts import Host
from sitegen.release.manifest import FileEntry
from sitegen.release.store import ReleaseStore
from sitegen.release.targets import chosen_targets, open_host
from sitegen.release.tree import Tree
from sitegen.release.verify import verify_host

from .conftest import Sshd
from .site import ODD_NAMES, numbered, publish, tree

COPY = Tree.copy
BIG = {"video/large.bin": bytes(range(256)) * 4096}


@pytest.fixture(params=["directory", pytest.param("ssh", marks=pytest.mark.server)])
def site_host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    path = tmp_path / "srv 网站"
    if request.param == "directory":
        return directory_host(tmp_path, path)
    sshd: Sshd = request.getfixturevalue("sshd")
    return open_host(sshd.target(path, keep=2), tmp_path)


def directory_host(root: Path, path: Path, **more: object) -> Host:
    values = {"name": "web", "kind": "directory", "path": str(path), "keep": 2} | more
    return open_host(DeployTarget.model_validate(values), root)


def live(host: Host, site: str = "city") -> dict[str, bytes]:
    return tree(Path(host.target.path) / site / "current")


def test_the_host_serves_the_live_release(site_host: Host, store: ReleaseStore) -> None:
    release = publish(store, numbered(5) | ODD_NAMES)
    outcome = deploy(site_host, store, "city")
    assert outcome.status == "published"
    link = Path(site_host.target.path) / "city" / "current"
    assert str(link.readlink()) == f"releases/{release.id}"
    assert live(site_host) == numbered(5) | ODD_NAMES
    assert (link / "manifest.json").read_bytes() == release.manifest_bytes


def test_the_web_server_may_enter_whatever_the_umask(site_host: Host, store: ReleaseStore) -> None:
    publish(store, numbered(3))
    before = os.umask(0o077)
    try:
        deploy(site_host, store, "city")
    finally:
        os.umask(before)
    top = Path(site_host.target.path)
    for path in [top, *top.rglob("*")]:
        assert path.is_symlink() or path.stat().st_mode & 0o044 == 0o044, path


def test_only_changed_files_travel(site_host: Host, store: ReleaseStore) -> None:
    publish(store, numbered(20) | BIG)
    deploy(site_host, store, "city")
    publish(store, numbered(20) | BIG | {"index.html": b"second"})
    outcome = deploy(site_host, store, "city")
    assert outcome.plan is not None
    assert outcome.plan.send == ("index.html",)
    assert outcome.traffic.files <= 2, "the page, and over ssh the manifest"
    assert outcome.traffic.bytes < 5000
    releases = Path(site_host.target.path) / "city" / "releases"
    names = sorted(path.name for path in releases.iterdir())
    same = [(releases / name / "video/large.bin").stat().st_ino for name in names]
    assert len(same) == 2
    assert len(set(same)) == 1
    assert live(site_host)["index.html"] == b"second"


def test_deploying_again_changes_nothing(site_host: Host, store: ReleaseStore) -> None:
    publish(store, numbered(5))
    deploy(site_host, store, "city")
    before = (Path(site_host.target.path) / "city" / "current").lstat()
    outcome = deploy(site_host, store, "city")
    assert outcome.status == "unchanged"
    assert outcome.traffic.files == 0
    assert (Path(site_host.target.path) / "city" / "current").lstat().st_ino == before.st_ino


def test_files_that_are_gone_are_gone_from_the_host(site_host: Host, store: ReleaseStore) -> None:
    publish(store, numbered(5) | ODD_NAMES)
    deploy(site_host, store, "city")
    publish(store, numbered(4))
    outcome = deploy(site_host, store, "city")
    assert outcome.plan is not None
    assert set(outcome.plan.remove) == {*ODD_NAMES, "zwgk/c0/4.html"}
    assert live(site_host) == numbered(4)


def test_a_dry_run_tells_what_would_travel_and_touches_nothing(
    site_host: Host, store: ReleaseStore
) -> None:
    publish(store, numbered(5))
    outcome = deploy(site_host, store, "city", dry_run=True)
    assert outcome.status == "planned"
    assert outcome.plan is not None
    assert set(outcome.plan.send) == set(numbered(5))
    assert outcome.plan.bytes == sum(map(len, numbered(5).values()))
    assert not Path(site_host.target.path).exists()


def test_a_new_build_folder_sends_only_what_differs(site_host: Host, store: ReleaseStore) -> None:
    publish(store, numbered(20) | BIG)
    deploy(site_host, store, "city")
    shutil.rmtree(store.build)
    publish(store, numbered(20) | BIG | {"index.html": b"anew"})
    outcome = deploy(site_host, store, "city")
    assert outcome.traffic.bytes < 5000
    assert live(site_host)["index.html"] == b"anew"
    assert verify_host(site_host, store, "city").intact


def test_after_the_build_folder_was_lost_rollback_finds_what_was_live_before(
    site_host: Host, store: ReleaseStore
) -> None:
    texts = [b"A", b"B", b"C", b"D", b"E"]
    for text in texts[:3]:
        publish(store, {"index.html": text})
        deploy(site_host, store, "city")
    shutil.rmtree(store.build)
    for text in texts[3:]:
        publish(store, {"index.html": text})
        deploy(site_host, store, "city")
        found = verify_host(site_host, store, "city")
        assert (found.intact, found.note) == (True, ""), "known here, though by another number"
    names = list(site_host.state("city").releases)
    assert [name[:6] for name in names] == ["000005", "000004"]
    rollback(site_host, "city")
    assert live(site_host) == {"index.html": b"D"}


def test_the_host_keeps_as_many_releases_as_told(site_host: Host, store: ReleaseStore) -> None:
    for i in range(4):
        publish(store, {**numbered(2), "index.html": bytes([65 + i])})
        outcome = deploy(site_host, store, "city")
        assert outcome.warning == ""
    folder = Path(site_host.target.path) / "city" / "releases"
    assert sorted(path.name[:6] for path in folder.iterdir()) == ["000003", "000004"]


def test_rollback_on_the_host_and_the_next_deploy(site_host: Host, store: ReleaseStore) -> None:
    publish(store, {"index.html": b"first"})
    deploy(site_host, store, "city")
    second = publish(store, {"index.html": b"second"})
    deploy(site_host, store, "city")
    rollback(site_host, "city")
    assert live(site_host) == {"index.html": b"first"}
    with pytest.raises(ReleaseError, match="没有内容不同的更早版本"):
        rollback(site_host, "city")
    outcome = deploy(site_host, store, "city")
    assert (outcome.status, outcome.traffic.files) == ("published", 0)
    assert live(site_host) == {"index.html": b"second"}
    assert rollback(site_host, "city", "1").startswith("000001")
    assert rollback(site_host, "city", second.id) == second.id


def test_verify_finds_one_changed_byte_a_missing_and_an_extra_file(
    site_host: Host, store: ReleaseStore
) -> None:
    publish(store, numbered(5) | ODD_NAMES)
    deploy(site_host, store, "city")
    assert verify_host(site_host, store, "city").intact
    root = Path(site_host.target.path) / "city" / "current"
    odd = next(iter(ODD_NAMES))
    (root / odd).write_bytes(ODD_NAMES[odd][:-1] + b"X")
    (root / "zwgk/c0/2.html").unlink()
    (root / "zwgk/后门.php").write_bytes(b"<?php")
    (root / "zwgk/link").symlink_to("/etc/passwd")
    found = verify_host(site_host, store, "city")
    assert found.changed == (odd,)
    assert found.missing == ("zwgk/c0/2.html",)
    assert found.extra == ("zwgk/link", "zwgk/后门.php")
    assert not found.intact


def test_verify_does_not_believe_a_manifest_that_was_changed_with_the_page(
    site_host: Host, store: ReleaseStore
) -> None:
    release = publish(store, numbered(3))
    deploy(site_host, store, "city")
    root = Path(site_host.target.path) / "city" / "current"
    forged = publish(
        ReleaseStore(store.build.parent / "forged"), {**numbered(3), "index.html": b"!"}
    )
    (root / "index.html").write_bytes(b"!")
    (root / "manifest.json").write_bytes(forged.manifest_bytes)
    assert verify_host(site_host, store, "city").changed == ("index.html", "manifest.json")
    shutil.rmtree(release.path)
    without = verify_host(site_host, store, "city")
    assert without.changed == ("manifest.json",)
    assert "主机上的发布清单" in without.note


def test_deploying_with_checksum_mends_a_tampered_host(
    site_host: Host, store: ReleaseStore
) -> None:
    publish(store, numbered(5) | BIG)
    deploy(site_host, store, "city")
    page = Path(site_host.target.path) / "city" / "current" / "index.html"
    times = page.stat()
    page.write_bytes(b"HOME V1")
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert deploy(site_host, store, "city").status == "unchanged"
    outcome = deploy(site_host, store, "city", checksum=True)
    assert outcome.status == "published"
    assert outcome.traffic.bytes < 5000, "only what was tampered with travels"
    assert live(site_host) == numbered(5) | BIG
    assert verify_host(site_host, store, "city").intact


def test_rollback_never_goes_back_to_the_tampered_copy_of_what_is_live(
    site_host: Host, store: ReleaseStore
) -> None:
    publish(store, numbered(3))
    deploy(site_host, store, "city")
    (Path(site_host.target.path) / "city" / "current" / "index.html").write_bytes(b"defaced")
    deploy(site_host, store, "city", checksum=True)
    with pytest.raises(ReleaseError, match="没有内容不同的更早版本"):
        rollback(site_host, "city")
    assert live(site_host) == numbered(3)


def test_leftovers_of_a_broken_run_for_an_older_release_do_no_harm(
    site_host: Host, store: ReleaseStore
) -> None:
    incoming = Path(site_host.target.path) / "city" / "releases" / ".incoming"
    (incoming / "old").mkdir(parents=True)
    (incoming / "old" / "page.html").write_bytes(b"old")
    (incoming / "index.html").write_bytes(b"half a pa")
    publish(store, numbered(3))
    deploy(site_host, store, "city")
    assert live(site_host) == numbered(3)


def test_a_host_whose_manifest_is_damaged_gets_everything_anew(
    site_host: Host, store: ReleaseStore
) -> None:
    publish(store, numbered(3))
    deploy(site_host, store, "city")
    (Path(site_host.target.path) / "city/current/manifest.json").write_bytes(b"{")
    publish(store, numbered(4))
    outcome = deploy(site_host, store, "city")
    assert outcome.plan is not None
    assert set(outcome.plan.send) == set(numbered(4))
    assert verify_host(site_host, store, "city").intact


def test_a_release_without_manifest_on_the_host_is_not_rolled_back_to(
    site_host: Host, store: ReleaseStore
) -> None:
    first = publish(store, numbered(3))
    deploy(site_host, store, "city")
    publish(store, numbered(4))
    deploy(site_host, store, "city")
    (Path(site_host.target.path) / "city/releases" / first.id / "manifest.json").unlink()
    with pytest.raises(ReleaseError, match="不完整，不能退回"):
        rollback(site_host, "city")
    assert live(site_host) == numbered(4)


def test_a_folder_in_the_place_of_current_is_left_alone(
    site_host: Host, store: ReleaseStore
) -> None:
    current = Path(site_host.target.path) / "city" / "current"
    current.mkdir(parents=True)
    (current / "precious.txt").write_bytes(b"mine")
    publish(store, numbered(1))
    with pytest.raises(DeployError, match=r"切换.*current 是目录，不是.*链接.*移到别处"):
        deploy(site_host, store, "city")
    assert (current / "precious.txt").read_bytes() == b"mine"


def test_sites_that_were_never_built_are_told_and_hold_no_other_back(
    site_host: Host, store: ReleaseStore
) -> None:
    publish(store, numbered(1), site="county-x")
    outcomes = deploy_sites([site_host], store, ["city", "county-x"])
    assert [outcome.status for outcome in outcomes] == ["failed", "published"]
    assert "请先运行 sitegen build" in outcomes[0].error


def test_a_target_takes_only_the_sites_it_names(tmp_path: Path, store: ReleaseStore) -> None:
    host = directory_host(tmp_path, tmp_path / "srv", sites=["county-x"])
    for site in ("city", "county-x"):
        publish(store, numbered(1), site=site)
    outcomes = deploy_sites([host], store, ["city", "county-x"])
    assert [outcome.site for outcome in outcomes] == ["county-x"]


def test_a_copy_that_fails_in_the_middle_is_taken_up_again(
    tmp_path: Path, store: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = directory_host(tmp_path, tmp_path / "srv")
    publish(store, numbered(10))
    deploy(host, store, "city")
    publish(store, numbered(10, "v2"))
    copied: list[str] = []
    monkeypatch.setattr("sitegen.release.tree.Tree.copy", failing_after(5, copied))
    with pytest.raises(DeployError, match="磁盘空间已满"):
        deploy(host, store, "city")
    assert live(host) == numbered(10)
    copied.clear()
    monkeypatch.setattr("sitegen.release.tree.Tree.copy", failing_after(99, copied))
    deploy(host, store, "city")
    assert len(copied) == 11 - 5, "five of eleven pages were there already"
    assert live(host) == numbered(10, "v2")


def failing_after(count: int, seen: list[str]) -> Callable[[Tree, str, Path], FileEntry]:
    """`Tree.copy` with a disk that is full after `count` files."""

    def copy(self: Tree, path: str, source: Path) -> FileEntry:
        if len(seen) == count:
            raise OSError(errno.ENOSPC, "full")
        seen.append(path)
        return COPY(self, path, source)

    return copy


def test_a_local_release_that_was_tampered_with_is_not_sent(
    tmp_path: Path, store: ReleaseStore
) -> None:
    host = directory_host(tmp_path, tmp_path / "srv")
    release = publish(store, numbered(3))
    (release.path / "index.html").write_bytes(b"defaced")
    with pytest.raises(DeployError, match=r"index\.html 与发布清单不符"):
        deploy(host, store, "city")
    assert host.state("city").current is None


def test_without_targets_or_with_an_unknown_name_the_message_helps() -> None:
    target = DeployTarget(name="web", kind="directory", path="/srv")
    with pytest.raises(ConfigError, match="没有写 deploy:"):
        chosen_targets([], [])
    with pytest.raises(ConfigError, match="没有名为“wbe”的部署目标；现有：web"):
        chosen_targets([target], ["wbe"])
    assert list(chosen_targets([target], [])) == [target]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("host", "-oProxyCommand=x"),
        ("host", "a b"),
        ("user", "-l"),
        ("path", "relative"),
        ("identity", "/no/such key"),
        ("identity", "missing"),
    ],
)
def test_values_that_could_pass_for_options_are_refused(
    tmp_path: Path, field: str, value: str
) -> None:
    values = {"name": "web", "kind": "ssh", "path": "/srv", "host": "h"} | {field: value}
    with pytest.raises(ConfigError, match="部署目标 web"):
        open_host(DeployTarget.model_validate(values), tmp_path)


@pytest.mark.parametrize("path", ["build", "content/files", "srv/../build/city"])
def test_a_target_inside_the_platform_s_own_folders_is_refused(tmp_path: Path, path: str) -> None:
    target = DeployTarget.model_validate({"name": "web", "kind": "directory", "path": path})
    with pytest.raises(ConfigError, match="请改到平台目录之外"):
        open_host(target, tmp_path)
    with pytest.raises(ConfigError, match="请改到平台目录之外"):
        open_host(target.model_copy(update={"path": str(tmp_path / path)}), tmp_path)


def test_old_releases_that_cannot_be_removed_are_a_warning(
    tmp_path: Path, store: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = directory_host(tmp_path, tmp_path / "srv", keep=1)
    publish(store, {"index.html": b"1"})
    deploy(host, store, "city")
    publish(store, {"index.html": b"2"})

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "no", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    outcome = deploy(host, store, "city")
    assert outcome.status == "published"
    assert "旧版本没能删除：没有权限" in outcome.warning
    assert live(host) == {"index.html": b"2"}


def test_a_program_that_is_not_installed_is_named(
    tmp_path: Path, store: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"name": "web", "kind": "ssh", "path": "/srv", "host": "h", "user": "u"}
    host = open_host(DeployTarget.model_validate(values), tmp_path)
    publish(store, numbered(1))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeployError, match="本机没有安装 ssh"):
        deploy(host, store, "city")


@pytest.mark.server
def test_an_unknown_host_key_is_not_trusted(
    sshd: Sshd, tmp_path: Path, store: ReleaseStore
) -> None:
    (tmp_path / "nobody").write_text("")
    host = open_host(sshd.target(tmp_path / "srv", known_hosts=str(tmp_path / "nobody")), tmp_path)
    publish(store, numbered(1))
    with pytest.raises(UnreachableError, match=r"连接 .* 不成功：known_hosts 中没有这台主机的密钥"):
        deploy(host, store, "city")


@pytest.mark.server
def test_a_host_that_is_not_there_is_asked_once_and_holds_no_other_back(
    sshd: Sshd, tmp_path: Path, store: ReleaseStore
) -> None:
    gone = open_host(sshd.target(tmp_path / "srv", port=9), tmp_path)
    here = open_host(sshd.target(tmp_path / "srv"), tmp_path)
    for site in ("city", "county"):
        publish(store, numbered(1), site=site)

    outcomes = deploy_sites([gone, here], store, ["city", "county"])

    assert [one.status for one in outcomes] == ["failed", "failed", "published", "published"]
    assert "没有程序在这个端口等候" in outcomes[0].error
    assert outcomes[1].error == "主机连接不上，没有再试。"


@pytest.mark.server
def test_a_key_that_is_not_accepted_is_told_with_the_mend(
    sshd: Sshd, tmp_path: Path, store: ReleaseStore
) -> None:
    key = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    host = open_host(sshd.target(tmp_path / "srv", identity=str(key)), tmp_path)
    publish(store, numbered(1))
    with pytest.raises(UnreachableError, match="authorized_keys"):
        deploy(host, store, "city")


@pytest.mark.server
def test_a_key_file_that_is_no_key_is_told_with_the_mend(
    sshd: Sshd, tmp_path: Path, store: ReleaseStore
) -> None:
    key = tmp_path / "key"
    key.write_text("nothing of the kind\n")
    key.chmod(0o600)
    host = open_host(sshd.target(tmp_path / "srv", identity=str(key)), tmp_path)
    publish(store, numbered(1))
    with pytest.raises(UnreachableError, match="请核对 identity 是不是私钥"):
        deploy(host, store, "city")


@pytest.mark.server
@pytest.mark.parametrize(
    "fault",
    [
        ('rsync: write failed on "/srv/a": No space left on device (28)', "主机的磁盘空间已满"),
        ("mkdir: cannot create directory '/srv/x': Permission denied", "没有权限，请检查 path"),
        ("sh: 1: rsync: not found", "主机上没有安装 rsync"),
        ("something new", "失败：something new。"),
    ],
)
def test_what_fails_on_the_host_is_told_with_the_mend(
    sshd: Sshd,
    tmp_path: Path,
    store: ReleaseStore,
    monkeypatch: pytest.MonkeyPatch,
    fault: tuple[str, str],
) -> None:
    said, told = fault
    program = tmp_path / "bin" / "rsync"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{said}\nEND\nexit 11\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    publish(store, numbered(1))
    with pytest.raises(DeployError, match=re.escape(told)) as caught:
        deploy(open_host(sshd.target(tmp_path / "srv"), tmp_path), store, "city")
    assert said in str(caught.value)


@pytest.mark.server
def test_a_connection_cut_in_the_middle_leaves_the_site_and_the_next_run_resumes(
    sshd: Sshd, tmp_path: Path, store: ReleaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = open_host(sshd.target(tmp_path / "srv"), tmp_path)
    publish(store, numbered(5))
    deploy(host, store, "city")
    noise = {f"video/{i}.bin": os.urandom(1 << 20) for i in range(12)}
    publish(store, numbered(5) | noise)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f"{cutting_ssh(tmp_path, 5 << 20)}:{os.environ['PATH']}")
        with pytest.raises(DeployError, match="重新运行会接着传输"):
            deploy(host, store, "city")
    assert live(host) == numbered(5)
    outcome = deploy(host, store, "city")
    assert live(host) == numbered(5) | noise
    assert 0 < outcome.traffic.bytes < 10 << 20, "what had arrived is not sent again"
    assert verify_host(host, store, "city").intact
    leftovers = [p.name for p in (tmp_path / "srv/city").rglob(".*")]
    assert leftovers == []


def cutting_ssh(folder: Path, limit: int) -> Path:
    """A folder with an `ssh` that passes on `limit` bytes of rsync's data and then dies."""
    program = folder / "bin" / "ssh"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nREAL, LIMIT = {shutil.which('ssh')!r}, {limit}\n{CUTTING_SSH}"
    )
    program.chmod(0o755)
    return program.parent


CUTTING_SSH = """
import os, subprocess, sys
if "rsync --server" not in " ".join(sys.argv):
    os.execv(REAL, sys.argv)
ssh = subprocess.Popen([REAL, *sys.argv[1:]], stdin=subprocess.PIPE)
while LIMIT > 0 and (data := os.read(0, 65536)):
    ssh.stdin.write(data)
    ssh.stdin.flush()
    LIMIT -= len(data)
ssh.kill()
sys.exit(255)
"""
